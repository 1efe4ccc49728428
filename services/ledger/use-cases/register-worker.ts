import type { WorkerDetails } from '@ledger/schema/events/registry.js';
import type { Sex } from '@ledger/schema/events/values.js';
import { refused } from '../kernel/decision.js';
import {
  idempotencyKeyOf,
  printWorkerNo,
  workerOfStream,
  workerStreamOf,
  type StreamId,
  type WorkerNo,
} from '../kernel/ids.js';
import type { EventLog } from '../ports/event-log.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { KeyVault, LookUp, SubjectKey } from '../ports/key-vault.js';
import type { RegistryState } from '../registry/registry-decider.js';
import type { Handling } from '../engine/command-handler.js';
import { History } from '../engine/histories.js';
import type { People } from './worker-numbers.js';
import type { Initiator } from './record-act-command.js';
import { boundDeciders } from './bound-deciders.js';
import type { Outcome } from '../engine/submission.js';
import type { BoundCommand } from '../engine/bound-decider.js';

/** What is handed in about a person, in clear text; a missing field is left as it is. */
export type PersonDetails = Readonly<{
  membership?: string | null;
  nationalId?: string | null;
  name?: string | null;
  phone?: string | null;
  sex?: Sex | null;
  occupation?: string | null;
  employer?: string | null;
}>;

export type HandedBy = Readonly<{ commandId: string; key: string; by: Initiator }>;

export interface Registering {
  /** Enters a person into the register of an office. */
  register(office: string, person: PersonDetails, handed: HandedBy): Promise<Outcome>;
  /** Puts a person's details right. Former look-ups keep finding the person. */
  correct(
    worker: WorkerNo,
    person: PersonDetails,
    handed: HandedBy & Readonly<{ office: string }>,
  ): Promise<Outcome>;
  /** Destroys the person's key and look-ups: the history stays under the number, the name is gone. */
  erase(worker: WorkerNo, handed: HandedBy): Promise<Outcome>;
}

type Ports = Readonly<{
  log: EventLog;
  vault: KeyVault;
  ids: IdGenerator;
  handling: Handling;
  people: People;
}>;

const fieldNames = { membership: 'membership', 'national-id': 'nationalId' } as const;

type Sealable = 'membership' | 'nationalId' | 'name' | 'phone';
const sealables: readonly Sealable[] = ['membership', 'nationalId', 'name', 'phone'];

const lookUpsOf = (office: string, { membership, nationalId }: PersonDetails): readonly LookUp[] => [
  ...(membership == null ? [] : [{ by: 'membership', office, value: membership } as const]),
  ...(nationalId == null ? [] : [{ by: 'national-id', value: nationalId } as const]),
];

/** The fields that were handed in, personal ones sealed. */
const detailsOf = (person: PersonDetails, key: SubjectKey): Partial<WorkerDetails> => {
  const { sex, occupation, employer } = person;
  const sealed = sealables.flatMap((field) => {
    const text = person[field];
    return text === undefined ? [] : [[field, text === null ? null : key.seal(field, text)] as const];
  });
  return {
    ...Object.fromEntries(sealed),
    ...(sex === undefined ? {} : { sex }),
    ...(occupation === undefined ? {} : { occupation }),
    ...(employer === undefined ? {} : { employer }),
  };
};

const blank = (worker: WorkerNo, office: string): WorkerDetails => ({
  worker,
  office,
  membership: null,
  nationalId: null,
  name: null,
  phone: null,
  sex: null,
  occupation: null,
  employer: null,
});

const taken = (lookUp: LookUp): Outcome => ({
  ...refused('LOOKUP_TAKEN', { field: fieldNames[lookUp.by] }),
  existing: null,
});

const nobody = (worker: WorkerNo): Outcome => ({
  ...refused('UNKNOWN_WORKER', { worker: printWorkerNo(worker) }),
  existing: null,
});

class LedgerRegistering implements Registering {
  constructor(private readonly ports: Ports) {}

  async register(office: string, person: PersonDetails, handed: HandedBy): Promise<Outcome> {
    const lookUps = lookUpsOf(office, person);
    const earlier = await this.under(handed.key);
    const worker = earlier.worker ?? (await this.numberFor(lookUps, handed.by));
    const isNew = (await this.stateOf(worker)).kind === 'nobody';
    // What will be refused must not take look-ups: they would belong to the wrong person for ever.
    const foreign = isNew && !earlier.isDone ? await this.bind(worker, lookUps) : null;
    if (foreign !== null) return taken(foreign);
    const key = await this.keyOf(worker);
    if (key === null) return nobody(worker);
    const details: WorkerDetails = { ...blank(worker, office), ...detailsOf(person, key) };
    const work = boundDeciders.registry.work(workerStreamOf(worker), (stream) => ({
      type: 'RegisterWorker',
      data: { stream, worker, details },
    }));
    return this.submit(work, this.contentOf(`register ${office}`, key, person), handed);
  }

  async correct(
    worker: WorkerNo,
    person: PersonDetails,
    handed: HandedBy & Readonly<{ office: string }>,
  ): Promise<Outcome> {
    if ((await this.stateOf(worker)).kind !== 'registered') return nobody(worker);
    const key = await this.keyOf(worker);
    if (key === null) return nobody(worker);
    const { isDone } = await this.under(handed.key);
    const foreign = isDone ? null : await this.bind(worker, lookUpsOf(handed.office, person));
    if (foreign !== null) return taken(foreign);
    const changes = detailsOf(person, key);
    const work = boundDeciders.registry.work(workerStreamOf(worker), (stream) => ({
      type: 'CorrectWorkerDetails',
      data: { stream, worker, changes },
    }));
    return this.submit(work, this.contentOf(`correct ${String(worker)}`, key, person), handed);
  }

  async erase(worker: WorkerNo, handed: HandedBy): Promise<Outcome> {
    const stream = workerStreamOf(worker);
    const work = boundDeciders.registry.work(stream, (at) => ({
      type: 'EraseWorker',
      data: { stream: at, worker },
    }));
    const outcome = await this.submit(work, this.ports.ids.digest(`erase ${String(worker)}`), handed);
    if (outcome.kind !== 'refused') await this.ports.vault.erase(stream, worker);
    return outcome;
  }

  /**
   * What was done under the same idempotency key before. Its worker is the only trace of a person without look-ups.
   */
  private async under(key: string): Promise<Readonly<{ worker: WorkerNo | null; isDone: boolean }>> {
    const held = boundDeciders.reservation.stateOf(await this.historyOf(idempotencyKeyOf(key)));
    if (held === null) return { worker: null, isDone: false };
    const target = await this.historyOf(held.target);
    return { worker: workerOfStream(held.target), isDone: target.firstBy(held.commandId) !== null };
  }

  private async stateOf(worker: WorkerNo): Promise<RegistryState> {
    return boundDeciders.registry.stateOf(await this.historyOf(workerStreamOf(worker)));
  }

  private async historyOf(stream: StreamId): Promise<History> {
    return new History(stream, (await this.ports.log.readStreams([stream])).get(stream) ?? []);
  }

  private async numberFor([first]: readonly LookUp[], taker: Initiator): Promise<WorkerNo> {
    const { people } = this.ports;
    const [known] = first === undefined ? [] : await people.numbersFor([first], taker);
    return known ?? (await people.freshNumber(taker));
  }

  /** Binds the look-ups to the worker; answers the first that belongs to another. */
  private async bind(worker: WorkerNo, lookUps: readonly LookUp[]): Promise<LookUp | null> {
    const { vault } = this.ports;
    const tokens = lookUps.map((lookUp) => vault.tokenOf(lookUp));
    const found = await vault.find(tokens);
    const foreign = lookUps.find((_, index) => found[index] != null && found[index] !== worker);
    if (foreign !== undefined) return foreign;
    const bound = await vault.claim(tokens.map((token) => ({ token, worker })));
    return lookUps.find((_, index) => bound[index] !== worker) ?? null;
  }

  private async keyOf(worker: WorkerNo): Promise<SubjectKey | null> {
    const subject = workerStreamOf(worker);
    return (await this.ports.vault.keysFor([subject])).get(subject) ?? null;
  }

  private contentOf(order: string, key: SubjectKey, person: PersonDetails): string {
    const personal = key.fingerprint(JSON.stringify(Object.entries(person).sort()));
    return `${this.ports.ids.digest(order)}.${personal}`;
  }

  private async submit(
    work: BoundCommand,
    content: string,
    { commandId, key, by }: HandedBy,
  ): Promise<Outcome> {
    const [outcome] = await this.ports.handling.handle([
      {
        origin: { ...by, commandId, hash: content },
        claims: [{ stream: idempotencyKeyOf(key), reference: null }],
        work,
        session: null,
        alongside: [],
        companions: () => [],
      },
    ]);
    if (outcome === undefined) throw new Error('a registration was handed in and not answered');
    return outcome;
  }
}

export const registering = (ports: Ports): Registering => new LedgerRegistering(ports);
