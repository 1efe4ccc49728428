import { importTold, undoing } from '@ledger/ledger/imports/undo-import.js';
import type { ActLeft } from '@ledger/ledger/imports/import-summary.js';
import { ImportStream } from '@ledger/ledger/imports/import-stream.js';
import type { Report } from '@ledger/ledger/imports/import-report.js';
import { isRefused } from '@ledger/ledger/reading/field-checks.js';
import { readReason } from '@ledger/ledger/reading/changes-reader.js';
import { textMax } from '@ledger/ledger/use-cases/record-act-command.js';
import type { ImportDocument } from '@ledger/projections/imports/imports-document.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import { importFromLog } from '@ledger/projections/imports/imports-queries.js';
import type { Listed, Slice } from '@ledger/projections/reading/list-slice.js';
import { importFault, unknownImport } from '../faults/import-problems.js';
import {
  cannotUndo,
  outcomeOf,
  outcomeOfDry,
  reportOfOutcome,
  type ImportOutcome,
} from './import-answers.js';
import { Changes } from './import-changes.js';
import { joinedPage, toldPage } from './import-page.js';
import { streamPorts, undoPorts, type ImportPorts } from './import-ports.js';
import { ImportQueue, type ImportTurn } from './import-queue.js';
import { ImportReception } from './import-reception.js';
import { keepRemoving, removeOld, removeSheet } from './import-retention.js';
import { ImportWork } from './import-work.js';
import { KeptDryRuns } from './kept-dry-runs.js';
import { failureOf, openedSheet, type ReadableSheet } from './run-import.js';
import { keptWaiting, mendImports } from './import-start.js';
import { checkKept, keptSheetOf } from './sheet-places.js';
import type { SentBy, SentSheet, WaitingSheet } from './sheet-options.js';
import { toldCard, toldDocuments, wholeFailure } from './told-documents.js';
import type { ToldImport } from './told-import.js';
import { traceOf } from '../faults/redacted-trace.js';

/**
 * The imports of a ledger as one owner carries them out: one sheet is judged, or one import undone, at a time, in the
 * order in which they came. What is known of an import stands in its stream; the folder of this owner keeps the sheets that
 * it has received, and what is known of its dry runs.
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
   * Receives a sheet as a whole and lets it wait for its turn; durable when it answers. Throws ImportFault where too many
   * wait. Whatever `bytes` throws, and KeepFault, leaves nothing behind.
   */
  async receive(sent: SentSheet, bytes: AsyncIterable<Uint8Array>): Promise<ToldImport> {
    const { id } = await this.reception.receive(sent, bytes);
    const told = await this.known(id);
    this.queue.add({ kind: 'judge', id });
    return told;
  }

  /** Goes on with whatever was under way when the ledger ended. What is known from the view only follows when that is folded. */
  resume(): void {
    for (const id of this.reception.waitingIds) this.queue.add({ kind: 'judge', id });
    const judge = (kept: Pick<WaitingSheet, 'id' | 'bytes'>): void => {
      this.reception.admit(kept);
      this.queue.add({ kind: 'judge', id: kept.id });
    };
    const { signal } = this.ending;
    this.mending = mendImports(this.ports, { judge, undo: (doc) => this.goOnUndoing(doc) }, signal).catch(
      (error: unknown) => {
        if (!signal.aborted) this.ports.complain(traceOf(error));
      },
    );
  }

  /** Tries a failed import again, where it stood. Throws ImportFault. */
  async retry(id: string, by: SentBy): Promise<ToldImport> {
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
    const told = await this.known(id);
    this.queue.add({ kind: 'judge', id });
    return told;
  }

  /** Begins to undo an import, or goes on with it where that broke off. Throws ImportFault. */
  async undo(id: string, given: string, by: SentBy): Promise<ToldImport> {
    const reason = readReason(given);
    if (isRefused(reason)) throw importFault('missingReason', { max: textMax.note });
    if (this.dryRuns.get(id) !== null) throw importFault('dryRun');
    const fault = await undoing(undoPorts(this.ports)).begin({ id, by }, reason);
    if (fault !== null) throw cannotUndo(fault, id);
    this.queue.add({ kind: 'undo', id });
    return this.known(id);
  }

  /** The import as it stands now; null where there is none. */
  async get(id: string): Promise<ToldImport | null> {
    const card = this.dryRuns.get(id);
    if (card !== null) return this.work.toldNow(toldCard(card));
    const doc = await this.work.documentOf(id);
    return doc === null ? null : this.told(doc);
  }

  /** The latest position that is known here of what was noted of an import; null where none is. */
  get noted(): Position | null {
    return this.latest;
  }

  /** A page of imports, the newest first, the dry runs of this owner among them; `page` is that of the view. */
  async page(page: Listed<ImportDocument>, slice: Slice): Promise<Listed<ToldImport>> {
    const joined = joinedPage(await toldPage(this.ports, page), this.dryRuns.all().map(toldCard), slice);
    return {
      ...joined,
      items: joined.items.map((item) => ({ ...item, doc: this.work.toldNow(item.doc) })),
    };
  }

  /** The acts that undoing an import has left as they are. */
  async actsLeft(id: string): Promise<readonly ActLeft[]> {
    return (await importTold(this.ports, id))?.undo?.left ?? [];
  }

  /** What an import that is over has come to. Throws ImportFault. */
  async outcome(id: string): Promise<ImportOutcome> {
    const card = this.dryRuns.get(id);
    if (card !== null) return outcomeOfDry(this.ports, card);
    const doc = await this.documentOf(id);
    return outcomeOf(this.ports, doc, await this.told(doc));
  }

  /** The report of an import that is over. Throws ImportFault, with the failure where there is no report. */
  async report(id: string): Promise<Report> {
    return reportOfOutcome(await this.outcome(id));
  }

  /** The sheet of an import and how it is read, as long as it is kept here. Throws ImportFault. */
  async sheet(id: string): Promise<ReadableSheet> {
    const card = this.dryRuns.get(id);
    if (card === null)
      return openedSheet(this.ports, await keptSheetOf(this.ports, await this.documentOf(id)));
    if ((await this.ports.folder.sizeOf(id)) === null) throw importFault('sheetGone');
    return openedSheet(this.ports, card.sheet);
  }

  /** The import as it stands, and again whenever it changes, until the signal aborts; nothing where there is none. */
  async *watch(id: string, signal: AbortSignal): AsyncGenerator<ToldImport, void, undefined> {
    while (!signal.aborted) {
      const changed = this.changes.next(id, signal);
      const told = await this.get(id);
      if (told === null) return;
      yield told;
      await changed;
    }
  }

  /**
   * Lets what is under way end after its next few rows: it goes on when the ledger is started again. Whoever sends sheets
   * is to be cut off before: what has come of them is removed.
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
      if (!this.ending.signal.aborted) failureOf(error, this.ports.complain);
    }
    this.work.end(id);
    this.changes.tell(id);
  }

  /** Removes the sheet where it is of no use any more, and undoes what was to be taken in as a whole and was not. */
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

  /** The import that there must be, as its stream tells it. Throws ImportFault. */
  private async documentOf(id: string): Promise<ImportDocument> {
    const doc = await importFromLog(this.ports.log, id);
    if (doc === null) throw unknownImport(id);
    return doc;
  }

  private async told(doc: ImportDocument): Promise<ToldImport> {
    if (this.latest === null || doc.position > this.latest) this.latest = doc.position;
    const { vault, clock } = this.ports;
    const [told] = await toldDocuments(vault, [doc], clock.now());
    if (told === undefined) throw unknownImport(doc.id);
    return this.work.toldNow(told);
  }

  private async known(id: string): Promise<ToldImport> {
    const told = await this.get(id);
    if (told === null) throw unknownImport(id);
    return told;
  }

  private async removeOld(): Promise<void> {
    await this.dryRuns.removeOld();
    await removeOld(this.ports);
  }
}
