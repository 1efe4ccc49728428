import type { Subject, SubjectKey } from '@ledger/ledger/ports/key-vault.js';
import { VaultFault } from '@ledger/ledger/ports/key-vault.js';
import { LRUCache } from 'lru-cache';
import { bulkInsert, type BulkInsert } from '../../sqlite/bulk-insert.js';
import { bytes, text, type SqlValue, type Database, type Statement } from '../../sqlite/sqlite-database.js';
import { damaged } from '../../sqlite/sqlite-faults.js';
import { fresh, subjectKey, subjectKeyBytes, unwrap, wrap } from '../envelope.js';

const keysInMemoryMax = 20_000;

/** The data keys in the vault file, with a cache of decrypted keys in memory. */
export class SqliteKeys {
  private readonly known = new LRUCache<Subject, SubjectKey>({ max: keysInMemoryMax });
  private readonly version: Statement;
  private readonly wrappedOf: Statement;
  private readonly addKeys: BulkInsert;
  private seenVersion: SqlValue = null;

  constructor(
    private readonly db: Database,
    private readonly masterKey: Uint8Array,
    private readonly file: string,
  ) {
    this.version = db.prepare('PRAGMA data_version');
    this.wrappedOf = db.prepare(
      'SELECT k.subject, k.wrapped FROM json_each(?) j JOIN keys k ON k.subject = j.value',
    );
    this.addKeys = bulkInsert(db, 'keys', 2);
  }

  /**
   * Reads keys. `missing` lists subjects that never had a key; a subject whose key was destroyed is in neither result.
   */
  read(subjects: readonly Subject[]): Readonly<{ keys: Map<Subject, SubjectKey>; missing: Subject[] }> {
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
      keys.set(subject, this.remember(subject, this.unwrapped(subject, bytes(row[1]))));
    }
    return { keys, missing: [...unread] };
  }

  /**
   * Decrypts a stored key. Throws StorageFault DAMAGED if this fails: `unlock` has already checked the master key, so
   * the stored bytes must be damaged.
   */
  private unwrapped(subject: Subject, wrapped: Uint8Array): Uint8Array {
    try {
      return unwrap(this.masterKey, subject, wrapped);
    } catch (cause) {
      if (cause instanceof VaultFault) throw cause;
      throw damaged(this.file, `the key of ${subject} cannot be opened`, { cause });
    }
  }

  /** Clears the cache if another connection has written: it may have destroyed a key, which must not be used again. */
  private forgetWhatOthersChanged(): void {
    const version = this.version.get()?.[0] ?? null;
    if (version === this.seenVersion) return;
    this.known.clear();
    this.seenVersion = version;
  }

  remember(subject: Subject, secret: Uint8Array): SubjectKey {
    const key = subjectKey(subject, secret);
    this.known.set(subject, key);
    return key;
  }

  /** Creates and stores keys for the subjects that still have none. Must be called inside a transaction. */
  make(missing: readonly Subject[]): ReadonlyMap<Subject, Uint8Array> {
    const taken = new Set(this.wrappedOf.all(JSON.stringify(missing)).map(([subject]) => subject));
    const made = new Map<Subject, Uint8Array>();
    const cells: SqlValue[] = [];
    for (const subject of missing) {
      if (taken.has(subject)) continue;
      const secret = fresh(subjectKeyBytes);
      cells.push(subject, wrap(this.masterKey, subject, secret));
      made.set(subject, secret);
    }
    this.addKeys(cells);
    return made;
  }

  /** Destroys a stored key for ever. The caller must call `forget` after the commit. */
  destroy(subject: Subject): void {
    this.db
      .prepare('INSERT INTO keys VALUES (?, NULL) ON CONFLICT (subject) DO UPDATE SET wrapped = NULL')
      .run(subject);
  }

  isDestroyed(subject: Subject): boolean {
    const [row] = this.wrappedOf.all(JSON.stringify([subject]));
    return row !== undefined && row[1] === null;
  }

  /** Removes the key of a subject from the cache; all keys if no subject is given. */
  forget(subject?: Subject): void {
    if (subject === undefined) this.known.clear();
    else this.known.delete(subject);
  }
}
