import { createHash, createHmac, randomBytes } from 'node:crypto';
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
import { LRUCache } from 'lru-cache';
import {
  bytes,
  integer,
  inTransaction,
  text,
  type Cell,
  type Database,
  type Statement,
} from '../../sqlite/database.js';
import { openFile } from '../../sqlite/file-format.js';
import { decrypt, encrypt, subjectKey, subjectKeyBytes } from '../envelope.js';
import { vaultFormat } from './format.js';

const keysInMemoryMax = 50_000;
const lookUpKeyBytes = 32;

const isToken = (value: string): value is Token => value.length > 0;

const printOf = (masterKey: Uint8Array): Buffer =>
  createHash('sha256').update('service ledger').update(masterKey).digest();

class SqliteVault implements KeyVault {
  private readonly known = new LRUCache<Subject, SubjectKey>({ max: keysInMemoryMax });
  private readonly lookUpKey: Uint8Array;
  private readonly version: Statement;
  private readonly wrappedOf: Statement;
  private readonly addKey: Statement;
  private readonly workerOf: Statement;
  private readonly addToken: Statement;
  private seenVersion: Cell = null;

  constructor(
    private readonly db: Database,
    private readonly masterKey: Uint8Array,
    file: string,
    private readonly readOnly: boolean,
  ) {
    this.lookUpKey = this.unlock(file);
    this.version = db.prepare('PRAGMA data_version');
    this.wrappedOf = db.prepare(
      'SELECT k.subject, k.wrapped FROM json_each(?) j JOIN keys k ON k.subject = j.value',
    );
    this.addKey = db.prepare('INSERT INTO keys VALUES (?, ?) ON CONFLICT (subject) DO NOTHING');
    this.workerOf = db.prepare('SELECT worker FROM tokens WHERE token = ?');
    this.addToken = db.prepare('INSERT INTO tokens VALUES (?, ?) ON CONFLICT (token) DO NOTHING');
  }

  /** The key of the look-up tokens; made, and the vault bound to its master key, at first use. */
  private unlock(file: string): Uint8Array {
    const get = this.db.prepare('SELECT value FROM meta WHERE key = ?');
    const print = printOf(this.masterKey);
    if (!this.readOnly && get.get('master') === undefined) {
      const wrapped = encrypt(this.masterKey, 'look-up', randomBytes(lookUpKeyBytes));
      inTransaction(this.db, 'BEGIN IMMEDIATE', () => {
        const put = this.db.prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO NOTHING');
        if (put.run('master', print) === 1) put.run('look-up', wrapped);
      });
    }
    if (!print.equals(bytes(get.get('master')?.[0]))) {
      throw new VaultFault(
        'WRONG_MASTER_KEY',
        `${file} was made with another master key; name the right one in LEDGER_MASTER_KEY_FILE`,
      );
    }
    return decrypt(this.masterKey, 'look-up', bytes(get.get('look-up')?.[0]));
  }

  tokenOf(lookUp: LookUp): Token {
    const named =
      lookUp.by === 'membership' ? [lookUp.by, lookUp.office, lookUp.value] : [lookUp.by, lookUp.value];
    const token = createHmac('sha256', this.lookUpKey).update(JSON.stringify(named)).digest('base64url');
    if (!isToken(token)) throw new VaultFault('VAULT_FAULT', 'nothing came of a look-up');
    return token;
  }

  async find(tokens: readonly Token[]): Promise<readonly (WorkerNo | null)[]> {
    return tokens.map((token) => {
      const row = this.workerOf.get(token);
      return row === undefined ? null : workerNo(integer(row[0]));
    });
  }

  async claim(claims: readonly Claim[]): Promise<readonly WorkerNo[]> {
    return inTransaction(this.db, 'BEGIN IMMEDIATE', () =>
      claims.map(({ token, worker }) => {
        if (this.addToken.run(token, worker) === 1) return worker;
        return workerNo(integer(this.workerOf.get(token)?.[0]));
      }),
    );
  }

  async existingKeys(subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, SubjectKey>> {
    return this.read(subjects).keys;
  }

  private read(
    subjects: readonly Subject[],
  ): Readonly<{ keys: Map<Subject, SubjectKey>; missing: Subject[] }> {
    this.forgetWhatOthersChanged();
    const keys = new Map<Subject, SubjectKey>();
    const unread = new Set<Subject>();
    for (const subject of subjects) {
      const key = this.known.get(subject);
      if (key === undefined) unread.add(subject);
      else keys.set(subject, key);
    }
    if (unread.size === 0) return { keys, missing: [] };
    for (const row of this.wrappedOf.all(JSON.stringify([...unread]))) {
      const subject = text(row[0]);
      unread.delete(subject);
      if (row[1] == null) continue;
      keys.set(subject, this.remember(subject, decrypt(this.masterKey, subject, bytes(row[1]))));
    }
    return { keys, missing: [...unread] };
  }

  /** Another connection may have erased somebody: a key must not live on in this one's memory. */
  private forgetWhatOthersChanged(): void {
    const version = this.version.get()?.[0] ?? null;
    if (version === this.seenVersion) return;
    this.known.clear();
    this.seenVersion = version;
  }

  private remember(subject: Subject, secret: Uint8Array): SubjectKey {
    const key = subjectKey(subject, secret);
    this.known.set(subject, key);
    return key;
  }

  async keysFor(subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, SubjectKey>> {
    const { keys, missing } = this.read(subjects);
    if (missing.length === 0) return keys;
    inTransaction(this.db, 'BEGIN IMMEDIATE', () => {
      for (const subject of missing) {
        const secret = randomBytes(subjectKeyBytes);
        const first = this.addKey.run(subject, encrypt(this.masterKey, subject, secret)) === 1;
        if (first) keys.set(subject, subjectKey(subject, secret));
      }
    });
    const late = missing.filter((subject) => !keys.has(subject));
    for (const subject of missing) {
      const key = keys.get(subject);
      if (key !== undefined) this.known.set(subject, key);
    }
    for (const [subject, key] of this.read(late).keys) keys.set(subject, key);
    return keys;
  }

  async erase(subject: Subject, worker: WorkerNo): Promise<void> {
    inTransaction(this.db, 'BEGIN IMMEDIATE', () => {
      this.db
        .prepare('INSERT INTO keys VALUES (?, NULL) ON CONFLICT (subject) DO UPDATE SET wrapped = NULL')
        .run(subject);
      this.db.prepare('DELETE FROM tokens WHERE worker = ?').run(worker);
    });
    this.known.delete(subject);
    // The key must not survive in the write-ahead log either.
    this.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  async close(): Promise<void> {
    this.known.clear();
    this.db.close();
  }
}

/**
 * The key vault in a file, unlocked with the master key. Throws FileFault where the file is none, VaultFault
 * WRONG_MASTER_KEY where it was made with another key.
 */
export const openEmbeddedVault = (file: string, masterKey: Uint8Array, mode: 'write' | 'read'): KeyVault => {
  const readOnly = mode === 'read';
  return new SqliteVault(openFile({ file, readOnly }, vaultFormat), masterKey, file, readOnly);
};
