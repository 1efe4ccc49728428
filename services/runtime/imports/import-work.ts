import type { ImportProgress } from '@ledger/ledger/imports/import-batch.js';
import type { ImportDocument } from '@ledger/projections/imports/imports-document.js';
import { importFromLog } from '@ledger/projections/imports/imports-queries.js';
import { importFault } from '../faults/import-problems.js';
import type { Changes } from './import-changes.js';
import type { ImportPorts } from './import-ports.js';
import type { ImportTurn } from './import-queue.js';
import type { DryRunCard, KeptDryRuns } from './kept-dry-runs.js';
import { importFailure, noteFailure, runDry, runImport, runUndo } from './run-import.js';
import type { WaitingSheet } from './sheet-options.js';
import { waitingSheetOf } from './stored-sheets.js';
import { withoutStall } from './stall-watch.js';
import { failureFrom, withProgress } from './document-status.js';
import { isOfLedger, nothingJudged, type ImportFailure, type ImportStatus } from './import-status.js';

type Parts = Readonly<{ dryRuns: KeptDryRuns; changes: Changes; ending: AbortSignal }>;
type Hear = (progress: ImportProgress) => void;

/** Judges and undoes imports, one at a time, and keeps their progress in memory until they are over. */
export class ImportWork {
  private readonly progress = new Map<string, ImportProgress>();
  /** For each import that is being undone: how many of its acts were processed. */
  private readonly undone = new Map<string, number>();
  /** Failures that could not be written to the log. They are lost when the process ends. */
  private readonly failures = new Map<string, ImportFailure>();
  /** The import of the current turn, as read from its stream at the start of the turn. */
  private underWay: ImportDocument | null = null;

  constructor(
    private readonly ports: ImportPorts,
    private readonly parts: Parts,
  ) {}

  /** Carries out one turn. Throws only if its outcome could not be stored. */
  async take({ kind, id }: ImportTurn): Promise<void> {
    if (this.parts.ending.aborted) return;
    await (kind === 'judge' ? this.judge(id) : this.takeBack(id));
  }

  /**
   * The import, folded from its stream; null if it does not exist. While an import is judged or undone, its stream
   * grows with every batch of rows, and none of these events changes the document. So the stream is read only once in
   * a turn: reading it after each batch would take time that grows with the square of the rows.
   */
  async documentOf(id: string): Promise<ImportDocument | null> {
    return this.underWay?.id === id ? this.underWay : importFromLog(this.ports.log, id);
  }

  /** Forgets the progress of an import whose turn has ended. */
  end(id: string): void {
    this.underWay = null;
    this.progress.delete(id);
    this.undone.delete(id);
  }

  /** Adds the progress or failure that only this process knows. */
  currentStatus(status: ImportStatus): ImportStatus {
    const failure = this.failures.get(status.id);
    if (failure !== undefined) return { ...status, state: 'failed', failure };
    const judged = this.undone.get(status.id);
    const now = withProgress(status, this.progress.get(status.id));
    return now.undo === null || judged === undefined ? now : { ...now, undo: { ...now.undo, judged } };
  }

  /** Forgets the failure of an import that will be judged again. */
  forgetFailure(id: string): void {
    this.failures.delete(id);
  }

  private async judge(id: string): Promise<void> {
    const card = this.parts.dryRuns.get(id);
    if (card !== null) {
      if (card.state === 'received') await this.judgeDry(card);
      return;
    }
    const doc = await this.documentOf(id);
    if (doc?.standing !== 'waiting') return;
    this.underWay = doc;
    const sheet = await waitingSheetOf(this.ports, doc);
    const failure = await this.failureWhile(sheet, async (hear, signal) => {
      await runImport(this.ports, sheet, { progress: hear, signal });
    });
    this.underWay = null;
    if (failure !== null) await this.fail(sheet, failure);
  }

  private async judgeDry(card: DryRunCard): Promise<void> {
    const { ports, parts } = this;
    let change: Partial<DryRunCard> = {};
    const failure = await this.failureWhile(card.sheet, async (hear, signal) => {
      change = await runDry(ports, card.sheet, { progress: hear, signal });
    });
    if (failure !== null) change = { state: 'failed', endedAt: ports.clock.now(), failure };
    if (parts.ending.aborted && change.state !== 'done') return;
    await parts.dryRuns.put({ ...card, ...change });
    if (failure !== null && !isOfLedger(failure)) await ports.folder.remove(card.sheet.id);
  }

  /** The failure of the work on a sheet; null if it succeeded or if the ledger is closing. */
  private async failureWhile(
    { id, file }: WaitingSheet,
    work: (hear: Hear, signal: AbortSignal) => Promise<void>,
  ): Promise<ImportFailure | null> {
    const { ports, parts } = this;
    this.changed(id, { ...nothingJudged, rows: 0 });
    if ((await ports.folder.sizeOf(id)) === null) return failureFrom(importFault('sheetBrokenOffGone'));
    try {
      await withoutStall(file, ports.stalledAfterMs, ({ heard, signal }) =>
        work(
          (progress) => {
            heard();
            this.changed(id, progress);
          },
          AbortSignal.any([parts.ending, signal]),
        ),
      );
      return null;
    } catch (error) {
      return parts.ending.aborted ? null : importFailure(error, ports.logError);
    }
  }

  private changed(id: string, progress: ImportProgress): void {
    this.progress.set(id, progress);
    this.parts.changes.changed(id);
  }

  /** Writes a failure to the log. If that throws, the failure is reported until this process ends. */
  private async fail(sheet: WaitingSheet, failure: ImportFailure): Promise<void> {
    this.failures.set(sheet.id, failure);
    await noteFailure(this.ports, sheet, failure);
    this.failures.delete(sheet.id);
  }

  private async takeBack(id: string): Promise<void> {
    const { ports, parts } = this;
    const doc = await this.documentOf(id);
    if (doc?.standing !== 'undoing' || doc.undo === null) return;
    this.underWay = doc;
    const { actor, role, district } = doc.undo.by;
    const progress = (judged: number): void => {
      this.undone.set(id, judged);
      parts.changes.changed(id);
    };
    await runUndo(ports, { id, by: { actor, role, district } }, { progress, signal: parts.ending });
  }
}
