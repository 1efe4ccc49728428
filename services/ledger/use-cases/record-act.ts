import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { refused } from '../kernel/decision.js';
import { printWorkerNo, referenceOf, workerStreamOf, type StreamId, type WorkerNo } from '../kernel/ids.js';
import type { EventLog } from '../ports/event-log.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { KeyVault, LookUp } from '../ports/key-vault.js';
import type { CommandHandler } from '../engine/command-handler.js';
import type { RefusalKeeper } from '../engine/command-run.js';
import { historyIn } from '../engine/histories.js';
import type { People } from './worker-numbers.js';
import type { ActReading, Handed } from './record-act-command.js';
import { boundDeciders } from './bound-deciders.js';
import type { Outcome, RefusedOutcome } from '../engine/submission.js';
import { place, streamWithoutPerson, submissionOf, type Placed } from './act-submission.js';

export interface Recording {
  /** Records acts in their order; one outcome each. */
  record(handed: readonly Handed[], keeper?: RefusalKeeper): Promise<readonly Outcome[]>;
  /** The stream that an act without a person will have; null where its reference was used before. */
  foresee(handed: Handed): Promise<StreamId | null>;
}

type Ports = Readonly<{
  log: EventLog;
  vault: KeyVault;
  ids: IdGenerator;
  handler: CommandHandler;
  people: People;
  catalogue: Catalogue;
}>;

/** Whom an act names: a worker, nobody, or a number that belongs to nobody. */
type Named = WorkerNo | null | 'unknown';

const workersKnownMax = 200_000;

const lookUpOf = ({ office, person }: ActReading): LookUp | null =>
  person?.by === 'membership' ? { by: 'membership', office, value: person.membership } : null;

const numberOf = ({ person }: ActReading): WorkerNo | null =>
  person?.by === 'number' ? person.worker : null;

class LedgerRecording implements Recording {
  /** Workers that are registered for certain, so that they need not be read again. */
  private readonly registered = new Set<WorkerNo>();

  constructor(private readonly ports: Ports) {}

  async record(all: readonly Handed[], keeper?: RefusalKeeper): Promise<readonly Outcome[]> {
    const named = await this.name(all);
    const placed: Placed[] = [];
    for (const [index, handed] of all.entries()) {
      const worker = named[index] ?? null;
      if (worker !== 'unknown') placed.push(place(handed, worker, this.ports));
    }
    const outcomes = await this.submit(
      placed,
      keeper === undefined ? undefined : inWordsOfAll(placed, keeper),
    );
    let next = 0;
    return all.map(({ reading }, index) => {
      const outcome = named[index] === 'unknown' ? unknownWorker(reading) : outcomes[next++];
      if (outcome === undefined) throw new Error('an act was handed in and not answered');
      return inWordsOf(reading, outcome);
    });
  }

  async foresee(handed: Handed): Promise<StreamId | null> {
    const { office, reference } = handed.reading;
    if (reference === null) return streamWithoutPerson(handed, this.ports);
    const stream = referenceOf(office, reference);
    const past = (await this.ports.log.readStreams([stream])).get(stream) ?? [];
    return past.length === 0 ? streamWithoutPerson(handed, this.ports) : null;
  }

  /** Whom each act names. A membership number that nobody has yet gets a worker number, before any decision. */
  private async name(all: readonly Handed[]): Promise<readonly Named[]> {
    const lookUps = all.flatMap(({ reading }) => lookUpOf(reading) ?? []);
    const numbers = all.flatMap(({ reading }) => numberOf(reading) ?? []);
    const by = all[0]?.by;
    const found = by === undefined ? [] : await this.ports.people.numbersFor(lookUps, by);
    const known = await this.known(numbers);
    let next = 0;
    return all.map(({ reading }) => {
      const { person } = reading;
      if (person === null) return null;
      if (person.by === 'membership') return found[next++] ?? null;
      return known.has(person.worker) ? person.worker : 'unknown';
    });
  }

  /** Which of the numbers belong to somebody who is registered now. */
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

  private async submit(placed: readonly Placed[], keeper?: RefusalKeeper): Promise<readonly Outcome[]> {
    const { vault, ids, catalogue, handler } = this.ports;
    const subjects = new Set<string>();
    for (const { isPersonal, subject } of placed) if (isPersonal) subjects.add(subject);
    const keys = await vault.keysFor([...subjects]);
    const outcomes = await handler.handle(
      placed.map((each) => {
        const key = keys.get(each.subject) ?? null;
        // A command with a key may be a repeat, whose first answer also told of what it wrote in the register.
        const isNewcomer =
          each.worker !== null && (each.handed.key !== null || !this.registered.has(each.worker));
        return submissionOf(each, { ids, catalogue, key, isNewcomer });
      }),
      keeper,
    );
    this.remember(placed, outcomes);
    return outcomes;
  }

  private remember(placed: readonly Placed[], outcomes: readonly Outcome[]): void {
    if (this.registered.size > workersKnownMax) this.registered.clear();
    for (const [index, { worker }] of placed.entries()) {
      const kind = outcomes[index]?.kind;
      if (worker !== null && (kind === 'recorded' || kind === 'repeated')) this.registered.add(worker);
    }
  }
}

const unknownWorker = (reading: ActReading): Outcome => {
  const worker = numberOf(reading);
  return {
    ...refused('UNKNOWN_WORKER', { worker: worker === null ? '' : printWorkerNo(worker) }),
    existing: null,
  };
};

/** A refusal for its session names that as it was handed in: people know their own references, not streams. */
const refusalInWordsOf = ({ session }: ActReading, outcome: RefusedOutcome): RefusedOutcome =>
  session !== null && 'session' in outcome.because
    ? { ...outcome, because: { ...outcome.because, session: session.text } }
    : outcome;

const inWordsOf = (reading: ActReading, outcome: Outcome): Outcome =>
  outcome.kind === 'refused' ? refusalInWordsOf(reading, outcome) : outcome;

/** A keeper that is told what a person will be told. */
const inWordsOfAll = (placed: readonly Placed[], keeper: RefusalKeeper): RefusalKeeper => {
  const readings = new Map(placed.map(({ handed }) => [handed.commandId, handed.reading]));
  return {
    keep: (refusals) =>
      keeper.keep(
        refusals.map(({ commandId, outcome }) => {
          const reading = readings.get(commandId);
          return { commandId, outcome: reading === undefined ? outcome : refusalInWordsOf(reading, outcome) };
        }),
      ),
  };
};

/** Turns readings into submissions: numbers for persons, keys for what is personal, a home, and names to hold. */
export const recording = (ports: Ports): Recording => new LedgerRecording(ports);
