import type { Position } from '@ledger/ledger/ports/event-log.js';
import type { ImportFolder } from '@ledger/ledger/ports/import-folder.js';
import type { Waiting } from './waiting-room.js';
import { plainOptions, type HandInOptions } from './hand-in-options.js';
import type { ImportFailure } from './import-job.js';

/** What is kept of an import beside the log, without personal data. What the log says of it wins. */
export type ImportNote = Readonly<{
  format: 1;
  id: string;
  file: string;
  /** Null where nobody said one: then it is the ledger's own. */
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
  state: 'received',
  endedAt: null,
  rows: null,
  accepted: 0,
  refused: {},
  failure: null,
  undo: false,
  position: null,
});

const isNote = (value: unknown): value is ImportNote =>
  typeof value === 'object' &&
  value !== null &&
  'format' in value &&
  value.format === 1 &&
  'options' in value;

const parsed = (text: string | null): ImportNote | null => {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return isNote(value) ? value : null;
  } catch {
    // Written by hand, or by another version: the log still knows the import.
    return null;
  }
};

/** The notes of all imports, in memory and in their folder. */
export class Notes {
  private readonly byId = new Map<string, ImportNote>();
  /** Notes are written one after the other: two writers of one note would meet in its draft. */
  private turn: Promise<void> = Promise.resolve();

  private constructor(private readonly folder: ImportFolder) {}

  static async open(folder: ImportFolder): Promise<Notes> {
    const notes = new Notes(folder);
    for (const id of await folder.noted()) {
      const note = parsed(await folder.noteOf(id));
      if (note !== null) notes.byId.set(id, note);
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
    const written = this.turn.then(() => this.folder.note(note.id, JSON.stringify(note)));
    this.turn = written.catch(() => undefined);
    return written;
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
