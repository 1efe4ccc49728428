import type { BoundCommand } from '../engine/bound-decider.js';
import type { CommandHandler } from '../engine/command-handler.js';
import { type History, historyIn } from '../engine/histories.js';
import type { Outcome } from '../engine/submission.js';
import { refused } from '../kernel/decision.js';
import {
  idempotencyKeyOf,
  workerOfStream,
  workerStreamOf,
  type StreamId,
  type WorkerNo,
} from '../kernel/ids.js';
import type { EventLog } from '../ports/event-log.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { KeyVault, LookUp, SubjectKey } from '../ports/key-vault.js';
import type { RegistryState } from '../registry/registry-state.js';
import { boundDeciders } from './bound-deciders.js';
import { notRegistered } from './erased-act-person.js';
import { contentOf, fieldNames, type PersonDetails } from './person-details.js';
import { describeAnew } from './person-traits.js';
import type { Requester } from './record-act-command.js';

export type RequestedBy = Readonly<{ commandId: string; key: string; by: Requester }>;

export type RegistryPorts = Readonly<{
  log: EventLog;
  vault: KeyVault;
  ids: IdGenerator;
  handler: CommandHandler;
}>;

export const lookUpTaken = (lookUp: LookUp): Outcome => ({
  ...refused('LOOKUP_TAKEN', { field: fieldNames[lookUp.by] }),
  existing: null,
});

export const unknownWorker = (worker: WorkerNo): Outcome => ({
  ...notRegistered(worker),
  existing: null,
});

/** The steps that all commands about one person in the register share. */
export class RegistryCommands {
  constructor(private readonly ports: RegistryPorts) {}

  /**
   * Finds an earlier command with the same idempotency key. For a person without look-ups (membership number or
   * national id), this is the only way to find the worker number again.
   */
  async under(key: string): Promise<Readonly<{ worker: WorkerNo | null; isDone: boolean }>> {
    const held = boundDeciders.reservation.stateOf(await this.historyOf(idempotencyKeyOf(key)));
    if (held === null) return { worker: null, isDone: false };
    const target = await this.historyOf(held.target);
    return { worker: workerOfStream(held.target), isDone: target.firstBy(held.commandId) !== null };
  }

  async stateOf(worker: WorkerNo): Promise<RegistryState> {
    return boundDeciders.registry.stateOf(await this.historyOf(workerStreamOf(worker)));
  }

  /**
   * Runs a command that gives look-ups to the worker. They are held before, so that nobody else can get them meanwhile,
   * and released if the command is refused. If it throws, it may have been written or not: then the hold stays.
   */
  async holding(worker: WorkerNo, lookUps: readonly LookUp[], run: () => Promise<Outcome>): Promise<Outcome> {
    const { vault, ids } = this.ports;
    const claims = lookUps.map((lookUp) => ({ token: vault.tokenOf(lookUp), worker }));
    const tokens = claims.map(({ token }) => token);
    const found = await vault.find(tokens);
    const foreign = lookUps.find((_, index) => found[index] != null && found[index] !== worker);
    if (foreign !== undefined) return lookUpTaken(foreign);
    const hold = ids.fresh();
    const bound = await vault.hold(claims, hold);
    const taken = lookUps.find((_, index) => bound[index] !== worker);
    const outcome = taken === undefined ? await run() : lookUpTaken(taken);
    if (outcome.kind === 'refused') await vault.release(claims, hold);
    else await vault.keep(tokens);
    return outcome;
  }

  /** The key for the person's details; null if the person was erased. */
  async keyOf(worker: WorkerNo): Promise<SubjectKey | null> {
    const subject = workerStreamOf(worker);
    return (await this.ports.vault.keysFor([subject])).get(subject) ?? null;
  }

  /** Updates the search terms of the person from the current register, unless the command was refused. */
  async described(worker: WorkerNo, outcome: Outcome): Promise<Outcome> {
    if (outcome.kind !== 'refused') await describeAnew(this.ports, [worker]);
    return outcome;
  }

  /**
   * The hash of a command with a person's details. The details are hashed with the person's key, so that they cannot be
   * guessed from the hash.
   */
  contentOf(order: string, key: SubjectKey, person: PersonDetails): string {
    const personal = key.fingerprint(contentOf(person));
    return `${this.ports.ids.digest(order)}.${personal}`;
  }

  async submit(
    command: BoundCommand,
    content: string,
    { commandId, key, by }: RequestedBy,
  ): Promise<Outcome> {
    const [outcome] = await this.ports.handler.handle([
      {
        origin: { ...by, commandId, hash: content },
        claims: [{ stream: idempotencyKeyOf(key), of: 'key' }],
        command,
        alongside: [],
        companions: () => [],
      },
    ]);
    if (outcome === undefined) throw new Error('a registration was submitted and not answered');
    return outcome;
  }

  private async historyOf(stream: StreamId): Promise<History> {
    return historyIn(await this.ports.log.readStreams([stream]), stream);
  }
}
