import type { Position } from '@ledger/ledger/ports/event-log.js';
import type { Waiting } from './waiting-room.js';
import { importKey, importSubject, type ImportPorts } from './import-ports.js';
import { noteIn, sealedNote } from './sealed-note.js';
import { plainOptions, type HandInOptions } from './hand-in-options.js';
import type { ImportFailure } from './import-job.js';

/** What is kept of an import beside the log, sealed under the key of its hand-in. What the log says of it wins. */
export type ImportNote = Readonly<{
  format: 1;
  id: string;
  file: string;
  /** As it was written; null where nobody said one: then it is the ledger's own. */
  office: string | null;
  dryRun: boolean;
  /** Of a workbook: the worksheet to read; null for the first. */
  worksheet: string | null;
  /** The mapping file, where the sheet has other columns and words. */
  mapping: string | null;
  options: HandInOptions;
  by: Readonly<{ actor: string; role: string; district: string | null }>;
  receivedAt: string;
  /** Clear bytes of the kept sheet; null where none is kept. */
  bytes: number | null;
  /** Clear bytes of the kept report of a dry run. */
  reportBytes: number | null;
  keptUntil: string | null;
  /**
   * When the key of the sheet is destroyed: it opens what the report quotes of rows about persons who are not registered.
   * Null once it is destroyed.
   */
  quotedUntil: string | null;
  state: 'received' | 'done' | 'failed';
  endedAt: string | null;
  rows: number | null;
  accepted: number;
  refused: Readonly<Record<string, number>>;
  failure: ImportFailure | null;
  /** Whether somebody has begun to undo it: its stream says how far that is. */
  undo: boolean;
  position: Position | null;
}>;

/** A sheet that is handed in: what it is called, for whom, by whom, and how it is read. */
export type Handed = Pick<ImportNote, 'file' | 'office' | 'worksheet' | 'mapping' | 'dryRun' | 'by'> &
  Readonly<{ options?: HandInOptions }>;

/** The note of a sheet that has just been received. */
export const receivedNote = (
  handed: Handed,
  received: Pick<ImportNote, 'id' | 'bytes' | 'receivedAt'>,
): ImportNote => ({
  options: plainOptions,
  ...handed,
  ...received,
  format: 1,
  reportBytes: null,
  keptUntil: null,
  quotedUntil: null,
  state: 'received',
  endedAt: null,
  rows: null,
  accepted: 0,
  refused: {},
  failure: null,
  undo: false,
  position: null,
});

export const isNote = (value: unknown): value is ImportNote =>
  typeof value === 'object' &&
  value !== null &&
  'format' in value &&
  value.format === 1 &&
  'options' in value &&
  'quotedUntil' in value;

/** Where notes lie, and whose keys seal them. */
type NotePlace = Pick<ImportPorts, 'folder' | 'vault'>;

/** The notes of all imports, in memory and in their folder. */
export class Notes {
  private readonly byId = new Map<string, ImportNote>();
  /** Notes are written one after the other: two writers of one note would meet in its draft. */
  private turn: Promise<void> = Promise.resolve();

  private constructor(private readonly place: NotePlace) {}

  static async open(place: NotePlace): Promise<Notes> {
    const notes = new Notes(place);
    const { folder } = place;
    const ids = await folder.noted();
    const keys = await place.vault.existingKeys(ids.map(importSubject));
    for (const id of ids) {
      const key = keys.get(importSubject(id));
      const text = await folder.noteOf(id);
      // Written by hand, or by another version, or under a key that is lost: the log still knows the import.
      const note = key === undefined || text === null ? null : noteIn(key, id, text);
      if (isNote(note)) notes.byId.set(id, note);
    }
    return notes;
  }

  get(id: string): ImportNote | null {
    return this.byId.get(id) ?? null;
  }

  /** All notes, the oldest first. */
  all(): readonly ImportNote[] {
    return [...this.byId.values()].sort(byAge);
  }

  /** The sheets that were received and are not judged yet. */
  get waiting(): Waiting {
    const sheets = [...this.byId.values()].filter(({ state }) => state === 'received');
    return { sheets: sheets.length, bytes: sheets.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0) };
  }

  /** Keeps a note; one that cannot be written holds as long as the process does. Throws KeepFault. */
  put(note: ImportNote): Promise<void> {
    this.byId.set(note.id, note);
    const written = this.turn.then(() => this.write(note));
    this.turn = written.catch(() => undefined);
    return written;
  }

  private async write(note: ImportNote): Promise<void> {
    const key = await importKey(this.place, note.id);
    await this.place.folder.note(note.id, sealedNote(key, note.id, note));
  }

  /** Changes a part of a note, and answers the whole. Throws KeepFault. */
  async change(id: string, part: Partial<ImportNote>): Promise<ImportNote> {
    const note = this.byId.get(id);
    if (note === undefined) throw new Error(`there is no note of import ${id}`);
    const changed = { ...note, ...part };
    await this.put(changed);
    return changed;
  }

  /** Forgets a note that could not be written. */
  forget(id: string): void {
    this.byId.delete(id);
  }
}

const byAge = (a: ImportNote, b: ImportNote): number => {
  if (a.receivedAt !== b.receivedAt) return a.receivedAt < b.receivedAt ? -1 : 1;
  return a.id < b.id ? -1 : 1;
};
