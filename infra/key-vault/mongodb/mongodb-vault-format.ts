import type { UniqueId } from '@ledger/ledger/kernel/unique-id.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import { VaultFault, type NumberBlock, type Subject, type Token } from '@ledger/ledger/ports/key-vault.js';
import type { Binary, Collection } from 'mongodb';
import type { Connection } from '../../mongodb/mongodb-connection.js';

/** Counts the changes of these documents. */
export const vaultFormat = 3;

/**
 * Which vault this is, its log and its master key, and the key of its tokens: one document, so that there is never
 * half of it.
 */
export type Meta = Readonly<{
  _id: 'master';
  /** The first format had none. */
  format?: number;
  vault: UniqueId;
  log: UniqueId | null;
  print: Binary;
  lookUp: Binary;
}>;
/** A subject's key, wrapped by the master key; null is one that was destroyed. */
export type Key = Readonly<{ _id: Subject; wrapped: Binary | null }>;
export type Bound = Readonly<{ _id: Token; worker: number }>;
/** A noted block of numbers. */
export type Block = Readonly<{ _id: string; last: number }>;
/** Something that any number of persons may have, as a token, and one who has it. */
export type Trait = Readonly<{ _id: string; token: Token; worker: number }>;
/** Somebody whose erasure was begun and has not ended yet. */
export type Erasing = Readonly<{ _id: Subject }>;
/** Where the log said that somebody was erased. */
export type Erased = Readonly<{ _id: Subject; at: Position }>;

export type VaultCollections = Readonly<{
  metas: Collection<Meta>;
  keys: Collection<Key>;
  tokens: Collection<Bound>;
  blocks: Collection<Block>;
  erased: Collection<Erased>;
  traits: Collection<Trait>;
  erasing: Collection<Erasing>;
}>;

export const collectionsOf = ({ db }: Connection): VaultCollections => ({
  metas: db.collection<Meta>('vault_meta'),
  keys: db.collection<Key>('vault_keys'),
  tokens: db.collection<Bound>('vault_tokens'),
  blocks: db.collection<Block>('vault_blocks'),
  erased: db.collection<Erased>('vault_erased'),
  traits: db.collection<Trait>('vault_traits'),
  erasing: db.collection<Erasing>('vault_erasing'),
});

const byWorker = 'byWorker';
const byToken = 'byToken';
const byPlace = 'byPlace';

/** Spreads the collections over shards, where there are any, and indexes what is looked for by another field than `_id`. */
export const indexCollections = async (
  connection: Connection,
  { keys, tokens, blocks, erased, traits, erasing }: VaultCollections,
): Promise<void> => {
  if (await connection.isSharded()) {
    for (const { collectionName } of [keys, tokens, blocks, erased, traits, erasing])
      await connection.shard(collectionName);
  }
  await connection.run(() => tokens.createIndex({ worker: 1 }, { name: byWorker }, {}));
  await connection.run(() => traits.createIndex({ worker: 1 }, { name: byWorker }, {}));
  await connection.run(() => traits.createIndex({ token: 1 }, { name: byToken }, {}));
  await connection.run(() => erased.createIndex({ at: 1 }, { name: byPlace }, {}));
};

/** A block is its command's: the same numbers may be noted by several, of which one gets them. */
export const blockId = ({ to, by }: NumberBlock): string => `${String(to)} ${by}`;

/** What a database says of its vault; null where it has none. Throws VaultFault where it is of another format. */
export const readMeta = async (connection: Connection, { metas }: VaultCollections): Promise<Meta | null> => {
  const meta = await connection.run(() => metas.findOne({ _id: 'master' }));
  if (meta === null || meta.format === vaultFormat) return meta;
  const { format: found = 1 } = meta;
  throw new VaultFault(
    'VAULT_FAULT',
    `the database ${metas.dbName} is a key vault of format ${String(found)}; this version of the ledger reads format ` +
      `${String(vaultFormat)}: use the ${found > vaultFormat ? 'newer version' : 'version'} that wrote it`,
  );
};
