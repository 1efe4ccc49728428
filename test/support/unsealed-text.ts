import type { KeyVault, Subject } from '@ledger/ledger/ports/key-vault.js';
import { openedWith, type SaidField, type SaidText } from '@ledger/ledger/ports/sealed-texts.js';

/** Decrypts a text with the key that the vault has now; null if there is no text or its key was destroyed. */
export const unsealed = async (
  vault: KeyVault,
  subject: Subject,
  at: SaidField,
  text: SaidText | null,
): Promise<string | null> => {
  if (text === null) return null;
  const key = (await vault.existingKeys([subject])).get(subject) ?? null;
  return openedWith(key, at, text);
};
