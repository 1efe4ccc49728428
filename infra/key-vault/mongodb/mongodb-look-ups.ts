import { workerNo, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import { VaultFault, type TokenClaim, type Token } from '@ledger/ledger/ports/key-vault.js';
import type { AnyBulkWriteOperation } from 'mongodb';
import { chunksOf } from '../../mongodb/key-chunks.js';
import type { MongoConnection } from '../../mongodb/mongodb-connection.js';
import type { Traced } from '../trait-tokens.js';
import { collectionsOf, type Bound, type Trait, type VaultCollections } from './mongodb-vault-format.js';

type Found = ReadonlyMap<Token, Bound>;
type Step = AnyBulkWriteOperation<Bound>;

/** The highest number of attempts to bind tokens while other writers bind and unbind the same. */
const attemptsMax = 64;

const workersOf = (tokens: readonly Token[], bound: Found): readonly (WorkerNo | null)[] =>
  tokens.map((token) => {
    const found = bound.get(token);
    return found === undefined ? null : workerNo(found.worker);
  });

/** Binds a held token for ever; does nothing to others. */
const endHolds = ({ _id }: Bound): Step => ({
  updateOne: { filter: { _id }, update: { $unset: { by: '' } } },
});

/** Adds a hold to those that the token has. Does nothing if they have changed: a token without holds must get none. */
const withHold = ({ _id, worker, by: holds = [] }: Bound, by: string): Step => ({
  updateOne: { filter: { _id, worker, by: holds }, update: { $set: { by: [...holds, by] } } },
});

/**
 * Tokens in the vault database, by which persons are found: look-up tokens (each finds one person) and trait tokens
 * (several persons may share one).
 */
export class MongoLookUps {
  private readonly collections: VaultCollections;

  constructor(private readonly connection: MongoConnection) {
    this.collections = collectionsOf(connection);
  }

  async find(tokens: readonly Token[]): Promise<readonly (WorkerNo | null)[]> {
    return workersOf(tokens, await this.boundTo(tokens));
  }

  async claim(claims: readonly TokenClaim[]): Promise<readonly WorkerNo[]> {
    return this.bind(claims, ({ token, worker }, bound) => {
      if (bound === undefined) return { insertOne: { document: { _id: token, worker } } };
      return bound.by === undefined ? null : endHolds(bound);
    });
  }

  async hold(claims: readonly TokenClaim[], by: string): Promise<readonly WorkerNo[]> {
    return this.bind(claims, ({ token, worker }, bound) => {
      if (bound === undefined) return { insertOne: { document: { _id: token, worker, by: [by] } } };
      const joins = bound.worker === worker && bound.by !== undefined && !bound.by.includes(by);
      return joins ? withHold(bound, by) : null;
    });
  }

  /** Two steps: between them others may join the hold or bind the token for ever, and then the second does nothing. */
  async release(claims: readonly TokenClaim[], by: string): Promise<void> {
    const ends = claims.map(({ token, worker }): Step => {
      return { updateOne: { filter: { _id: token, worker }, update: { $pull: { by } } } };
    });
    const unbinds = claims.map(({ token, worker }): Step => {
      return { deleteOne: { filter: { _id: token, worker, by: { $size: 0 } } } };
    });
    for (const steps of [ends, unbinds])
      if (steps.length > 0) await this.connection.write(this.collections.tokens, steps);
  }

  async keep(tokens: readonly Token[]): Promise<readonly (WorkerNo | null)[]> {
    const bound = await this.settled(tokens, (found) =>
      [...found.values()].flatMap((each) => (each.by === undefined ? [] : [endHolds(each)])),
    );
    return workersOf(tokens, bound);
  }

  /** Binds tokens. `stepFor` gives what is still to be written for a claim; null if nothing is. */
  private async bind(
    claims: readonly TokenClaim[],
    stepFor: (claim: TokenClaim, bound: Bound | undefined) => Step | null,
  ): Promise<readonly WorkerNo[]> {
    // Of several claims of one token, the first counts.
    const firsts = new Map(claims.toReversed().map((claim) => [claim.token, claim]));
    const bound = await this.settled([...firsts.keys()], (found) =>
      [...firsts.values()].flatMap((claim) => stepFor(claim, found.get(claim.token)) ?? []),
    );
    return claims.map(({ token, worker }) => workerNo(bound.get(token)?.worker ?? worker));
  }

  /**
   * Reads the tokens and writes what is still to be written, until nothing is: others may bind or unbind the same tokens
   * in between.
   */
  private async settled(
    tokens: readonly Token[],
    missing: (bound: Found) => readonly Step[],
  ): Promise<Found> {
    for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
      const bound = await this.boundTo(tokens);
      const steps = missing(bound);
      if (steps.length === 0) return bound;
      await this.connection.write(this.collections.tokens, steps);
    }
    throw new VaultFault('VAULT_FAULT', 'too many writers bind the same look-ups at once: repeat it');
  }

  private async boundTo(wanted: readonly Token[]): Promise<Found> {
    const { tokens } = this.collections;
    const bound = new Map<Token, Bound>();
    for (const chunk of chunksOf([...new Set(wanted)])) {
      const found = await this.connection.run(() => tokens.find({ _id: { $in: chunk } }).toArray());
      for (const each of found) bound.set(each._id, each);
    }
    return bound;
  }

  /**
   * Stores the trait tokens of persons. Keys are checked afterwards: the traits of persons whose key was destroyed,
   * also during this call, are deleted again.
   */
  async describe(persons: readonly Traced[]): Promise<void> {
    const { traits, keys } = this.collections;
    const documents = persons.flatMap(({ worker, tokens }) =>
      tokens.map((token): Trait => ({ _id: `${token} ${String(worker)}`, token, worker })),
    );
    if (documents.length === 0) return;
    await this.connection.write(
      traits,
      documents.map((document) => ({ insertOne: { document } })),
    );
    const workers = new Map(persons.map(({ subject, worker }) => [subject, worker]));
    for (const chunk of chunksOf([...workers.keys()])) {
      const destroyed = await this.connection.run(() =>
        keys.find({ _id: { $in: chunk }, wrapped: null }).toArray(),
      );
      for (const { _id } of destroyed) {
        const worker = workers.get(_id);
        if (worker !== undefined) await this.forgetTraits(worker);
      }
    }
  }

  /** Deletes the trait tokens of a person. */
  async forgetTraits(worker: WorkerNo): Promise<void> {
    await this.connection.run(() => this.collections.traits.deleteMany({ worker }));
  }

  async whoHas(token: Token): Promise<readonly WorkerNo[]> {
    const { traits } = this.collections;
    const found = await this.connection.run(() => traits.find({ token }).sort({ worker: 1 }).toArray());
    return found.map(({ worker }) => workerNo(worker));
  }

  /** Whether any token of a person is stored. */
  async finds(worker: WorkerNo): Promise<boolean> {
    const { tokens, traits } = this.collections;
    const token = await this.connection.run(() => tokens.findOne({ worker }));
    return token !== null || (await this.connection.run(() => traits.findOne({ worker }))) !== null;
  }

  /** Deletes all tokens of a person. */
  async forget(worker: WorkerNo): Promise<void> {
    const { tokens } = this.collections;
    await this.connection.run(() => tokens.deleteMany({ worker }));
    await this.forgetTraits(worker);
  }
}
