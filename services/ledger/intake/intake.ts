import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import type { Handling } from '../application/handling.js';
import type { Handed, Initiator, Recording } from '../application/recording.js';
import { slices } from '../application/slices.js';
import type { Outcome } from '../application/submission.js';
import { shanghaiDate } from '../kernel/calendar.js';
import type { Because } from '../kernel/decision.js';
import type { HandInCommand } from '../hand-in/index.js';
import { handInOf, parseActId, type StreamId } from '../kernel/ids.js';
import type { RefusalCode } from '../kernel/refusals.js';
import type { Clock } from '../ports/clock.js';
import type { SheetSource } from '../ports/sheet-source.js';
import { isRefused } from './checks.js';
import type { Row } from './columns.js';
import { atSession, readRow, type ReadingDesk } from './row-reading.js';
import { rowsOf } from './rows.js';
import { isSessionRow, survey, type Survey } from './survey.js';

/** Rows judged and appended together: enough to share one flush to disk, few enough to hold in memory. */
export const rowsTogether = 1_000;

export type RefusedRow = Readonly<{ row: number; code: RefusalCode; because: Because }>;

/** What became of a sheet. DUPLICATE rows are listed among the refused, but are no error. */
export type Report = Readonly<{ rows: number; accepted: number; refused: readonly RefusedRow[] }>;

export type HandIn = Readonly<{
  /** The stem of the rows' command ids: a new hand-in has a new one, a resumed one keeps it. */
  id: string;
  source: SheetSource;
  office: string;
  by: Omit<Initiator, 'correlation' | 'cause'>;
  /** Called now and then with the number of rows judged so far. */
  progress: (judged: number, rows: number) => void;
}>;

export interface Intake {
  /** Takes a sheet in, row by row. Throws SheetFault, before anything is written, where the file is no sheet. */
  take(handIn: HandIn): Promise<Report>;
}

type Ports = Readonly<{ recording: Recording; handling: Handling; clock: Clock; catalogue: Catalogue }>;

/** One hand-in under way: what was judged, and which sessions attendance may name. */
class Judging {
  readonly refused: RefusedRow[] = [];
  accepted = 0;
  judged = 0;
  private readonly by: Initiator;
  private readonly sessions = new Map<string, StreamId>();
  private readonly judgedEarly = new Set<number>();
  private waiting: { row: Row; handed: Handed }[] = [];
  /** Sessions that wait to be recorded, and whose stream is not known before. */
  private readonly awaited = new Set<string>();

  constructor(
    private readonly ports: Ports,
    private readonly desk: ReadingDesk,
    private readonly handIn: HandIn,
    private readonly found: Survey,
  ) {
    this.by = { ...handIn.by, correlation: handIn.id, cause: null };
  }

  /** Judges a row in its turn; a session behind its attendance is judged when the first attendance asks for it. */
  async judge(row: Row): Promise<void> {
    if (this.judgedEarly.delete(row.line)) return;
    const { session } = row.cells;
    if (session !== '' && !this.sessions.has(session)) {
      for (const late of this.found.late.get(session) ?? []) {
        if (late.line <= row.line || this.judgedEarly.has(late.line)) continue;
        this.judgedEarly.add(late.line);
        await this.read(late);
      }
      if (this.awaited.has(session)) await this.flush();
    }
    await this.read(row);
    if (this.waiting.length >= rowsTogether) await this.flush();
  }

  private async read(row: Row): Promise<void> {
    const reading = readRow(row, this.desk);
    if (isRefused(reading)) {
      this.refuse(row, reading.code, reading.because);
      return;
    }
    const { id } = this.handIn;
    const handed: Handed = {
      reading: atSession(reading, this.sessions.get(row.cells.session) ?? null),
      as: 'given',
      commandId: `${id}:${String(row.line)}`,
      key: null,
      by: this.by,
    };
    if (isSessionRow(row)) await this.foresee(row, handed);
    this.waiting.push({ row, handed });
  }

  /** Lets attendance be judged together with its session, unless the session was recorded under another stream. */
  private async foresee({ cells: { reference } }: Row, handed: Handed): Promise<void> {
    if (this.sessions.has(reference)) return;
    const stream = await this.ports.recording.foresee(handed);
    if (stream === null) this.awaited.add(reference);
    else this.sessions.set(reference, stream);
  }

  private refuse({ line }: Row, code: RefusalCode, because: Because): void {
    this.judged += 1;
    this.refused.push({ row: line, code, because });
  }

  /** Records what waits, and learns which sessions there are. */
  async flush(): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    this.awaited.clear();
    const outcomes = await this.ports.recording.record(batch.map(({ handed }) => handed));
    for (const [index, { row }] of batch.entries()) {
      const outcome = outcomes[index];
      if (outcome !== undefined) this.settle(row, outcome);
    }
    this.handIn.progress(this.judged, this.found.rows);
  }

  private settle(row: Row, outcome: Outcome): void {
    if (outcome.kind === 'refused') this.refuse(row, outcome.code, outcome.because);
    else {
      this.accepted += 1;
      this.judged += 1;
    }
    if (!isSessionRow(row)) return;
    const stream = sessionStreamOf(outcome);
    if (stream !== null) this.sessions.set(row.cells.reference, stream);
  }
}

/** The stream of a session row that was accepted, or that is there already with the same content. */
const sessionStreamOf = (outcome: Outcome): StreamId | null => {
  if (outcome.kind !== 'refused') return outcome.stream;
  if (outcome.code !== 'DUPLICATE' || outcome.existing === null) return null;
  return parseActId(outcome.existing)?.stream ?? null;
};

const byLine = (a: RefusedRow, b: RefusedRow): number => a.row - b.row;

export const intake = (ports: Ports): Intake => {
  const { handling, clock, catalogue } = ports;

  /** Notes in the log that the sheet is under way, or that it is done. */
  const note = async ({ id, by }: HandIn, command: HandInCommand): Promise<void> => {
    const work = slices.handIns.work(command.data.stream, () => command);
    const commandId = `${id}:${command.type}`;
    await handling.settle(work, { ...by, commandId, hash: '', correlation: id, cause: null });
  };

  const take: Intake['take'] = async (handIn) => {
    const found = await survey(handIn.source);
    const { rows } = found;
    const { source, office } = handIn;
    const stream = handInOf(handIn.id);
    const file = source.name.split(/[\\/]/).at(-1) ?? source.name;
    await note(handIn, { type: 'OpenHandIn', data: { stream, file, office, rows } });
    const desk = { office, today: shanghaiDate(clock.now()), catalogue };
    const judging = new Judging(ports, desk, handIn, found);
    for await (const row of found.kept ?? rowsOf(source, found.encoding)) await judging.judge(row);
    await judging.flush();
    const { accepted, refused } = judging;
    await note(handIn, { type: 'CloseHandIn', data: { stream, rows, accepted, refused: refused.length } });
    return { rows, accepted, refused: refused.toSorted(byLine) };
  };

  return { take };
};
