import type { RowsAccepted, RowsFoundElsewhere, RowsRefused } from '@ledger/schema/events/import-record.js';
import type { CommandHandler, HistoryHolder } from '../engine/command-handler.js';
import type { RefusalKeeper, RefusedCommand } from '../engine/command-run.js';
import { History } from '../engine/histories.js';
import type { Initiator } from '../use-cases/record-act-command.js';
import { boundDeciders } from '../use-cases/bound-deciders.js';
import type { Outcome } from '../engine/submission.js';
import type { HandInCommand, HandInState } from '../import-record/import-record-decider.js';
import { actIdOf, handInOf, type ActId, type StreamId } from '../kernel/ids.js';
import type { EventLog, Recorded } from '../ports/event-log.js';
import type { KeyVault, LookUp, SubjectKey } from '../ports/key-vault.js';
import type { Pause } from '../ports/pause.js';
import { sealing, type Seal } from '../ports/sealed-texts.js';
import { keysOfHandIn, sheetSubjectOf } from './hand-in-keys.js';
import { registeredPersons, type RegisteredPerson } from './registered-persons.js';
import { becauseOf, clipped, verdictsIn, type RefusedVerdict, type Verdict } from './import-report.js';

/** How many rows one event names at most: it stays far below the largest event. */
const rowsPerEvent = 400;
/** What a reason that is sealed by itself takes beside its text, in characters. */
const charsOfSealedAlone = 80;
/** The most characters of reasons in one event, before they are sealed. */
const reasonCharsMax = 16_000;

type Ports = Readonly<{ log: EventLog; vault: KeyVault; handler: CommandHandler }>;

export type HandInBy = Readonly<{ id: string; by: Omit<Initiator, 'correlation' | 'cause'> }>;

/** What seals: the hand-in's own key, and that of its sheet, as long as it has one. */
type RecorderKeys = Readonly<{ own: SubjectKey; sheet: SubjectKey | null }>;

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
  /** Whom the rows that are judged now name, by line. */
  private readonly lookUps = new Map<number, LookUp>();

  private constructor(
    private readonly ports: Ports,
    private readonly handIn: HandInBy,
    private readonly keys: RecorderKeys,
    {
      verdicts,
      recorded,
    }: Readonly<{ verdicts: ReadonlyMap<number, Verdict>; recorded: readonly Recorded[] }>,
  ) {
    this.verdicts = verdicts;
    this.kept = { history: new History(handInOf(handIn.id), recorded) };
  }

  static async open(ports: Ports, handIn: HandInBy, pause?: Pause): Promise<ImportRecorder> {
    const stream = handInOf(handIn.id);
    const recorded = (await ports.log.readStreams([stream])).get(stream) ?? [];
    const sheet = sheetSubjectOf(handIn.id);
    const made = await ports.vault.keysFor([stream, sheet]);
    const own = made.get(stream);
    if (own === undefined) throw new Error(`the vault made no key for ${stream}`);
    const verdicts = await verdictsIn(recorded, await keysOfHandIn(ports.vault, handIn.id, recorded), pause);
    const keys = { own, sheet: made.get(sheet) ?? null };
    return new ImportRecorder(ports, handIn, keys, { verdicts, recorded });
  }

  get id(): string {
    return this.handIn.id;
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

  /**
   * Opens, closes or undoes: what has happened already adds nothing. The order is made here, because what it seals is
   * bound to the command that it becomes.
   */
  async note(order: (seal: Seal, commandId: string) => HandInCommand): Promise<void> {
    const { id, by } = this.handIn;
    const commandId = `${id}:note:${String(this.kept.history?.length ?? 0)}`;
    const command = order(sealing(this.keys.own, this.stream, commandId), commandId);
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

  /** Notes whom a row names, in case it is refused. */
  names(row: number, lookUp: LookUp): void {
    this.lookUps.set(row, lookUp);
  }

  /** Forgets whom rows named: what becomes of them is kept. */
  forgetNames(): void {
    this.lookUps.clear();
  }

  /** Rows that were refused: kept with the next refusals, before any act of a row after them is recorded. */
  refuse(rows: readonly RefusedRow[]): void {
    this.refused.push(...rows);
  }

  /** Writes what waits to be kept. */
  async flush(): Promise<void> {
    const refused = this.refused.splice(0);
    if (refused.length === 0) return;
    const persons = await this.registeredAmong(refused);
    const { stream } = this;
    await Promise.all(
      inEvents(refused, persons).map((part) =>
        this.note((_seal, command) => ({
          type: 'KeepRefusals',
          stream,
          data: this.refusedEvent(part, persons, command),
        })),
      ),
    );
  }

  /** The registered persons that the rows are about and say something of. */
  private registeredAmong(rows: readonly RefusedRow[]): Promise<ReadonlyMap<number, RegisteredPerson>> {
    const named = rows.flatMap(({ row, verdict: { because } }) => {
      const lookUp = this.lookUps.get(row);
      return lookUp === undefined || Object.keys(because).length === 0 ? [] : [{ row, lookUp }];
    });
    return registeredPersons(this.ports, named);
  }

  private refusedEvent(
    rows: readonly RefusedRow[],
    persons: ReadonlyMap<number, RegisteredPerson>,
    command: string,
  ): RowsRefused['data'] {
    const { stream, keys } = this;
    if (keys.sheet === null) throw new Error(`the sheet of ${stream} was removed before it was judged`);
    const ofPersons: RowsRefused['data']['persons'] = [];
    const listed = rows.map(({ row, verdict: { because } }) => {
      const person = persons.get(row);
      if (person === undefined) return because;
      const seal = sealing(person.key, stream, command);
      ofPersons.push({ row, worker: person.worker, because: seal(becauseOf(row), JSON.stringify(because)) });
      return {};
    });
    return {
      refused: rows.map(({ row, verdict: { code, existing } }) => ({ row, code, existing })),
      because: sealing(keys.sheet, stream, command)('because', JSON.stringify(listed)),
      persons: ofPersons,
    };
  }

  /** Names the acts of other offices that rows repeat; before the rows count as judged, or a crash would lose them. */
  async elsewhere(acts: RowsFoundElsewhere['data']['acts']): Promise<void> {
    for (let at = 0; at < acts.length; at += rowsPerEvent) {
      const data = { acts: acts.slice(at, at + rowsPerEvent) };
      await this.note(() => ({ type: 'NameActsElsewhere', stream: this.stream, data }));
    }
  }

  /** Names the acts of rows that were accepted. */
  async accept(outcomes: readonly Readonly<{ row: number; outcome: Outcome }>[]): Promise<void> {
    const acts: RowsAccepted['data']['acts'] = outcomes.flatMap(({ row, outcome }) => {
      const act = actOf(outcome);
      return act === null ? [] : [{ row, act }];
    });
    for (let at = 0; at < acts.length; at += rowsPerEvent) {
      const data = { acts: acts.slice(at, at + rowsPerEvent) };
      await this.note(() => ({ type: 'NameActs', stream: this.stream, data }));
    }
  }
}

/** Refusals in parts, each small enough for one event. */
const inEvents = (
  rows: readonly RefusedRow[],
  persons: ReadonlyMap<number, RegisteredPerson>,
): readonly (readonly RefusedRow[])[] => {
  const parts: RefusedRow[][] = [];
  let chars = 0;
  for (const row of rows) {
    const length =
      JSON.stringify(row.verdict.because).length + (persons.has(row.row) ? charsOfSealedAlone : 0);
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
