import type { Recording } from '../use-cases/record-act.js';
import type { FindElsewhere } from '../use-cases/acts-elsewhere.js';
import type { RecordActCommand } from '../use-cases/record-act-command.js';
import type { Outcome } from '../engine/submission.js';
import type { Refused } from '../kernel/decision.js';
import { membershipFrom } from '../kernel/identifiers.js';
import { parseActId, type ActId, type StreamId } from '../kernel/ids.js';
import type { RefusalCode } from '../kernel/refusals.js';
import { isRefused } from '../reading/field-checks.js';
import type { Row } from '../sheets/sheet-columns.js';
import { commandOf, type ImportRecorder } from './import-recorder.js';
import type { ImportBy } from './import-stream.js';
import { atSession, readRow, type RowContext } from '../reading/row-reader.js';
import { isSessionRow, namesOf, type SheetScan } from './sheet-scan.js';
import { clipped, type RefusedResult, type RowResult } from './import-report.js';

/**
 * Number of rows that are judged and appended together: enough to share one flush to disk, few enough to fit in memory.
 */
export const rowsTogether = 2_000;

/** Progress of an import: how many rows of the sheet are judged so far, and with which results. */
export type ImportProgress = Readonly<{
  rows: number;
  judged: number;
  accepted: number;
  refused: ReadonlyMap<RefusalCode, number>;
}>;

type BatchContext = RowContext &
  Readonly<{
    recording: Recording;
    elsewhere: FindElsewhere;
    recorder: ImportRecorder;
    of: ImportBy;
    together: number;
  }>;

type Waiting = Readonly<{ row: Row; command: RecordActCommand }>;

/**
 * One running import. It counts the judged rows and stores the streams of the sessions that attendance rows may name.
 */
export class ImportBatch {
  private readonly by: RecordActCommand['by'];
  private judged = 0;
  private accepted = 0;
  private readonly refusedBy = new Map<RefusalCode, number>();
  private readonly sessions = new Map<string, StreamId>();
  private readonly judgedEarly = new Set<number>();
  private waiting: Waiting[] = [];
  private unreadable: Readonly<{ row: number; result: RefusedResult }>[] = [];
  /** Sessions whose rows wait to be recorded and whose stream is not known until then, by reference. */
  private readonly awaited = new Set<string>();

  constructor(
    private readonly context: BatchContext,
    private readonly found: SheetScan,
    private readonly flushed: (progress: ImportProgress) => Promise<void>,
  ) {
    const { by, id } = context.of;
    this.by = { ...by, correlation: id, cause: null };
  }

  /**
   * Judges (accepts or refuses) a row. Rows are judged in the order of the sheet, with one exception: if a session row
   * comes after an attendance row that names the session, the session row is judged just before the first such
   * attendance row.
   */
  async judge(row: Row): Promise<void> {
    if (this.judgedEarly.delete(row.line)) return;
    const { session } = namesOf(row);
    if (session !== '' && !this.sessions.has(session)) {
      for (const late of this.found.late.get(session) ?? []) {
        if (late.line <= row.line || this.judgedEarly.has(late.line)) continue;
        this.judgedEarly.add(late.line);
        await this.read(late);
      }
      if (this.awaited.has(session)) await this.flush();
    }
    await this.read(row);
    if (this.waiting.length + this.unreadable.length >= this.context.together) await this.flush();
  }

  private async read(row: Row): Promise<void> {
    const { recorder, of } = this.context;
    const known = recorder.results.get(row.line);
    if (known !== undefined) {
      this.recall(row, known);
      return;
    }
    const value = membershipFrom(row.cells.membership);
    if (value !== null) recorder.names(row.line, { by: 'membership', office: this.context.office, value });
    const reading = readRow(row, this.context);
    if (isRefused(reading)) {
      this.refuse(row, reading);
      return;
    }
    const { id } = of;
    const command: RecordActCommand = {
      reading: atSession(reading, this.sessions.get(namesOf(row).session) ?? null),
      as: 'given',
      // The office was checked once for the whole sheet, before its first row.
      saysOffice: true,
      commandId: commandOf(id, row.line),
      key: null,
      by: this.by,
    };
    if (isSessionRow(row)) await this.predictStream(row, command);
    this.waiting.push({ row, command });
  }

  /** Counts a row that was judged before an interruption. Its earlier result is used again. */
  private recall(row: Row, result: RowResult): void {
    if (result.kind === 'accepted') this.count(null);
    else this.count(result.code);
    this.learn(row, result.kind === 'accepted' ? result.act : existingAct(result));
  }

  /**
   * Computes the stream of a session before the session is recorded, so that attendance rows can be judged in the same
   * batch. Not possible if the reference was used before: then the session may already have another stream.
   */
  private async predictStream(row: Row, command: RecordActCommand): Promise<void> {
    const { reference } = namesOf(row);
    if (this.sessions.has(reference)) return;
    const stream = await this.context.recording.predictStream(command);
    if (stream === null) this.awaited.add(reference);
    else this.sessions.set(reference, stream);
  }

  private refuse({ line }: Row, { code, because }: Refused): void {
    this.count(code);
    const result = { kind: 'refused', code, because: clipped(because), existing: null } as const;
    this.unreadable.push({ row: line, result });
  }

  private count(code: RefusalCode | null): void {
    this.judged += 1;
    if (code === null) this.accepted += 1;
    else this.refusedBy.set(code, (this.refusedBy.get(code) ?? 0) + 1);
  }

  /**
   * Records the waiting rows, writes their results to the stream of the import, and stores the streams of the new
   * sessions.
   */
  async flush(): Promise<void> {
    const { recording, recorder } = this.context;
    const [batch, unreadable] = [this.waiting, this.unreadable];
    [this.waiting, this.unreadable] = [[], []];
    this.awaited.clear();
    recorder.refuse(unreadable);
    const outcomes = await recording.record(
      batch.map(({ command }) => command),
      recorder,
    );
    await recorder.flush();
    const judged = batch.flatMap(({ row }, index) => {
      const outcome = outcomes[index];
      return outcome === undefined ? [] : [{ row: row.line, outcome }];
    });
    await this.lookElsewhere(batch.filter((_, index) => outcomes[index]?.kind !== 'refused'));
    await recorder.accept(judged);
    recorder.forgetNames();
    for (const [index, { outcome }] of judged.entries()) {
      const row = batch[index]?.row;
      if (row !== undefined) this.settle(row, outcome);
    }
    await this.flushed(this.progress());
  }

  /** Finds and records acts of other offices that have the same reference and content as the accepted rows. */
  private async lookElsewhere(accepted: readonly Waiting[]): Promise<void> {
    const { elsewhere, recorder } = this.context;
    const found = await elsewhere(accepted.map(({ command }) => command.reading));
    const acts = found.flatMap(({ at, office, act }) => {
      const row = accepted[at]?.row.line;
      return row === undefined ? [] : [{ row, office, act }];
    });
    await recorder.elsewhere(acts);
  }

  progress(): ImportProgress {
    const { judged, accepted } = this;
    return { rows: this.found.rows, judged, accepted, refused: new Map(this.refusedBy) };
  }

  private settle(row: Row, outcome: Outcome): void {
    this.count(outcome.kind === 'refused' ? outcome.code : null);
    if (outcome.kind !== 'refused') this.learnStream(row, outcome.stream);
    else this.learn(row, outcome.code === 'DUPLICATE' ? outcome.existing : null);
  }

  /**
   * Stores the stream of a session row, so that attendance rows can name it. The session was accepted, or it was
   * recorded before with the same content.
   */
  private learn(row: Row, act: ActId | null): void {
    if (act !== null) this.learnStream(row, parseActId(act)?.stream ?? null);
  }

  private learnStream(row: Row, stream: StreamId | null): void {
    if (stream !== null && isSessionRow(row)) this.sessions.set(namesOf(row).reference, stream);
  }
}

const existingAct = ({ code, existing }: RefusedResult): ActId | null =>
  code === 'DUPLICATE' ? existing : null;
