import type { KeyVault, Subject, SubjectKey } from './key-vault.js';
import type { Sealed } from '@ledger/schema/events/values.js';

const isSealed = (text: string): text is Sealed => text.length > 0;

/** A sealed text in clear, by the key of its subject; null where there is none of them. */
export const openedWith = (key: SubjectKey | null, field: string, text: string | null): string | null =>
  key === null || text === null || !isSealed(text) ? null : key.open(field, text);

/** A sealed text in clear; null where there is none, or where its key was destroyed. */
export const unsealed = async (
  vault: KeyVault,
  subject: Subject,
  field: string,
  text: string | null,
): Promise<string | null> => {
  if (text === null) return null;
  const key = (await vault.existingKeys([subject])).get(subject) ?? null;
  return openedWith(key, field, text);
};
