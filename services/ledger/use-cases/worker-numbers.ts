import { isOneOf, type DomainEvent } from '../kernel/domain-event.js';
import { numbersStream, workerNo, type WorkerNo } from '../kernel/ids.js';
import { blockAfter, numbers } from '../numbers/numbers-decider.js';
import type { EventLog, Origin } from '../ports/event-log.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { KeyVault, LookUp, Token } from '../ports/key-vault.js';
import type { CommandHandler } from '../engine/command-handler.js';
import { historyIn } from '../engine/histories.js';
import { boundDeciders } from './bound-deciders.js';

/** The user for whom the numbers are taken; stored in the events that take them. */
type Taker = Omit<Origin, 'at' | 'commandId' | 'hash'>;

export interface People {
  /**
   * The worker numbers of these look-ups (membership numbers or national ids). An unknown person gets a new number
   * before any decision.
   */
  numbersFor(lookUps: readonly LookUp[], taker: Taker): Promise<readonly WorkerNo[]>;
  /** A new number for a person without a look-up (membership number or national id). */
  freshNumber(taker: Taker): Promise<WorkerNo>;
  /** The worker with this look-up; null if there is none. */
  find(lookUp: LookUp): Promise<WorkerNo | null>;
}

type Ports = Readonly<{ log: EventLog; vault: KeyVault; ids: IdGenerator; handler: CommandHandler }>;

/** The highest number of attempts to take a block while other writers take blocks too. */
const attemptsMax = 64;

/**
 * Assigns worker numbers to persons. A number with a look-up token is not yet a registered person: the first accepted
 * act registers the person. The numbers come in blocks from the stream `numbers`. Unused numbers of a block are never
 * assigned.
 */
class LedgerPeople implements People {
  private next = 1;
  private last = 0;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly ports: Ports) {}

  async numbersFor(lookUps: readonly LookUp[], taker: Taker): Promise<readonly WorkerNo[]> {
    const { vault } = this.ports;
    const tokens = lookUps.map((lookUp) => vault.tokenOf(lookUp));
    const distinct = [...new Set(tokens)];
    // An act under a look-up makes it the person's for ever, whatever becomes of a command that only holds it.
    const found = await vault.keep(distinct);
    const known = new Map<Token, WorkerNo>();
    const unknown: Token[] = [];
    for (const [index, token] of distinct.entries()) {
      const worker = found[index] ?? null;
      if (worker === null) unknown.push(token);
      else known.set(token, worker);
    }
    for (const [token, worker] of await this.bind(unknown, taker)) known.set(token, worker);
    return tokens.map((token) => {
      const worker = known.get(token);
      if (worker === undefined) throw new Error('the vault answered fewer numbers than it was asked for');
      return worker;
    });
  }

  async freshNumber(taker: Taker): Promise<WorkerNo> {
    const [worker] = await this.takeInTurn(1, taker);
    if (worker === undefined) throw new Error('no number was taken');
    return worker;
  }

  async find(lookUp: LookUp): Promise<WorkerNo | null> {
    const { vault } = this.ports;
    return (await vault.find([vault.tokenOf(lookUp)]))[0] ?? null;
  }

  /**
   * Assigns new numbers to look-up tokens without a number. If another writer has bound a token meanwhile, its number
   * is kept.
   */
  private async bind(tokens: readonly Token[], taker: Taker): Promise<ReadonlyMap<Token, WorkerNo>> {
    if (tokens.length === 0) return new Map();
    const fresh = await this.takeInTurn(tokens.length, taker);
    const claims = fresh.flatMap((worker, index) => {
      const token = tokens[index];
      return token === undefined ? [] : [{ token, worker }];
    });
    const bound = await this.ports.vault.claim(claims);
    return new Map(claims.map(({ token, worker }, index) => [token, bound[index] ?? worker]));
  }

  /** Takes numbers one call after the other, so that two calls never use the same numbers of a block. */
  private takeInTurn(count: number, taker: Taker): Promise<readonly WorkerNo[]> {
    const taken = this.turn.then(() => this.take(count, taker));
    this.turn = taken.catch(() => undefined);
    return taken;
  }

  private async take(count: number, taker: Taker): Promise<readonly WorkerNo[]> {
    const taken: WorkerNo[] = [];
    while (taken.length < count) {
      if (this.next > this.last) await this.takeBlock(taker);
      for (; this.next <= this.last && taken.length < count; this.next += 1) taken.push(workerNo(this.next));
    }
    return taken;
  }

  private async takeBlock(taker: Taker): Promise<void> {
    for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
      const taken = await this.tryBlock(taker);
      if (taken === undefined) continue;
      if (!isOneOf(numbers.types, taken)) throw new Error('no block of numbers was taken');
      this.next = taken.data.from;
      this.last = taken.data.to;
      return;
    }
    throw new Error(`${numbersStream}: too many writers at once`);
  }

  /**
   * Takes the next block after all blocks that the log and the vault contain. Returns undefined if another writer was
   * first. The block is recorded in the vault before it is appended to the log. This has two reasons: if the log is
   * restored from a backup, no number that the vault knows is assigned again; and if the vault lacks the log's last
   * block, the vault is known to be older than the log.
   */
  private async tryBlock(taker: Taker): Promise<DomainEvent | undefined> {
    const { log, vault, handler, ids } = this.ports;
    const history = historyIn(await log.readStreams([numbersStream]), numbersStream);
    const { taken } = boundDeciders.numbers.stateOf(history);
    const data = blockAfter(Math.max(taken, await vault.lastNumber()));
    const commandId = ids.fresh();
    await vault.noteBlock({ to: data.to, by: commandId });
    const command = boundDeciders.numbers.bind(numbersStream, () => ({ type: 'TakeNumbers', data }));
    const [event] = await handler.settle(command, { ...taker, commandId, hash: '' }, { history });
    return event;
  }
}

export const people = (ports: Ports): People => new LedgerPeople(ports);
