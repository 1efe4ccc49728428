import { workerNo, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import {
  VaultFault,
  type Claim,
  type KeyVault,
  type LookUp,
  type Subject,
  type SubjectKey,
  type Token,
} from '@ledger/ledger/ports/key-vault.js';
import { Binary, type Collection } from 'mongodb';
import { chunksOf } from '../../mongodb/key-chunks.js';
import { connect, type Connection, type MongoPlace } from '../../mongodb/mongodb-connection.js';
import { decrypt, encrypt, fresh, subjectKey, subjectKeyBytes } from '../envelope.js';
import { lookUpKeyBytes, masterPrint, tokenWith } from '../look-up-tokens.js';

/** What the vault is bound to, and the key of its tokens: one document, so that there is never half of it. */
type Meta = Readonly<{ _id: 'master'; print: Binary; lookUp: Binary }>;
/** A subject's key, wrapped by the master key; null is that of somebody erased. */
type Key = Readonly<{ _id: Subject; wrapped: Binary | null }>;
type Bound = Readonly<{ _id: Token; worker: number }>;

const byWorker = 'byWorker';

const bytesOf = (binary: Binary): Uint8Array => binary.buffer.subarray(0, binary.position);

/**
 * Subjects and tokens are the `_id` of their documents: its index is unique by nature and cannot be missing. No key is
 * remembered here: whoever is erased by another handle is gone for this one too, and one question asks for many.
 */
class MongoVault implements KeyVault {
  private lookUpKey: Uint8Array = new Uint8Array();
  private readonly metas: Collection<Meta>;
  private readonly keys: Collection<Key>;
  private readonly tokens: Collection<Bound>;

  constructor(
    private readonly connection: Connection,
    private readonly masterKey: Uint8Array,
  ) {
    this.metas = connection.db.collection<Meta>('vault_meta');
    this.keys = connection.db.collection<Key>('vault_keys');
    this.tokens = connection.db.collection<Bound>('vault_tokens');
  }

  /** Makes the vault where it is missing. Of two who do it at once, the second finds the first one's. */
  async make(): Promise<void> {
    const lookUp = encrypt(this.masterKey, 'look-up', fresh(lookUpKeyBytes));
    const document: Meta = {
      _id: 'master',
      print: new Binary(masterPrint(this.masterKey)),
      lookUp: new Binary(lookUp),
    };
    await this.connection.write(this.metas, [{ insertOne: { document } }]);
    if (await this.connection.isSharded()) {
      for (const { collectionName } of [this.keys, this.tokens]) await this.connection.shard(collectionName);
    }
    await this.connection.run(() => this.tokens.createIndex({ worker: 1 }, { name: byWorker }, {}));
  }

  /** Reads the key of the look-up tokens. */
  async unlock(): Promise<void> {
    const meta = await this.connection.run(() => this.metas.findOne({ _id: 'master' }));
    if (meta === null)
      throw new VaultFault(
        'VAULT_FAULT',
        'there is no key vault yet in that database: start the ledger or import a sheet first',
      );
    if (!masterPrint(this.masterKey).equals(bytesOf(meta.print))) {
      throw new VaultFault(
        'WRONG_MASTER_KEY',
        'the key vault was made with another master key; name the right one in LEDGER_MASTER_KEY_FILE',
      );
    }
    this.lookUpKey = decrypt(this.masterKey, 'look-up', bytesOf(meta.lookUp));
  }

  tokenOf(lookUp: LookUp): Token {
    return tokenWith(this.lookUpKey, lookUp);
  }

  async find(tokens: readonly Token[]): Promise<readonly (WorkerNo | null)[]> {
    const bound = await this.boundTo(tokens);
    return tokens.map((token) => bound.get(token) ?? null);
  }

  private async boundTo(tokens: readonly Token[]): Promise<ReadonlyMap<Token, WorkerNo>> {
    const bound = new Map<Token, WorkerNo>();
    for (const chunk of chunksOf([...new Set(tokens)])) {
      const found = await this.connection.run(() => this.tokens.find({ _id: { $in: chunk } }).toArray());
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
        this.tokens,
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

  async existingKeys(subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, SubjectKey>> {
    return (await this.read(subjects)).keys;
  }

  /** The keys that exist, and the subjects of which nothing is known; who was erased is in neither. */
  private async read(
    subjects: readonly Subject[],
  ): Promise<Readonly<{ keys: Map<Subject, SubjectKey>; missing: readonly Subject[] }>> {
    const keys = new Map<Subject, SubjectKey>();
    const missing = new Set(subjects);
    for (const chunk of chunksOf([...missing])) {
      const found = await this.connection.run(() => this.keys.find({ _id: { $in: chunk } }).toArray());
      for (const { _id, wrapped } of found) {
        missing.delete(_id);
        if (wrapped !== null) keys.set(_id, subjectKey(_id, decrypt(this.masterKey, _id, bytesOf(wrapped))));
      }
    }
    return { keys, missing: [...missing] };
  }

  async keysFor(subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, SubjectKey>> {
    const { keys, missing } = await this.read(subjects);
    if (missing.length === 0) return keys;
    const documents = missing.map((subject): Key => {
      const wrapped = encrypt(this.masterKey, subject, fresh(subjectKeyBytes));
      return { _id: subject, wrapped: new Binary(wrapped) };
    });
    await this.connection.write(
      this.keys,
      documents.map((document) => ({ insertOne: { document } })),
    );
    // What is there now counts: another handle may have been faster, or the first try of a repeated write.
    for (const [subject, key] of (await this.read(missing)).keys) keys.set(subject, key);
    return keys;
  }

  /**
   * The key goes from the collection; a server still has it in its journal, its oplog and its backups until these are
   * overwritten, wrapped by the master key.
   */
  async erase(subject: Subject, worker: WorkerNo): Promise<void> {
    const document: Key = { _id: subject, wrapped: null };
    await this.connection.write(this.keys, [{ insertOne: { document } }]);
    await this.connection.run(() => this.keys.updateOne({ _id: subject }, { $set: { wrapped: null } }));
    await this.connection.run(() => this.tokens.deleteMany({ worker }));
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}

const connected = (place: MongoPlace): Promise<Connection> =>
  connect(place, (sentence, cause) => new VaultFault('VAULT_FAULT', sentence, { cause }));

/** Whether there is a vault in a database: then there is a master key, and a new one would open nothing. */
export const hasMongoVault = async (place: MongoPlace): Promise<boolean> => {
  const connection = await connected(place);
  try {
    const metas = connection.db.collection<Meta>('vault_meta');
    return (await connection.run(() => metas.findOne({ _id: 'master' }))) !== null;
  } finally {
    await connection.close();
  }
};

/**
 * The key vault in a database, unlocked with the master key; a writer makes it where it is missing. Throws VaultFault
 * WRONG_MASTER_KEY where it was made with another key.
 */
export const openMongoVault = async (
  place: MongoPlace,
  masterKey: Uint8Array,
  mode: 'write' | 'read',
): Promise<KeyVault> => {
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
