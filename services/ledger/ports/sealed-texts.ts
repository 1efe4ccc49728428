import type { KeyVault, Saying, Subject, SubjectKey } from './key-vault.js';
import type { Sealed } from '@ledger/schema/events/values.js';

const isSealed = (text: string): text is Sealed => text.length > 0;

/** A sealed text with the command whose event said it first: later events of its stream carry it on as it is. */
export type SaidText = Readonly<{ sealed: string; command: string }>;

/** The text as an event leaves it: said by that event's command, unless it is the one that was there before. */
export const saidBy = (command: string, sealed: string | null, before: SaidText | null): SaidText | null => {
  if (sealed === null) return null;
  return before?.sealed === sealed ? before : { sealed, command };
};

/** Seals a text for one field of the event that a command is about to write. */
export type Seal = (field: string, text: string) => Sealed;

export const sealing =
  (key: SubjectKey, stream: string, command: string): Seal =>
  (field, text) =>
    key.seal({ stream, command, field }, text);

/** Which field of which stream. */
export type SaidField = Omit<Saying, 'command'>;

/** A sealed text in clear, by the key of its subject; null where there is none of them. */
export const openedWith = (key: SubjectKey | null, at: SaidField, text: SaidText | null): string | null =>
  key === null || text === null || !isSealed(text.sealed)
    ? null
    : key.open({ ...at, command: text.command }, text.sealed);

/** A sealed text in clear; null where there is none, or where its key was destroyed. */
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
