import type { KeyVault, Subject } from '../ports/key-vault.js';
import type { Sealed } from '@ledger/schema/events/values.js';

const isSealed = (text: string): text is Sealed => text.length > 0;

/** A sealed text in clear; null where there is none, or where its key was destroyed. */
export const unsealed = async (
  vault: KeyVault,
  subject: Subject,
  field: string,
  text: string | null,
): Promise<string | null> => {
  if (text === null || !isSealed(text)) return null;
  const key = (await vault.existingKeys([subject])).get(subject);
  return key === undefined ? null : key.open(field, text);
};
