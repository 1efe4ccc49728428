import type { RowsAccepted, RowsRefused } from '@ledger/schema/events/import-record.js';
import type { CommandHandler, HistoryHolder } from '../engine/command-handler.js';
import type { RefusalKeeper, RefusedCommand } from '../engine/command-run.js';
import { History } from '../engine/histories.js';
import type { Initiator } from '../use-cases/record-act-command.js';
import { boundDeciders } from '../use-cases/bound-deciders.js';
import type { Outcome } from '../engine/submission.js';
import type { HandInCommand, HandInState } from '../import-record/import-record-decider.js';
import { actIdOf, handInOf, type ActId, type StreamId } from '../kernel/ids.js';
import type { EventLog, Recorded } from '../ports/event-log.js';
import type { KeyVault, SubjectKey } from '../ports/key-vault.js';
import { clipped, verdictsIn, type RefusedVerdict, type Verdict } from './import-report.js';

/** How many rows one event names at most: it stays far below the largest event. */
const rowsPerEvent = 400;
/** The most characters of reasons in one event, before they are sealed. */
const reasonCharsMax = 16_000;

type Ports = Readonly<{ log: EventLog; vault: KeyVault; handler: CommandHandler }>;

export type HandInBy = Readonly<{ id: string; by: Omit<Initiator, 'correlation' | 'cause'> }>;

type RefusedRow = Readonly<{ row: number; verdict: RefusedVerdict }>;

/** The command id of a row. */
export const commandOf = (id: string, row: number): string => `${id}:${String(row)}`;
const rowOf = (commandId: string): number => Number(commandId.slice(commandId.lastIndexOf(':') + 1));

const actOf = (outcome: Outcome): ActId | null =>
  outcome.kind === 'recorded' || outcome.kind === 'repeated' ? actIdOf(outcome.stream, outcome.first) : null;

/**
 * The stream of one hand-in, as the one who takes the sheet in keeps it: what became of every row, so that it is the
 * same after a crash, and can be told and undone later.
 */
export class ImportRecorder implements RefusalKeeper {
  /** What is known already of the rows, by line. */
  readonly verdicts: ReadonlyMap<number, Verdict>;
  private readonly kept: HistoryHolder;
  private readonly refused: RefusedRow[] = [];

  private constructor(
    private readonly ports: Ports,
    private readonly handIn: HandInBy,
    private readonly key: SubjectKey,
    recorded: readonly Recorded[],
  ) {
    this.verdicts = verdictsIn(recorded, key);
    this.kept = { history: new History(handInOf(handIn.id), recorded) };
  }

  static async open(ports: Ports, handIn: HandInBy): Promise<ImportRecorder> {
    const stream = handInOf(handIn.id);
    const recorded = (await ports.log.readStreams([stream])).get(stream) ?? [];
    const key = (await ports.vault.keysFor([stream])).get(stream);
    if (key === undefined) throw new Error(`the vault made no key for ${stream}`);
    return new ImportRecorder(ports, handIn, key, recorded);
  }

  get stream(): StreamId {
    return handInOf(this.handIn.id);
  }

  get state(): HandInState {
    return this.kept.history === null ? 'unknown' : boundDeciders.handIns.stateOf(this.kept.history);
  }

  /** When the hand-in was opened: its day is the present of all its rows. */
  get openedAt(): string {
    const first = this.kept.history?.at(0);
    if (first === undefined) throw new Error(`${this.stream} was not opened`);
    return first.origin.at;
  }

  seal(field: string, text: string) {
    return this.key.seal(field, text);
  }

  /** Opens, closes or undoes: what has happened already adds nothing. */
  async note(command: HandInCommand): Promise<void> {
    const { id, by } = this.handIn;
    const number = this.kept.history?.length ?? 0;
    const commandId = `${id}:${command.type}:${String(number)}`;
    const work = boundDeciders.handIns.bind(this.stream, () => command);
    const origin = { ...by, commandId, hash: '', correlation: id, cause: null };
    await this.ports.handler.settle(work, origin, this.kept);
  }

  async keep(refusals: readonly RefusedCommand[]): Promise<void> {
    this.refuse(
      refusals.map(({ commandId, outcome: { code, because, existing } }) => ({
        row: rowOf(commandId),
        verdict: { kind: 'refused', code, because: clipped(because), existing },
      })),
    );
    await this.flush();
  }

  /** Rows that were refused: kept with the next refusals, before any act of a row after them is recorded. */
  refuse(rows: readonly RefusedRow[]): void {
    this.refused.push(...rows);
  }

  /** Writes what waits to be kept. */
  async flush(): Promise<void> {
    const refused = this.refused.splice(0);
    await Promise.all(
      inEvents(refused).map((part) =>
        this.note({ type: 'KeepRefusals', stream: this.stream, data: this.refusedEvent(part) }),
      ),
    );
  }

  private refusedEvent(rows: readonly RefusedRow[]): RowsRefused['data'] {
    return {
      refused: rows.map(({ row, verdict: { code, existing } }) => ({ row, code, existing })),
      because: this.key.seal('because', JSON.stringify(rows.map(({ verdict }) => verdict.because))),
    };
  }

  /** Names the acts of rows that were accepted. */
  async accept(outcomes: readonly Readonly<{ row: number; outcome: Outcome }>[]): Promise<void> {
    const acts: RowsAccepted['data']['acts'] = outcomes.flatMap(({ row, outcome }) => {
      const act = actOf(outcome);
      return act === null ? [] : [{ row, act }];
    });
    for (let at = 0; at < acts.length; at += rowsPerEvent) {
      const data = { acts: acts.slice(at, at + rowsPerEvent) };
      await this.note({ type: 'NameActs', stream: this.stream, data });
    }
  }
}

/** Refusals in parts, each small enough for one event. */
const inEvents = (rows: readonly RefusedRow[]): readonly (readonly RefusedRow[])[] => {
  const parts: RefusedRow[][] = [];
  let chars = 0;
  for (const row of rows) {
    const length = JSON.stringify(row.verdict.because).length;
    const last = parts.at(-1);
    if (last === undefined || last.length >= rowsPerEvent || chars + length > reasonCharsMax) {
      parts.push([row]);
      chars = length;
    } else {
      last.push(row);
      chars += length;
    }
  }
  return parts;
};
