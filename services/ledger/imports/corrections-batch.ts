import type { Outcome } from '../engine/submission.js';
import type { Refused } from '../kernel/decision.js';
import { actIdOf } from '../kernel/ids.js';
import type { RefusalCode } from '../kernel/refusals.js';
import type { EventLog } from '../ports/event-log.js';
import type { KeyVault } from '../ports/key-vault.js';
import { correctionIn, targetOf, type RowTarget } from '../reading/correction-row.js';
import type { CorrectionContext } from '../reading/corrections-reader.js';
import { isRefused } from '../reading/field-checks.js';
import type { CorrectionRow } from '../sheets/correction-columns.js';
import type { Amendment } from '../use-cases/act-amendments.js';
import type { Amending, AmendActCommand } from '../use-cases/amend-act.js';
import { knownActs, type KnownAct } from '../use-cases/known-acts.js';
import { refused } from '../kernel/decision.js';
import type { ImportProgress } from './import-batch.js';
import { commandOf, type ImportRecorder } from './import-recorder.js';
import { clipped, type RowResult } from './import-report.js';
import type { ImportBy } from './import-stream.js';

/** Number of rows that are compared with their acts and corrected together. */
const actsTogether = 500;

type BatchContext = CorrectionContext &
  Readonly<{
    log: EventLog;
    vault: KeyVault;
    amending: Amending;
    recorder: ImportRecorder;
    of: ImportBy;
    reason: string;
    rows: number;
    /** For each row whose act another row names as well: that row. */
    twice: ReadonlyMap<number, number>;
  }>;

type Waiting = Readonly<{ row: CorrectionRow; target: RowTarget }>;
type Correction = Readonly<{ row: number; act: KnownAct; amendment: Amendment; isDone: boolean }>;

/** One running import of corrections: compares rows with their acts, corrects the acts that differ, and counts. */
export class CorrectionsBatch {
  private waiting: Waiting[] = [];
  private judged = 0;
  private accepted = 0;
  private readonly refusedBy = new Map<RefusalCode, number>();

  constructor(
    private readonly context: BatchContext,
    private readonly flushed: (progress: ImportProgress) => Promise<void>,
  ) {}

  /** Judges a row; its act is corrected with the next batch. */
  async judge(row: CorrectionRow): Promise<void> {
    const { recorder, twice } = this.context;
    const known = recorder.results.get(row.line);
    const target = targetOf(row, twice.get(row.line) ?? null);
    if (known !== undefined) this.count(known);
    else if (isRefused(target)) this.refuse(row.line, target);
    else this.waiting.push({ row, target });
    if (this.waiting.length >= actsTogether) await this.flush();
  }

  /** Corrects the acts of the waiting rows, and writes the results to the stream of the import. */
  async flush(): Promise<void> {
    const { recorder } = this.context;
    const batch = this.waiting;
    this.waiting = [];
    const withNames = batch.some(({ row }) => row.cells.name !== undefined);
    const acts = await knownActs(
      this.context,
      batch.map(({ target }) => target.act),
      withNames,
    );
    const corrections = batch.flatMap((each) => this.correctionsIn(each, acts.get(each.target.act)));
    const outcomes = await this.context.amending.amendAll(corrections.map((each) => this.commandFor(each)));
    const corrected = corrections.filter((each, index) => this.isCorrected(each, outcomes[index]));
    await recorder.flush();
    await recorder.corrected(
      corrected.map(({ row, act }) => ({ row, act: actIdOf(act.history.stream, act.act) })),
    );
    recorder.forgetNames();
    await this.flushed(this.progress());
  }

  /** The correction that a row asks for; none if it is refused, or if its act says all of it already. */
  private correctionsIn({ row, target }: Waiting, act: KnownAct | undefined): readonly Correction[] {
    const { line } = row;
    if (act === undefined) {
      this.refuse(line, refused('UNKNOWN_ACT', { act: target.act }));
      return [];
    }
    const { recorder, of } = this.context;
    if (act.worker !== null) recorder.names(line, { by: 'number', worker: act.worker });
    // If so, an earlier run of this import was interrupted. The same command again completes what follows from it.
    const isDone = act.history.firstBy(commandOf(of.id, line)) !== null;
    const amendment = correctionIn(row, target, { ...act, isDone }, this.context);
    if (isRefused(amendment)) this.refuse(line, amendment);
    else if (amendment === null) this.judged += 1;
    else return [{ row: line, act, amendment, isDone }];
    return [];
  }

  private commandFor({ row, amendment }: Correction): AmendActCommand {
    const { by, id } = this.context.of;
    const origin = { ...by, correlation: id, cause: null };
    return { amendment, commandId: commandOf(id, row), key: null, by: origin };
  }

  private isCorrected({ row, isDone }: Correction, outcome: Outcome | undefined): boolean {
    if (outcome === undefined) throw new Error(`the correction of row ${String(row)} was not answered`);
    if (outcome.kind === 'refused' && !isDone) {
      this.refuse(row, outcome);
      return false;
    }
    this.judged += 1;
    if (outcome.kind === 'unchanged') return false;
    this.accepted += 1;
    return true;
  }

  private refuse(row: number, { code, because }: Refused): void {
    const result = { kind: 'refused', code, because: clipped(because), existing: null } as const;
    this.context.recorder.refuse([{ row, result }]);
    this.count(result);
  }

  private count(result: RowResult): void {
    this.judged += 1;
    if (result.kind === 'accepted') this.accepted += 1;
    else this.refusedBy.set(result.code, (this.refusedBy.get(result.code) ?? 0) + 1);
  }

  private progress(): ImportProgress {
    const { judged, accepted } = this;
    return { rows: this.context.rows, judged, accepted, refused: new Map(this.refusedBy) };
  }
}
