import { importSummary, undoing } from '@ledger/ledger/imports/undo-import.js';
import type { ActLeft } from '@ledger/ledger/imports/import-summary.js';
import { ImportStream } from '@ledger/ledger/imports/import-stream.js';
import type { Report } from '@ledger/ledger/imports/import-report.js';
import { isRefused } from '@ledger/ledger/reading/field-checks.js';
import { readReason } from '@ledger/ledger/reading/changes-reader.js';
import { textMax } from '@ledger/ledger/use-cases/record-act-command.js';
import type { ImportDocument } from '@ledger/projections/imports/imports-document.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import { importFromLog } from '@ledger/projections/imports/imports-queries.js';
import type { Listed, ListSlice } from '@ledger/projections/reading/list-slice.js';
import { importFault, unknownImport } from '../faults/import-problems.js';
import {
  cannotUndo,
  outcomeOf,
  outcomeOfDry,
  reportOfOutcome,
  type ImportOutcome,
} from './import-answers.js';
import { Changes } from './import-changes.js';
import { joinedPage, statusPage } from './import-page.js';
import { streamPorts, undoPorts, type ImportPorts } from './import-ports.js';
import { ImportQueue, type ImportTurn } from './import-queue.js';
import { ImportReception } from './import-reception.js';
import { keepRemoving, removeOld, removeSheet } from './import-retention.js';
import { ImportWork } from './import-work.js';
import { KeptDryRuns } from './kept-dry-runs.js';
import { importFailure, sheetToCorrect, type SheetToCorrect } from './run-import.js';
import { keptWaiting, mendImports } from './import-start.js';
import { checkKept, keptSheetOf } from './stored-sheets.js';
import type { SentBy, SentSheet, WaitingSheet } from './sheet-options.js';
import { cardStatus, statusesOf, wholeFailure } from './document-status.js';
import type { ImportStatus } from './import-status.js';
import { traceOf } from '../faults/redacted-trace.js';

/**
 * The imports that one owner process carries out: it judges one sheet, or undoes one import, at a time, in the order of
 * arrival. The state of an import is stored in its stream. The data folder of this owner stores the sheets that it has
 * received, and its dry runs.
 */
export class OwnImports {
  private readonly changes = new Changes();
  private readonly ending = new AbortController();
  private readonly reception: ImportReception;
  private readonly work: ImportWork;
  private readonly queue: ImportQueue;
  private mending: Promise<void> = Promise.resolve();
  private latest: Position | null = null;

  private constructor(
    private readonly ports: ImportPorts,
    private readonly dryRuns: KeptDryRuns,
  ) {
    this.reception = new ImportReception(ports, dryRuns);
    this.work = new ImportWork(ports, { dryRuns, changes: this.changes, ending: this.ending.signal });
    this.queue = new ImportQueue((turn) => this.takeTurn(turn));
    keepRemoving(() => this.removeOld(), ports, this.ending.signal);
  }

  /** Throws VaultFault, LogFault and StoreFault. */
  static async open(ports: ImportPorts): Promise<OwnImports> {
    await ports.folder.tidy();
    const imports = new OwnImports(ports, await KeptDryRuns.open(ports));
    await imports.removeOld();
    for (const sheet of await keptWaiting(ports, imports.dryRuns)) imports.reception.admit(sheet);
    return imports;
  }

  /**
   * Receives a whole sheet and adds it to the queue. The sheet is durable when the promise resolves. Throws ImportFault
   * if too many sheets are waiting, KeepFault if it cannot be stored, and any error of `bytes`; then nothing is stored.
   */
  async receive(sent: SentSheet, bytes: AsyncIterable<Uint8Array>): Promise<ImportStatus> {
    const { id } = await this.reception.receive(sent, bytes);
    const status = await this.known(id);
    this.queue.add({ kind: 'judge', id });
    return status;
  }

  /**
   * Continues the imports that were not finished when the ledger ended. Those that only the view lists follow after the
   * view is up to date.
   */
  resume(): void {
    for (const id of this.reception.waitingIds) this.queue.add({ kind: 'judge', id });
    const judge = (kept: Pick<WaitingSheet, 'id' | 'bytes'>): void => {
      this.reception.admit(kept);
      this.queue.add({ kind: 'judge', id: kept.id });
    };
    const { signal } = this.ending;
    this.mending = mendImports(this.ports, { judge, undo: (doc) => this.goOnUndoing(doc) }, signal).catch(
      (error: unknown) => {
        if (!signal.aborted) this.ports.logError(traceOf(error));
      },
    );
  }

  /** Continues a failed import at the row where it stopped. Throws ImportFault. */
  async retry(id: string, by: SentBy): Promise<ImportStatus> {
    const { state } = await this.known(id);
    if (state !== 'failed') throw importFault('notFailed');
    const { ports, dryRuns } = this;
    const card = dryRuns.get(id);
    const bytes = await ports.folder.sizeOf(id);
    if (card === null) {
      await checkKept(ports, await this.documentOf(id), 'sheetToResumeGone');
      const own = await ImportStream.open(streamPorts(ports), { id, by });
      await own.note('resumed', () => ({ type: 'ResumeImport', stream: own.name, data: {} }));
    } else if (bytes === null) throw importFault('sheetToResumeGone');
    else await dryRuns.put({ ...card, state: 'received', endedAt: null, failure: null });
    this.work.forgetFailure(id);
    this.reception.admit({ id, bytes: bytes ?? 0 });
    const status = await this.known(id);
    this.queue.add({ kind: 'judge', id });
    return status;
  }

  /** Starts to undo an import, or continues an undo that was interrupted. Throws ImportFault. */
  async undo(id: string, given: string, by: SentBy): Promise<ImportStatus> {
    const reason = readReason(given);
    if (isRefused(reason)) throw importFault('missingReason', { max: textMax.note });
    if (this.dryRuns.get(id) !== null) throw importFault('dryRun');
    const fault = await undoing(undoPorts(this.ports)).begin({ id, by }, reason);
    if (fault !== null) throw cannotUndo(fault, id);
    this.queue.add({ kind: 'undo', id });
    return this.known(id);
  }

  /** The current state of an import; null if it does not exist. */
  async get(id: string): Promise<ImportStatus | null> {
    const card = this.dryRuns.get(id);
    if (card !== null) return this.work.currentStatus(cardStatus(card));
    const doc = await this.work.documentOf(id);
    return doc === null ? null : this.status(doc);
  }

  /** The highest log position of an import event that this process has seen; null if it has seen none. */
  get noted(): Position | null {
    return this.latest;
  }

  /** A page of imports, newest first. It merges the dry runs of this owner into `page`, the page of the view. */
  async page(page: Listed<ImportDocument>, slice: ListSlice): Promise<Listed<ImportStatus>> {
    const joined = joinedPage(await statusPage(this.ports, page), this.dryRuns.all().map(cardStatus), slice);
    return {
      ...joined,
      items: joined.items.map((item) => ({ ...item, doc: this.work.currentStatus(item.doc) })),
    };
  }

  /** The acts that could not be reversed when the import was undone. */
  async actsLeft(id: string): Promise<readonly ActLeft[]> {
    return (await importSummary(this.ports, id))?.undo?.left ?? [];
  }

  /** The outcome of an import that has ended. Throws ImportFault. */
  async outcome(id: string): Promise<ImportOutcome> {
    const card = this.dryRuns.get(id);
    if (card !== null) return outcomeOfDry(this.ports, card);
    const doc = await this.documentOf(id);
    return outcomeOf(this.ports, doc, await this.status(doc));
  }

  /** The report of an import that has ended. Throws ImportFault; for a failed import it carries the failure. */
  async report(id: string): Promise<Report> {
    return reportOfOutcome(await this.outcome(id));
  }

  /** The sheet of an import and its reading options, while this owner stores it. Throws ImportFault. */
  async sheet(id: string): Promise<SheetToCorrect> {
    const card = this.dryRuns.get(id);
    if (card === null)
      return sheetToCorrect(this.ports, await keptSheetOf(this.ports, await this.documentOf(id)));
    if ((await this.ports.folder.sizeOf(id)) === null) throw importFault('sheetGone');
    return sheetToCorrect(this.ports, card.sheet);
  }

  /**
   * Yields the state of an import now and after each change, until the signal aborts. Yields nothing if the import does
   * not exist.
   */
  async *watch(id: string, signal: AbortSignal): AsyncGenerator<ImportStatus, void, undefined> {
    while (!signal.aborted) {
      const changed = this.changes.next(id, signal);
      const status = await this.get(id);
      if (status === null) return;
      yield status;
      await changed;
    }
  }

  /**
   * Interrupts the current import after its next batch of rows; the next start continues it. Uploads must be aborted
   * before this call; their incomplete bytes are removed.
   */
  async close(): Promise<void> {
    this.ending.abort(new Error('the ledger ends'));
    await this.mending;
    await this.queue.close();
    await this.reception.settled();
  }

  private async takeTurn(turn: ImportTurn): Promise<void> {
    const { id, kind } = turn;
    try {
      await this.work.take(turn);
      if (kind === 'judge' && !this.ending.signal.aborted) await this.afterJudging(id);
    } catch (error) {
      if (!this.ending.signal.aborted) importFailure(error, this.ports.logError);
    }
    this.work.end(id);
    this.changes.changed(id);
  }

  /** Removes a sheet that is no longer needed. Undoes an all-or-nothing import in which a row was refused. */
  private async afterJudging(id: string): Promise<void> {
    this.reception.leave(id);
    const doc = await importFromLog(this.ports.log, id);
    if (doc === null) return;
    this.latest = doc.position;
    await removeSheet(this.ports, doc);
    if (doc.pending === 'undo') await this.goOnUndoing(doc);
  }

  private async goOnUndoing(doc: ImportDocument): Promise<void> {
    const failure = wholeFailure(doc);
    if (doc.standing === 'done' && failure !== null) await this.undo(doc.id, failure.message, doc.by);
    else this.queue.add({ kind: 'undo', id: doc.id });
  }

  /** The import, folded from its stream. Throws ImportFault UNKNOWN_IMPORT if it does not exist. */
  private async documentOf(id: string): Promise<ImportDocument> {
    const doc = await importFromLog(this.ports.log, id);
    if (doc === null) throw unknownImport(id);
    return doc;
  }

  private async status(doc: ImportDocument): Promise<ImportStatus> {
    if (this.latest === null || doc.position > this.latest) this.latest = doc.position;
    const { vault, clock } = this.ports;
    const [status] = await statusesOf(vault, [doc], clock.now());
    if (status === undefined) throw unknownImport(doc.id);
    return this.work.currentStatus(status);
  }

  private async known(id: string): Promise<ImportStatus> {
    const status = await this.get(id);
    if (status === null) throw unknownImport(id);
    return status;
  }

  private async removeOld(): Promise<void> {
    await this.dryRuns.removeOld();
    await removeOld(this.ports);
  }
}
