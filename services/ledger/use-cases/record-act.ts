import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { refused } from '../kernel/decision.js';
import { comparableName } from '../kernel/person-names.js';
import { printWorkerNo, referenceOf, workerStreamOf, type StreamId, type WorkerNo } from '../kernel/ids.js';
import type { EventLog, Position } from '../ports/event-log.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { Described, KeyVault, LookUp } from '../ports/key-vault.js';
import type { CommandHandler } from '../engine/command-handler.js';
import type { RefusalRecorder } from '../engine/command-run.js';
import { historyIn } from '../engine/histories.js';
import type { People } from './worker-numbers.js';
import type { ActReading, RecordActCommand, PersonReading } from './record-act-command.js';
import { boundDeciders } from './bound-deciders.js';
import type { Outcome, RefusedOutcome } from '../engine/submission.js';
import { orOfficeMissing } from './named-offices.js';
import { describeAdded } from './person-traits.js';
import { place, streamWithoutPerson, submissionOf, type Placed } from './act-submission.js';

export interface Recording {
  /** Records acts in the given order and returns one outcome for each. */
  record(command: readonly RecordActCommand[], recorder?: RefusalRecorder): Promise<readonly Outcome[]>;
  /** Computes the stream that an act without a person will have; null if its reference was used before. */
  predictStream(command: RecordActCommand): Promise<StreamId | null>;
}

type Ports = Readonly<{
  log: EventLog;
  vault: KeyVault;
  ids: IdGenerator;
  handler: CommandHandler;
  people: People;
  catalogue: Catalogue;
}>;

/**
 * The person whom an act names, and the person to whom its membership number belongs; `unknown` for a worker number
 * that belongs to nobody.
 */
type Named = Pick<Placed, 'worker' | 'other'> | 'unknown';

const nobody: Named = { worker: null, other: null };

const lookUpOf = ({ office, person }: ActReading): LookUp | null =>
  person?.by === 'membership' ? { by: 'membership', office, value: person.membership } : null;

const numberOf = ({ person }: ActReading): WorkerNo | null =>
  person?.by === 'number' ? person.worker : null;

class LedgerRecording implements Recording {
  constructor(private readonly ports: Ports) {}

  async record(all: readonly RecordActCommand[], recorder?: RefusalRecorder): Promise<readonly Outcome[]> {
    const named = await this.name(all);
    const placed: Placed[] = [];
    for (const [index, command] of all.entries()) {
      const who = named[index] ?? nobody;
      if (who !== 'unknown') placed.push(place(command, who, this.ports));
    }
    const outcomes = await this.submit(
      placed,
      recorder === undefined ? undefined : inWordsOfAll(placed, recorder),
    );
    let next = 0;
    const answers: Outcome[] = [];
    for (const [index, command] of all.entries()) {
      const outcome = named[index] === 'unknown' ? unknownWorker(command.reading) : outcomes[next++];
      if (outcome === undefined) throw new Error('an act was submitted and not answered');
      answers.push(outcome.kind === 'refused' ? await this.refusal(command, outcome) : outcome);
    }
    return answers;
  }

  private async refusal(
    { reading, saysOffice }: RecordActCommand,
    outcome: RefusedOutcome,
  ): Promise<Outcome> {
    const { existing, ...refusal } = refusalInWordsOf(reading, outcome);
    if (saysOffice) return { ...refusal, existing };
    const first = await orOfficeMissing(this.ports.log, refusal);
    return { ...first, existing: first === refusal ? existing : null };
  }

  async predictStream(command: RecordActCommand): Promise<StreamId | null> {
    const { office, reference } = command.reading;
    if (reference === null) return streamWithoutPerson(command, this.ports);
    const stream = referenceOf(office, reference);
    const past = (await this.ports.log.readStreams([stream])).get(stream) ?? [];
    return past.length === 0 ? streamWithoutPerson(command, this.ports) : null;
  }

  /**
   * Finds the person whom each act names. A membership number that nobody has yet gets a worker number here, before any
   * decision.
   */
  private async name(all: readonly RecordActCommand[]): Promise<readonly Named[]> {
    const lookUps = all.flatMap(({ reading }) => lookUpOf(reading) ?? []);
    const numbers = all.flatMap(({ reading }) => numberOf(reading) ?? []);
    const by = all[0]?.by;
    const found = by === undefined ? [] : await this.ports.people.numbersFor(lookUps, by);
    const known = await this.known(numbers);
    const others = await this.otherOwners(all.map(({ reading }) => reading));
    let next = 0;
    return all.map(({ reading }) => {
      const { person } = reading;
      if (person === null) return nobody;
      if (person.by === 'membership') return { worker: found[next++] ?? null, other: null };
      if (!known.has(person.worker)) return 'unknown';
      return { worker: person.worker, other: others.get(person) ?? null };
    });
  }

  /**
   * For acts that state both a worker number and a membership number: the worker to whom the membership number belongs,
   * if that is a different one.
   */
  private async otherOwners(readings: readonly ActReading[]): Promise<ReadonlyMap<PersonReading, WorkerNo>> {
    const others = new Map<PersonReading, WorkerNo>();
    for (const { office, person } of readings) {
      if (person?.by !== 'number' || person.membership === null) continue;
      const owner = await this.ports.people.find({ by: 'membership', office, value: person.membership });
      if (owner !== null && owner !== person.worker) others.set(person, owner);
    }
    return others;
  }

  /** Those of the worker numbers that belong to a registered person. */
  private async known(numbers: readonly WorkerNo[]): Promise<ReadonlySet<WorkerNo>> {
    const known = new Set<WorkerNo>();
    if (numbers.length === 0) return known;
    const read = await this.ports.log.readStreams(numbers.map(workerStreamOf));
    for (const worker of numbers) {
      const stream = workerStreamOf(worker);
      const state = boundDeciders.registry.stateOf(historyIn(read, stream));
      if (state.kind === 'registered') known.add(worker);
    }
    return known;
  }

  private async submit(placed: readonly Placed[], recorder?: RefusalRecorder): Promise<readonly Outcome[]> {
    const { vault, ids, catalogue, handler } = this.ports;
    const subjects = new Set<string>();
    for (const { isPersonal, subject } of placed) if (isPersonal) subjects.add(subject);
    const keys = await vault.keysFor([...subjects]);
    const named = new Set<Placed>();
    const outcomes = await handler.handle(
      placed.map((each) => {
        const key = keys.get(each.subject) ?? null;
        const takesName = (takes: boolean): void => {
          if (takes) named.add(each);
          else named.delete(each);
        };
        return submissionOf(each, { ids, catalogue, key, takesName });
      }),
      recorder,
    );
    // An act that lost to another writer is judged again, and may have been refused since its name was taken.
    const described = placed.flatMap((each, index) =>
      named.has(each) && outcomes[index]?.kind !== 'refused' ? describedBy(each) : [],
    );
    await describeAdded(this.ports, described, outcomes.reduce(latestPosition, null));
    return outcomes;
  }
}

const latestPosition = (latest: Position | null, outcome: Outcome): Position | null =>
  outcome.kind === 'recorded' && (latest === null || outcome.position > latest) ? outcome.position : latest;

/**
 * The search terms for the person of an act, from the name that the act states; empty if the act has no person or no
 * comparable name.
 */
const describedBy = ({ worker, subject, command: { reading } }: Placed): readonly Described[] => {
  const { name } = reading;
  return worker === null || comparableName(name) === null ? [] : [{ subject, worker, name, phone: null }];
};

const unknownWorker = (reading: ActReading): Outcome => {
  const worker = numberOf(reading);
  return {
    ...refused('UNKNOWN_WORKER', { worker: worker === null ? '' : printWorkerNo(worker) }),
    existing: null,
  };
};

/**
 * In a refusal about a session, replaces the session's stream by the text that was submitted, because users know only
 * their own references.
 */
const refusalInWordsOf = ({ session }: ActReading, outcome: RefusedOutcome): RefusedOutcome =>
  session !== null && 'session' in outcome.because
    ? { ...outcome, because: { ...outcome.because, session: session.text } }
    : outcome;

/** Wraps a RefusalRecorder so that it stores the refusals with the same wording that users see. */
const inWordsOfAll = (placed: readonly Placed[], recorder: RefusalRecorder): RefusalRecorder => {
  const readings = new Map(placed.map(({ command }) => [command.commandId, command.reading]));
  return {
    keep: (refusals) =>
      recorder.keep(
        refusals.map(({ commandId, outcome }) => {
          const reading = readings.get(commandId);
          return { commandId, outcome: reading === undefined ? outcome : refusalInWordsOf(reading, outcome) };
        }),
      ),
  };
};

/**
 * Turns parsed acts into submissions: finds or assigns worker numbers, creates keys for personal data, chooses the
 * streams, and claims the references.
 */
export const recording = (ports: Ports): Recording => new LedgerRecording(ports);
