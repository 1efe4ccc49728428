import { undoing, handInTold } from '@ledger/ledger/imports/undo-import.js';
import { readReason } from '@ledger/ledger/reading/changes-reader.js';
import { textMax } from '@ledger/ledger/use-cases/record-act-command.js';
import { isRefused } from '@ledger/ledger/reading/field-checks.js';
import type { ImportProgress } from '@ledger/ledger/imports/import-batch.js';
import type { Report } from '@ledger/ledger/imports/import-report.js';
import { Changes } from './import-changes.js';
import { importFault, unknownImport } from '../faults/import-problems.js';
import { nothingJudged, type ImportJob, type ImportUndo } from './import-job.js';
import { ImportQueue, type ImportTask } from './import-queue.js';
import { keepRemoving, keptAfterFailure, removeOld } from './import-retention.js';
import { Notes, type Handed, type ImportNote } from './import-notes.js';
import type { ImportPorts } from './import-ports.js';
import { ImportReception } from './import-reception.js';
import { withoutStall } from './stall-watch.js';
import { failureOf, isOfLedger, runImport, runUndo, sheetOf, type ReadableSheet } from './run-import.js';
import {
  checkUndo,
  jobFrom,
  noteFromLog,
  outcomeOf,
  reportOfOutcome,
  undoFrom,
  type ImportOutcome,
} from './import-answers.js';

type By = ImportNote['by'];

/**
 * The imports of a ledger: one sheet is judged, or one import undone, at a time, in the order in which they came. What
 * they are is kept in the hand-ins' streams; the notes beside the log say what was received and not judged yet.
 */
export class ImportJobs {
  private readonly queue = new ImportQueue((task) => this.work(task));
  private readonly progress = new Map<string, ImportProgress>();
  private readonly undos = new Map<string, ImportUndo>();
  private readonly changes = new Changes();
  private readonly ending = new AbortController();
  private readonly reception: ImportReception;

  private constructor(
    private readonly ports: ImportPorts,
    private readonly notes: Notes,
  ) {
    this.reception = new ImportReception(ports, notes);
    keepRemoving(ports, notes, this.ending.signal);
  }

  static async open(ports: ImportPorts): Promise<ImportJobs> {
    await ports.folder.tidy();
    const notes = await Notes.open(ports);
    await removeOld(ports, notes);
    return new ImportJobs(ports, notes);
  }

  /**
   * Receives a sheet as a whole and lets it wait for its turn; durable when it answers. Throws ImportFault where too many
   * wait. Whatever `bytes` throws, and KeepFault, leaves nothing behind.
   */
  async receive(handed: Handed, bytes: AsyncIterable<Uint8Array>): Promise<ImportJob> {
    const note = await this.reception.receive(handed, bytes);
    this.queue.add({ kind: 'import', id: note.id });
    return this.jobOf(note);
  }

  /** Goes on with whatever was under way when the ledger ended. */
  async resume(): Promise<void> {
    for (const note of this.notes.all()) {
      const { id, state, undo } = note;
      if (state === 'received') this.queue.add({ kind: 'import', id });
      else if (undo) await this.resumeUndo(id);
      else await this.undoWhole(note);
    }
  }

  /** Goes on with undoing an import, if it was interrupted. */
  async resumeUndo(id: string): Promise<void> {
    if ((await this.undoOf(id))?.endedAt === null) this.queue.add({ kind: 'undo', id });
  }

  /** Tries a failed import again, where it stood. Throws ImportFault. */
  async retry(id: string): Promise<ImportJob> {
    const note = await this.known(id);
    if (note.state !== 'failed') throw importFault('notFailed');
    if (note.bytes === null) throw importFault('sheetToResumeGone');
    await this.ports.folder.remove(`${id}.report`);
    const ended = { failure: null, endedAt: null, keptUntil: null, quotedUntil: null, reportBytes: null };
    const again = await this.notes.change(id, { ...ended, state: 'received' });
    this.queue.add({ kind: 'import', id });
    return this.jobOf(again);
  }

  /** Begins to undo an import; one that is being undone is answered as it stands. Throws ImportFault. */
  async undo(id: string, given: string, by: By): Promise<ImportJob> {
    const reason = readReason(given);
    if (isRefused(reason)) throw importFault('missingReason', { max: textMax.note });
    const told = await handInTold(this.ports, id);
    const note = await this.noteOf(id);
    checkUndo(id, note, told);
    if (note === null) throw unknownImport(id);
    if (told?.state === 'closed') {
      // Noted first: should the ledger end here, it finds nothing to undo, and nothing has begun.
      // Some have no note yet: the sample, and what an earlier version took in.
      if (this.notes.get(id) === null) await this.notes.put({ ...note, undo: true });
      else await this.notes.change(id, { undo: true });
      const { log, vault, write } = this.ports;
      await undoing({ log, vault, ...write }).begin({ id, by }, reason);
      this.undos.delete(id);
      this.queue.add({ kind: 'undo', id });
    }
    return this.jobOf({ ...note, undo: true });
  }

  /** The import as it stands now; null where there is none. */
  async get(id: string): Promise<ImportJob | null> {
    const note = await this.noteOf(id);
    return note === null ? null : this.jobOf(note);
  }

  /** The ids of all imports that there are notes of, the newest first; one received later stands in front. */
  ids(): readonly string[] {
    return this.notes
      .all()
      .map(({ id }) => id)
      .toReversed();
  }

  /** What an import that is over has come to. Throws ImportFault. */
  async outcome(id: string): Promise<ImportOutcome> {
    return outcomeOf(this.ports, await this.known(id));
  }

  /** The report of an import that is over. Throws ImportFault, with the failure where there is no report. */
  async report(id: string): Promise<Report> {
    return reportOfOutcome(await this.outcome(id));
  }

  /** The sheet of an import and how it is read, as long as it is kept. Throws ImportFault. */
  async sheet(id: string): Promise<ReadableSheet> {
    return sheetOf(this.ports, await this.known(id));
  }

  /** The import as it stands, and again whenever it changes, until the signal aborts; nothing where there is none. */
  async *watch(id: string, signal: AbortSignal): AsyncGenerator<ImportJob, void, undefined> {
    while (!signal.aborted) {
      const changed = this.changes.next(id, signal);
      const job = await this.get(id);
      if (job === null) return;
      yield job;
      await changed;
    }
  }

  /**
   * Lets what is under way end after its next few rows: it goes on when the ledger is started again. Whoever sends sheets
   * is to be cut off before: what has come of them is removed.
   */
  async close(): Promise<void> {
    this.ending.abort(new Error('the ledger ends'));
    await this.queue.close();
    await this.reception.settled();
  }

  private async work({ kind, id }: ImportTask): Promise<void> {
    try {
      await (kind === 'import' ? this.judge(id) : this.takeBack(id));
    } catch (error) {
      if (!this.ending.signal.aborted) failureOf(error, this.ports.complain);
    }
    this.progress.delete(id);
    this.changes.tell(id);
  }

  private async judge(id: string): Promise<void> {
    const note = this.notes.get(id);
    if (note === null || this.ending.signal.aborted) return;
    const progress = (all: ImportProgress): void => {
      this.progress.set(id, all);
      this.changes.tell(id);
    };
    progress({ ...nothingJudged, rows: 0 });
    const { ports, ending } = this;
    try {
      const run = await withoutStall(note.file, ports.stalledAfterMs, ({ heard, signal }) =>
        runImport(ports, note, {
          progress: (all) => {
            heard();
            progress(all);
          },
          signal: AbortSignal.any([ending.signal, signal]),
        }),
      );
      await this.undoWhole(await this.notes.change(id, run));
    } catch (error) {
      if (ending.signal.aborted) return;
      const failure = failureOf(error, ports.complain);
      const endedAt = ports.clock.now();
      const kept = keptAfterFailure(endedAt, isOfLedger(failure));
      await this.notes.change(id, { state: 'failed', endedAt, failure, ...kept });
    }
    await removeOld(ports, this.notes);
  }

  /** Undoes a sheet that was to be taken in as a whole, and of which a row was refused when it was written. */
  private async undoWhole({ id, state, undo, failure, by }: ImportNote): Promise<void> {
    if (state === 'done' && !undo && failure !== null) await this.undo(id, failure.message, by);
  }

  private async takeBack(id: string): Promise<void> {
    const { ports, ending } = this;
    const undo = await this.undoOf(id);
    if (undo?.endedAt !== null || ending.signal.aborted) return;
    const progress = (judged: number): void => {
      this.undos.set(id, { ...undo, judged });
      this.changes.tell(id);
    };
    const by = { actor: undo.by.actor, role: undo.by.role, district: undo.by.district };
    await runUndo(ports, { id, by }, { progress, signal: ending.signal });
    this.undos.delete(id);
    const { position } = await ports.log.head();
    await this.notes.change(id, { position });
  }

  private async noteOf(id: string): Promise<ImportNote | null> {
    return this.notes.get(id) ?? noteFromLog(this.ports, id);
  }

  /** The note of an import that there must be. Throws ImportFault. */
  private async known(id: string): Promise<ImportNote> {
    const note = await this.noteOf(id);
    if (note === null) throw unknownImport(id);
    return note;
  }

  /** Where undoing it stands; read from its stream once. */
  private async undoOf(id: string): Promise<ImportUndo | null> {
    const known = this.undos.get(id);
    if (known !== undefined) return known;
    const undo = undoFrom(await handInTold(this.ports, id));
    if (undo !== null) this.undos.set(id, undo);
    return undo;
  }

  private async jobOf(note: ImportNote): Promise<ImportJob> {
    const job = jobFrom(note, note.undo ? await this.undoOf(note.id) : null);
    const progress = this.progress.get(note.id);
    // What is over, but for what is still to be tidied up, is not told as over.
    if (progress === undefined) return job;
    const { judged, accepted, refused, rows } = progress;
    return { ...job, state: 'running', judged, accepted, refused, rows: rows === 0 ? null : rows };
  }
}
