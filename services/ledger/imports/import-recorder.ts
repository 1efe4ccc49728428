import type {
  RowsAccepted,
  RowsCorrected,
  RowsFoundElsewhere,
  RowsRefused,
} from '@ledger/schema/events/import-record.js';
import type { RefusalRecorder, RefusedCommand } from '../engine/command-run.js';
import type { Outcome } from '../engine/submission.js';
import type { ImportCommand, ImportRecordState } from '../import-record/import-record-decider.js';
import { actIdOf, type ActId, type StreamId } from '../kernel/ids.js';
import type { SubjectKey } from '../ports/key-vault.js';
import type { Pause } from '../ports/pause.js';
import { sealing, type Seal } from '../ports/sealed-texts.js';
import { keysOfImport, sheetSubjectOf } from './import-keys.js';
import { ImportStream, type ImportBy, type StreamPorts } from './import-stream.js';
import { registeredPersons, type NamedPerson, type RegisteredPerson } from './registered-persons.js';
import { becauseOf, clipped, rowResultsIn, type RefusedResult, type RowResult } from './import-report.js';

/** The highest number of rows in one event. It keeps events far below the size limit of an event. */
const rowsPerEvent = 400;
/** The extra characters that a reason needs when it is encrypted on its own, not as part of a list. */
const charsOfSealedAlone = 80;
/** The highest number of characters of reasons in one event, before encryption. */
const reasonCharsMax = 16_000;

type RefusedRow = Readonly<{ row: number; result: RefusedResult }>;

/** The command id of a row: the id of the import and the line. */
export const commandOf = (id: string, row: number): string => `${id}:${String(row)}`;
const rowOf = (commandId: string): number => Number(commandId.slice(commandId.lastIndexOf(':') + 1));

const actOf = (outcome: Outcome): ActId | null =>
  outcome.kind === 'recorded' || outcome.kind === 'repeated' ? actIdOf(outcome.stream, outcome.first) : null;

/**
 * Writes the result of every row to the stream of one import. After a crash the resumed import reads these results and
 * reports the same. Later they serve the report and the undoing of the import.
 */
export class ImportRecorder implements RefusalRecorder {
  /** The results that the stream contains already, by line. */
  readonly results: ReadonlyMap<number, RowResult>;
  private readonly refused: RefusedRow[] = [];
  /** The persons named by the rows that are being judged, by line. */
  private readonly lookUps = new Map<number, NamedPerson>();

  private constructor(
    private readonly ports: StreamPorts,
    private readonly own: ImportStream,
    /** The key of the sheet: encrypts reasons. Null if there is none. */
    private readonly sheetKey: SubjectKey | null,
    results: ReadonlyMap<number, RowResult>,
  ) {
    this.results = results;
  }

  static async open(ports: StreamPorts, of: ImportBy, pause?: Pause): Promise<ImportRecorder> {
    const own = await ImportStream.open(ports, of);
    const sheet = sheetSubjectOf(of.id);
    const sheetKey = (await ports.vault.keysFor([sheet])).get(sheet) ?? null;
    const keys = await keysOfImport(ports.vault, of.id, own.recorded);
    return new ImportRecorder(ports, own, sheetKey, await rowResultsIn(own.recorded, keys, pause));
  }

  get id(): string {
    return this.own.id;
  }

  get stream(): StreamId {
    return this.own.name;
  }

  get state(): ImportRecordState {
    return this.own.state;
  }

  /** When judging of the rows began (UTC). */
  get begunAt(): string {
    return this.own.begunAt;
  }

  /**
   * Appends an event about the whole import or its rows. Idempotent: a command whose event exists already adds nothing.
   */
  note(order: (seal: Seal, commandId: string) => ImportCommand): Promise<void> {
    return this.own.note('note', order);
  }

  async keep(refusals: readonly RefusedCommand[]): Promise<void> {
    this.refuse(
      refusals.map(({ commandId, outcome: { code, because, existing } }) => ({
        row: rowOf(commandId),
        result: { kind: 'refused', code, because: clipped(because), existing },
      })),
    );
    await this.flush();
  }

  /** Stores which person a row names, for the case that the row is refused. */
  names(row: number, person: NamedPerson): void {
    this.lookUps.set(row, person);
  }

  /** Clears the named persons, once the results of their rows are written. */
  forgetNames(): void {
    this.lookUps.clear();
  }

  /** Queues refused rows. They are written with the next refusals, before any act of a later row is recorded. */
  refuse(rows: readonly RefusedRow[]): void {
    this.refused.push(...rows);
  }

  /** Writes the queued refusals. */
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

  /** The registered persons named by these refused rows, by line. */
  private registeredAmong(rows: readonly RefusedRow[]): Promise<ReadonlyMap<number, RegisteredPerson>> {
    const named = rows.flatMap(({ row }) => {
      const person = this.lookUps.get(row);
      return person === undefined ? [] : [{ row, person }];
    });
    return registeredPersons(this.ports, named);
  }

  private refusedEvent(
    rows: readonly RefusedRow[],
    persons: ReadonlyMap<number, RegisteredPerson>,
    command: string,
  ): RowsRefused['data'] {
    const { stream, sheetKey } = this;
    if (sheetKey === null) throw new Error(`the sheet of ${stream} was removed before it was judged`);
    const ofPersons: RowsRefused['data']['persons'] = [];
    const listed = rows.map(({ row, result: { because } }) => {
      const person = persons.get(row);
      if (person === undefined) return because;
      const seal = sealing(person.key, stream, command);
      ofPersons.push({ row, worker: person.worker, because: seal(becauseOf(row), JSON.stringify(because)) });
      return {};
    });
    return {
      refused: rows.map(({ row, result: { code, existing } }) => ({ row, code, existing })),
      because: sealing(sheetKey, stream, command)('because', JSON.stringify(listed)),
      persons: ofPersons,
    };
  }

  /**
   * Records acts of other offices that repeat accepted rows. Call it before the rows are recorded as accepted: a
   * resumed import skips those rows, so after a crash the acts would be missing.
   */
  async elsewhere(acts: RowsFoundElsewhere['data']['acts']): Promise<void> {
    for (let at = 0; at < acts.length; at += rowsPerEvent) {
      const data = { acts: acts.slice(at, at + rowsPerEvent) };
      await this.note(() => ({ type: 'NameActsElsewhere', stream: this.stream, data }));
    }
  }

  /** Records the acts of accepted rows. */
  async accept(outcomes: readonly Readonly<{ row: number; outcome: Outcome }>[]): Promise<void> {
    const acts: RowsAccepted['data']['acts'] = outcomes.flatMap(({ row, outcome }) => {
      const act = actOf(outcome);
      return act === null ? [] : [{ row, act }];
    });
    await this.name('NameActs', acts);
  }

  /** Records the acts that rows of a sheet of corrections have changed. */
  corrected(acts: RowsCorrected['data']['acts']): Promise<void> {
    return this.name('NameCorrections', acts);
  }

  private async name(
    type: 'NameActs' | 'NameCorrections',
    acts: RowsAccepted['data']['acts'],
  ): Promise<void> {
    for (let at = 0; at < acts.length; at += rowsPerEvent) {
      const data = { acts: acts.slice(at, at + rowsPerEvent) };
      await this.note(() => ({ type, stream: this.stream, data }));
    }
  }
}

/** Splits refusals into parts that are each small enough for one event. */
const inEvents = (
  rows: readonly RefusedRow[],
  persons: ReadonlyMap<number, RegisteredPerson>,
): readonly (readonly RefusedRow[])[] => {
  const parts: RefusedRow[][] = [];
  let chars = 0;
  for (const row of rows) {
    const length =
      JSON.stringify(row.result.because).length + (persons.has(row.row) ? charsOfSealedAlone : 0);
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
