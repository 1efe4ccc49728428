import { VaultFault, type Saying, type SubjectKey } from '@ledger/ledger/ports/key-vault.js';
import { openedWith } from '@ledger/ledger/ports/sealed-texts.js';
import { importSubject } from './import-ports.js';

/** A note is rewritten as a whole, so that it is said by its import and by nothing else. */
const saidIn = (id: string): Saying => ({ stream: importSubject(id), command: id, field: 'note' });

/** The text of a note's file: all of it is sealed, since file names, mappings and messages may name somebody. */
export const sealedNote = (key: SubjectKey, id: string, note: object): string =>
  JSON.stringify({ format: 1, sealed: key.seal(saidIn(id), JSON.stringify(note)) });

/** What the file of a note has sealed; null where it is no such file, or cannot be opened with the key. */
export const noteIn = (key: SubjectKey, id: string, text: string): unknown => {
  try {
    const kept: unknown = JSON.parse(text);
    if (typeof kept !== 'object' || kept === null || !('sealed' in kept)) return null;
    if (typeof kept.sealed !== 'string') return null;
    const { command, ...at } = saidIn(id);
    const opened = openedWith(key, at, { sealed: kept.sealed, command });
    return opened === null ? null : JSON.parse(opened);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    if (error instanceof VaultFault && error.code === 'UNREADABLE') return null;
    throw error;
  }
};
