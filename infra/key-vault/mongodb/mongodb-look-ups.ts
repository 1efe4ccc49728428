import { workerNo, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import { VaultFault, type Claim, type Token } from '@ledger/ledger/ports/key-vault.js';
import { chunksOf } from '../../mongodb/key-chunks.js';
import type { Connection } from '../../mongodb/mongodb-connection.js';
import type { Traced } from '../trait-tokens.js';
import { collectionsOf, type Bound, type Trait, type VaultCollections } from './mongodb-vault-format.js';

/** What finds persons in the vault of a database. */
export class MongoLookUps {
  private readonly collections: VaultCollections;

  constructor(private readonly connection: Connection) {
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

  async claim(claims: readonly Claim[]): Promise<readonly WorkerNo[]> {
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
    // Read again: somebody else may have been first with some of them, also since the first try of a repeated write.
    const bound = new Map([...before, ...(await this.boundTo([...wanted.keys()]))]);
    return claims.map(({ token }) => {
      const worker = bound.get(token);
      if (worker !== undefined) return worker;
      throw new VaultFault('VAULT_FAULT', 'somebody was erased while a look-up was bound: repeat it');
    });
  }

  /** Notes what persons can be looked for by; of somebody whose key was destroyed, meanwhile too, nothing is left. */
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

  /** Removes what a person can be looked for by. */
  async forgetTraits(worker: WorkerNo): Promise<void> {
    await this.connection.run(() => this.collections.traits.deleteMany({ worker }));
  }

  async whoHas(token: Token): Promise<readonly WorkerNo[]> {
    const { traits } = this.collections;
    const found = await this.connection.run(() => traits.find({ token }).sort({ worker: 1 }).toArray());
    return found.map(({ worker }) => workerNo(worker));
  }

  /** Whether anything finds a person still. */
  async finds(worker: WorkerNo): Promise<boolean> {
    const { tokens, traits } = this.collections;
    const token = await this.connection.run(() => tokens.findOne({ worker }));
    return token !== null || (await this.connection.run(() => traits.findOne({ worker }))) !== null;
  }

  /** Removes whatever finds a person. */
  async forget(worker: WorkerNo): Promise<void> {
    const { tokens } = this.collections;
    await this.connection.run(() => tokens.deleteMany({ worker }));
    await this.forgetTraits(worker);
  }
}
