import type { Saying, SubjectKey } from './key-vault.js';
import type { Sealed } from '@ledger/schema/events/values.js';

const isSealed = (text: string): text is Sealed => text.length > 0;

/**
 * An encrypted text with the id of the command that first wrote it. Later events of the stream repeat the text
 * unchanged, still encrypted for that command.
 */
export type SaidText = Readonly<{ sealed: string; command: string }>;

/**
 * The text after an event: a new text gets the id of the event's command; an unchanged one keeps its first command.
 */
export const saidBy = (command: string, sealed: string | null, before: SaidText | null): SaidText | null => {
  if (sealed === null) return null;
  return before?.sealed === sealed ? before : { sealed, command };
};

/** Encrypts a text for one field of the event that a command is about to write. */
export type Seal = (field: string, text: string) => Sealed;

export const sealing =
  (key: SubjectKey, stream: string, command: string): Seal =>
  (field, text) =>
    key.seal({ stream, command, field }, text);

/** The place of an encrypted text, without the command that wrote it. */
export type SaidField = Omit<Saying, 'command'>;

/** Decrypts a text with its subject's key; null if there is no key or no text. */
export const openedWith = (key: SubjectKey | null, at: SaidField, text: SaidText | null): string | null =>
  key === null || text === null || !isSealed(text.sealed)
    ? null
    : key.open({ ...at, command: text.command }, text.sealed);
