import { workerNo, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import { VaultFault, type TokenClaim, type Token } from '@ledger/ledger/ports/key-vault.js';
import { chunksOf } from '../../mongodb/key-chunks.js';
import type { MongoConnection } from '../../mongodb/mongodb-connection.js';
import type { Traced } from '../trait-tokens.js';
import { collectionsOf, type Bound, type Trait, type VaultCollections } from './mongodb-vault-format.js';

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
    const bound = await this.boundTo(tokens);
    return tokens.map((token) => bound.get(token) ?? null);
  }

  private async boundTo(wanted: readonly Token[]): Promise<ReadonlyMap<Token, WorkerNo>> {
    const { tokens } = this.collections;
    const bound = new Map<Token, WorkerNo>();
    for (const chunk of chunksOf([...new Set(wanted)])) {
      const found = await this.connection.run(() => tokens.find({ _id: { $in: chunk } }).toArray());
      for (const { _id, worker } of found) bound.set(_id, workerNo(worker));
    }
    return bound;
  }

  async claim(claims: readonly TokenClaim[]): Promise<readonly WorkerNo[]> {
    const before = await this.boundTo(claims.map(({ token }) => token));
    const wanted = new Map<Token, WorkerNo>();
    for (const { token, worker } of claims) {
      if (!before.has(token) && !wanted.has(token)) wanted.set(token, worker);
    }
    if (wanted.size > 0) {
      const documents = [...wanted].map(([_id, worker]): Bound => ({ _id, worker }));
      await this.connection.write(
        this.collections.tokens,
        documents.map((document) => ({ insertOne: { document } })),
      );
    }
    // Read again: another process may have bound some of the tokens first.
    const bound = new Map([...before, ...(await this.boundTo([...wanted.keys()]))]);
    return claims.map(({ token }) => {
      const worker = bound.get(token);
      if (worker !== undefined) return worker;
      throw new VaultFault('VAULT_FAULT', 'somebody was erased while a look-up was bound: repeat it');
    });
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
