import type { UniqueId } from '@ledger/ledger/kernel/unique-id.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import {
  VaultFault,
  type ErasedPerson,
  type NumberBlock,
  type Subject,
  type VaultIds,
  type VaultNotes,
} from '@ledger/ledger/ports/key-vault.js';
import { chunksOf } from '../../mongodb/key-chunks.js';
import type { MongoConnection } from '../../mongodb/mongodb-connection.js';
import { blockId, collectionsOf, readMeta, type VaultCollections } from './mongodb-vault-format.js';

/** The part of a vault database that can be read without the master key. */
export class MongoNotes implements VaultNotes {
  private readonly collections: VaultCollections;

  constructor(private readonly connection: MongoConnection) {
    this.collections = collectionsOf(connection);
  }

  async ids(): Promise<VaultIds> {
    const meta = await readMeta(this.connection, this.collections);
    if (meta === null) throw new VaultFault('VAULT_FAULT', 'the key vault is gone from its database');
    return { vault: meta.vault, log: meta.log };
  }

  async bind(log: UniqueId): Promise<UniqueId> {
    const { metas } = this.collections;
    await this.connection.run(() => metas.updateOne({ _id: 'master', log: null }, { $set: { log } }));
    return (await this.ids()).log ?? log;
  }

  async hasBlock(block: NumberBlock): Promise<boolean> {
    const { blocks } = this.collections;
    return (await this.connection.run(() => blocks.findOne({ _id: blockId(block) }))) !== null;
  }

  async noteBlock(block: NumberBlock): Promise<void> {
    const document = { _id: blockId(block), last: block.to };
    await this.connection.write(this.collections.blocks, [{ insertOne: { document } }]);
  }

  async lastNumber(): Promise<number> {
    const { blocks } = this.collections;
    const [last] = await this.connection.run(() => blocks.find().sort({ last: -1 }).limit(1).toArray());
    return last?.last ?? 0;
  }

  async known(subjects: readonly Subject[]): Promise<ReadonlySet<Subject>> {
    const { keys } = this.collections;
    const known = new Set<Subject>();
    for (const chunk of chunksOf(subjects)) {
      const found = await this.connection.run(() =>
        keys.find({ _id: { $in: chunk } }, { projection: { _id: 1 } }).toArray(),
      );
      for (const { _id } of found) known.add(_id);
    }
    return known;
  }

  async noteErased(subject: Subject, at: Position): Promise<void> {
    const { erased } = this.collections;
    await this.connection.write(erased, [{ insertOne: { document: { _id: subject, at } } }]);
    await this.connection.run(() => erased.updateOne({ _id: subject }, { $set: { at } }));
  }

  async erasedBefore(at: Position | null, limit: number): Promise<readonly ErasedPerson[]> {
    const { erased } = this.collections;
    const those = at === null ? {} : { at: { $lt: at } };
    const found = await this.connection.run(() => erased.find(those).sort({ at: -1 }).limit(limit).toArray());
    return found.map(({ _id: subject, at: place }) => ({ subject, at: place }));
  }

  async erasing(): Promise<readonly Subject[]> {
    const { erasing } = this.collections;
    const found = await this.connection.run(() => erasing.find().sort({ _id: 1 }).toArray());
    return found.map(({ _id }) => _id);
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}
