import { workerNo, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import { VaultFault, type Claim, type Token } from '@ledger/ledger/ports/key-vault.js';
import { chunksOf } from '../../mongodb/key-chunks.js';
import type { Connection } from '../../mongodb/mongodb-connection.js';
import { collectionsOf, type Bound, type VaultCollections } from './mongodb-vault-format.js';

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

  /** Whether anything finds a person still. */
  async finds(worker: WorkerNo): Promise<boolean> {
    const { tokens, traits } = this.collections;
    const token = await this.connection.run(() => tokens.findOne({ worker }));
    return token !== null || (await this.connection.run(() => traits.findOne({ worker }))) !== null;
  }

  /** Removes whatever finds a person. */
  async forget(worker: WorkerNo): Promise<void> {
    const { tokens, traits } = this.collections;
    await this.connection.run(() => tokens.deleteMany({ worker }));
    await this.connection.run(() => traits.deleteMany({ worker }));
  }
}
