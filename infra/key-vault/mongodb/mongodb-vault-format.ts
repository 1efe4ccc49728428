import type { UniqueId } from '@ledger/ledger/kernel/unique-id.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import { VaultFault, type NumberBlock, type Subject, type Token } from '@ledger/ledger/ports/key-vault.js';
import type { Binary, Collection } from 'mongodb';
import type { MongoConnection } from '../../mongodb/mongodb-connection.js';

/** Version of the format of the vault's documents. */
export const vaultFormat = 3;

/**
 * The ids of the vault and its log, the hash of the master key, and the encrypted look-up key. They are one document,
 * so that the vault is never created only in part.
 */
export type Meta = Readonly<{
  _id: 'master';
  /** Missing in format 1. */
  format?: number;
  vault: UniqueId;
  log: UniqueId | null;
  print: Binary;
  lookUp: Binary;
}>;
/** A data key, encrypted with the master key; null if it was destroyed. */
export type Key = Readonly<{ _id: Subject; wrapped: Binary | null }>;
/** A look-up token and its worker. `by`: the holds without which it is unbound; absent if it is bound for ever. */
export type Bound = Readonly<{ _id: Token; worker: number; by?: readonly string[] }>;
/** A reserved block of worker numbers. `_id` contains the last number and the command. */
export type Block = Readonly<{ _id: string; last: number }>;
/** The token of a trait, such as a name, and one worker who has the trait. */
export type Trait = Readonly<{ _id: string; token: Token; worker: number }>;
/** A person whose erasure has begun and not ended. */
export type Erasing = Readonly<{ _id: Subject }>;
/** The log position of the event that says that a person was erased. */
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

export const collectionsOf = ({ db }: MongoConnection): VaultCollections => ({
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

/** Shards the collections on a sharded cluster, and creates the indexes for queries by other fields than `_id`. */
export const indexCollections = async (
  connection: MongoConnection,
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

/** The id contains the command, because several commands may try to reserve the same numbers; one of them gets them. */
export const blockId = ({ to, by }: NumberBlock): string => `${String(to)} ${by}`;

/** Reads the meta document of the vault; null if the database has no vault. Throws VaultFault for another format. */
export const readMeta = async (
  connection: MongoConnection,
  { metas }: VaultCollections,
): Promise<Meta | null> => {
  const meta = await connection.run(() => metas.findOne({ _id: 'master' }));
  if (meta === null || meta.format === vaultFormat) return meta;
  const { format: found = 1 } = meta;
  throw new VaultFault(
    'VAULT_FAULT',
    `the database ${metas.dbName} is a key vault of format ${String(found)}; this version of the ledger reads format ` +
      `${String(vaultFormat)}: use the ${found > vaultFormat ? 'newer version' : 'version'} that wrote it`,
  );
};
