import type { Recording } from '../use-cases/record-act.js';
import type { FindElsewhere } from '../use-cases/acts-elsewhere.js';
import type { Handed } from '../use-cases/record-act-command.js';
import type { Outcome } from '../engine/submission.js';
import type { Refused } from '../kernel/decision.js';
import { membershipFrom } from '../kernel/identifiers.js';
import { parseActId, type ActId, type StreamId } from '../kernel/ids.js';
import type { RefusalCode } from '../kernel/refusals.js';
import { isRefused } from '../reading/field-checks.js';
import type { Row } from '../sheets/sheet-columns.js';
import { commandOf, type ImportRecorder } from './import-recorder.js';
import type { ImportBy } from './import-stream.js';
import { atSession, readRow, type ReadingDesk } from '../reading/row-reader.js';
import { isSessionRow, namesOf, type Survey } from './sheet-survey.js';
import { clipped, type RefusedVerdict, type Verdict } from './import-report.js';

/** Rows judged and appended together: enough to share one flush to disk, few enough to hold in memory. */
export const rowsTogether = 2_000;

/** How far a sheet has been judged. */
export type ImportProgress = Readonly<{
  rows: number;
  judged: number;
  accepted: number;
  refused: ReadonlyMap<RefusalCode, number>;
}>;

type Desk = ReadingDesk &
  Readonly<{
    recording: Recording;
    elsewhere: FindElsewhere;
    recorder: ImportRecorder;
    of: ImportBy;
    together: number;
  }>;

type Waiting = Readonly<{ row: Row; handed: Handed }>;

/** One import under way: what was judged, and which sessions attendance may name. */
export class ImportBatch {
  private readonly by: Handed['by'];
  private judged = 0;
  private accepted = 0;
  private readonly refusedBy = new Map<RefusalCode, number>();
  private readonly sessions = new Map<string, StreamId>();
  private readonly judgedEarly = new Set<number>();
  private waiting: Waiting[] = [];
  private unreadable: Readonly<{ row: number; verdict: RefusedVerdict }>[] = [];
  /** Sessions that wait to be recorded, and whose stream is not known before. */
  private readonly awaited = new Set<string>();

  constructor(
    private readonly desk: Desk,
    private readonly found: Survey,
    private readonly flushed: (progress: ImportProgress) => Promise<void>,
  ) {
    const { by, id } = desk.of;
    this.by = { ...by, correlation: id, cause: null };
  }

  /** Judges a row in its turn; a session behind its attendance is judged when the first attendance asks for it. */
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
    if (this.waiting.length + this.unreadable.length >= this.desk.together) await this.flush();
  }

  private async read(row: Row): Promise<void> {
    const { recorder, of } = this.desk;
    const known = recorder.verdicts.get(row.line);
    if (known !== undefined) {
      this.recall(row, known);
      return;
    }
    const value = membershipFrom(row.cells.membership);
    if (value !== null) recorder.names(row.line, { by: 'membership', office: this.desk.office, value });
    const reading = readRow(row, this.desk);
    if (isRefused(reading)) {
      this.refuse(row, reading);
      return;
    }
    const { id } = of;
    const handed: Handed = {
      reading: atSession(reading, this.sessions.get(namesOf(row).session) ?? null),
      as: 'given',
      // Asked of the sheet as a whole, before its first row.
      saysOffice: true,
      commandId: commandOf(id, row.line),
      key: null,
      by: this.by,
    };
    if (isSessionRow(row)) await this.foresee(row, handed);
    this.waiting.push({ row, handed });
  }

  /** A row that was judged before an interruption: what was said of it then holds. */
  private recall(row: Row, verdict: Verdict): void {
    if (verdict.kind === 'accepted') this.count(null);
    else this.count(verdict.code);
    this.learn(row, verdict.kind === 'accepted' ? verdict.act : verdictExisting(verdict));
  }

  /** Lets attendance be judged together with its session, unless the session was recorded under another stream. */
  private async foresee(row: Row, handed: Handed): Promise<void> {
    const { reference } = namesOf(row);
    if (this.sessions.has(reference)) return;
    const stream = await this.desk.recording.foresee(handed);
    if (stream === null) this.awaited.add(reference);
    else this.sessions.set(reference, stream);
  }

  private refuse({ line }: Row, { code, because }: Refused): void {
    this.count(code);
    const verdict = { kind: 'refused', code, because: clipped(because), existing: null } as const;
    this.unreadable.push({ row: line, verdict });
  }

  private count(code: RefusalCode | null): void {
    this.judged += 1;
    if (code === null) this.accepted += 1;
    else this.refusedBy.set(code, (this.refusedBy.get(code) ?? 0) + 1);
  }

  /** Records what waits, keeps what became of it, and learns which sessions there are. */
  async flush(): Promise<void> {
    const { recording, recorder } = this.desk;
    const [batch, unreadable] = [this.waiting, this.unreadable];
    [this.waiting, this.unreadable] = [[], []];
    this.awaited.clear();
    recorder.refuse(unreadable);
    const outcomes = await recording.record(
      batch.map(({ handed }) => handed),
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

  /** Whether other offices have handed the accepted rows in, too. */
  private async lookElsewhere(accepted: readonly Waiting[]): Promise<void> {
    const { elsewhere, recorder } = this.desk;
    const found = await elsewhere(accepted.map(({ handed }) => handed.reading));
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

  /** Where attendance finds its session: accepted, or there already with the same content. */
  private learn(row: Row, act: ActId | null): void {
    if (act !== null) this.learnStream(row, parseActId(act)?.stream ?? null);
  }

  private learnStream(row: Row, stream: StreamId | null): void {
    if (stream !== null && isSessionRow(row)) this.sessions.set(namesOf(row).reference, stream);
  }
}

const verdictExisting = ({ code, existing }: RefusedVerdict): ActId | null =>
  code === 'DUPLICATE' ? existing : null;
