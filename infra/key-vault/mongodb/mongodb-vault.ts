import { streamId, workerOfStream, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import {
  VaultFault,
  type TokenClaim,
  type Described,
  type LookUp,
  type NotedVault,
  type NumberBlock,
  type Subject,
  type SubjectKey,
  type Token,
  type Trait,
  type VaultNotes,
} from '@ledger/ledger/ports/key-vault.js';
import { Binary } from 'mongodb';
import { masterKeySentences } from '../master-key-problems.js';
import { chunksOf } from '../../mongodb/key-chunks.js';
import { connect, type MongoConnection, type MongoPlace } from '../../mongodb/mongodb-connection.js';
import { fresh, subjectKey, subjectKeyBytes, unwrap, wrap } from '../envelope.js';
import { freshUniqueId } from '../../identifiers/fresh-unique-id.js';
import { lookUpKeyBytes, masterPrint, tokenWith } from '../look-up-tokens.js';
import { traceOf, type TraceOf } from '../trait-tokens.js';
import { MongoLookUps } from './mongodb-look-ups.js';
import { MongoNotes } from './mongodb-vault-notes.js';
import {
  collectionsOf,
  indexCollections,
  readMeta,
  vaultFormat,
  type Key,
  type Meta,
  type VaultCollections,
} from './mongodb-vault-format.js';

const bytesOf = (binary: Binary): Uint8Array => binary.buffer.subarray(0, binary.position);

/**
 * The key vault in a MongoDB database. Subjects and tokens are the `_id` of their documents, because the index of `_id`
 * is always there and unique. Keys are not cached: if another process destroys a key, it must not be used here either.
 */
class MongoVault implements NotedVault {
  readonly storage = 'servers';
  readonly notes: MongoNotes;
  private readonly lookUps: MongoLookUps;
  private lookUpKey: Uint8Array = new Uint8Array();
  private readonly collections: VaultCollections;
  private readonly trace: TraceOf = traceOf((trait) => tokenWith(this.lookUpKey, trait));

  constructor(
    private readonly connection: MongoConnection,
    private readonly masterKey: Uint8Array,
  ) {
    this.notes = new MongoNotes(connection);
    this.lookUps = new MongoLookUps(connection);
    this.collections = collectionsOf(connection);
  }

  /** Creates a missing vault. If two processes do so at the same time, both use the vault of the first one. */
  async make(): Promise<void> {
    const { connection, collections } = this;
    if ((await readMeta(connection, collections)) === null) {
      const lookUp = wrap(this.masterKey, 'look-up', fresh(lookUpKeyBytes));
      const document: Meta = {
        _id: 'master',
        format: vaultFormat,
        vault: freshUniqueId(),
        log: null,
        print: new Binary(masterPrint(this.masterKey)),
        lookUp: new Binary(lookUp),
      };
      await connection.write(collections.metas, [{ insertOne: { document } }]);
    }
    await indexCollections(connection, collections);
  }

  /** Reads the look-up key. Throws VaultFault WRONG_MASTER_KEY if the vault was created with another master key. */
  async unlock(): Promise<void> {
    const meta = await readMeta(this.connection, this.collections);
    if (meta === null) throw new VaultFault('VAULT_FAULT', ...masterKeySentences.faultText('noVault'));
    if (!masterPrint(this.masterKey).equals(bytesOf(meta.print))) {
      throw new VaultFault('WRONG_MASTER_KEY', ...masterKeySentences.faultText('vaultOfOtherKey'));
    }
    this.lookUpKey = unwrap(this.masterKey, 'look-up', bytesOf(meta.lookUp));
  }

  tokenOf(lookUp: LookUp): Token {
    return tokenWith(this.lookUpKey, lookUp);
  }

  find(tokens: readonly Token[]): Promise<readonly (WorkerNo | null)[]> {
    return this.lookUps.find(tokens);
  }

  claim(claims: readonly TokenClaim[]): Promise<readonly WorkerNo[]> {
    return this.lookUps.claim(claims);
  }

  hold(claims: readonly TokenClaim[], by: string): Promise<readonly WorkerNo[]> {
    return this.lookUps.hold(claims, by);
  }

  release(claims: readonly TokenClaim[], by: string): Promise<void> {
    return this.lookUps.release(claims, by);
  }

  keep(tokens: readonly Token[]): Promise<readonly (WorkerNo | null)[]> {
    return this.lookUps.keep(tokens);
  }

  async describe(persons: readonly Described[]): Promise<void> {
    await this.lookUps.describe(await this.trace(persons));
  }

  async describeAnew(person: Described): Promise<void> {
    const found = await this.trace([person]);
    await this.lookUps.forgetTraits(person.worker);
    await this.lookUps.describe(found);
  }

  whoHas(trait: Trait): Promise<readonly WorkerNo[]> {
    return this.lookUps.whoHas(tokenWith(this.lookUpKey, trait));
  }

  async existingKeys(subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, SubjectKey>> {
    return (await this.read(subjects)).keys;
  }

  /**
   * Reads keys. `missing` lists subjects that never had a key; a subject whose key was destroyed is in neither result.
   */
  private async read(
    subjects: readonly Subject[],
  ): Promise<Readonly<{ keys: Map<Subject, SubjectKey>; missing: readonly Subject[] }>> {
    const keys = new Map<Subject, SubjectKey>();
    const missing = new Set(subjects);
    for (const chunk of chunksOf([...missing])) {
      const found = await this.connection.run(() =>
        this.collections.keys.find({ _id: { $in: chunk } }).toArray(),
      );
      for (const { _id, wrapped } of found) {
        missing.delete(_id);
        if (wrapped !== null) keys.set(_id, subjectKey(_id, unwrap(this.masterKey, _id, bytesOf(wrapped))));
      }
    }
    return { keys, missing: [...missing] };
  }

  async keysFor(subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, SubjectKey>> {
    const { keys, missing } = await this.read(subjects);
    if (missing.length === 0) return keys;
    const documents = missing.map((subject): Key => {
      const wrapped = wrap(this.masterKey, subject, fresh(subjectKeyBytes));
      return { _id: subject, wrapped: new Binary(wrapped) };
    });
    await this.connection.write(
      this.collections.keys,
      documents.map((document) => ({ insertOne: { document } })),
    );
    // The stored keys count, not the new ones: another process, or an earlier try of this write, may have stored keys.
    for (const [subject, key] of (await this.read(missing)).keys) keys.set(subject, key);
    return keys;
  }

  async noteBlock(block: NumberBlock): Promise<void> {
    await this.notes.noteBlock(block);
  }

  async lastNumber(): Promise<number> {
    return this.notes.lastNumber();
  }

  /**
   * Removes the key from the collection. The server still has it, encrypted with the master key, in its journal, oplog
   * and backups until these are overwritten.
   */
  async erase(subject: Subject, worker: WorkerNo, at: Position): Promise<void> {
    await this.destroy(subject);
    await this.lookUps.forget(worker);
    // Stored last, so that this note always means that the key is destroyed, even if the process crashes in between.
    await this.notes.noteErased(subject, at);
  }

  async destroy(subject: Subject): Promise<void> {
    const { keys } = this.collections;
    const document: Key = { _id: subject, wrapped: null };
    await this.connection.write(keys, [{ insertOne: { document } }]);
    await this.connection.run(() => keys.updateOne({ _id: subject }, { $set: { wrapped: null } }));
  }

  async beginErasure(subject: Subject): Promise<void> {
    await this.connection.write(this.collections.erasing, [{ insertOne: { document: { _id: subject } } }]);
  }

  async endErasure(subject: Subject): Promise<void> {
    await this.connection.run(() => this.collections.erasing.deleteOne({ _id: subject }));
  }

  /**
   * Whether a majority of the servers has neither the key nor any token of the person. This connection reads with read
   * concern `majority` from the primary. It cannot check whether replaced bytes remain on the disks of the servers.
   */
  async isGone(subject: Subject): Promise<boolean> {
    const key = await this.connection.run(() => this.collections.keys.findOne({ _id: subject }));
    if (key === null || key.wrapped !== null) return false;
    const worker = workerOfStream(streamId(subject));
    return worker === null || !(await this.lookUps.finds(worker));
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}

const connected = (place: MongoPlace): Promise<MongoConnection> =>
  connect(place, (sentence, cause) => new VaultFault('VAULT_FAULT', sentence, { cause }));

/**
 * Opens the part of a vault database that can be read without the master key; null if the database has no vault, which
 * also means that no master key exists yet. Throws VaultFault if the vault has another format.
 */
export const findMongoVaultNotes = async (place: MongoPlace): Promise<VaultNotes | null> => {
  const connection = await connected(place);
  try {
    if ((await readMeta(connection, collectionsOf(connection))) !== null) return new MongoNotes(connection);
  } catch (error) {
    await connection.close();
    throw error;
  }
  await connection.close();
  return null;
};

/**
 * Opens the key vault in a database with the master key; mode `write` creates a missing vault. Throws VaultFault
 * WRONG_MASTER_KEY if it was created with another master key, and VAULT_FAULT if a reader finds no vault.
 */
export const openMongoVault = async (
  place: MongoPlace,
  masterKey: Uint8Array,
  mode: 'write' | 'read',
): Promise<NotedVault> => {
  const connection = await connected(place);
  const vault = new MongoVault(connection, masterKey);
  try {
    if (mode === 'write') await vault.make();
    await vault.unlock();
  } catch (error) {
    await connection.close();
    throw error;
  }
  return vault;
};
