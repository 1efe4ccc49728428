import { streamId, workerOfStream, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import {
  VaultFault,
  type Claim,
  type LookUp,
  type NotedVault,
  type NumberBlock,
  type Subject,
  type SubjectKey,
  type Token,
  type VaultNotes,
} from '@ledger/ledger/ports/key-vault.js';
import { LRUCache } from 'lru-cache';
import { bulkInsert, type BulkInsert } from '../../sqlite/bulk-insert.js';
import {
  closeWritten,
  emptyWriteAheadLog,
  bytes,
  inTransaction,
  text,
  type Cell,
  type Database,
  type Statement,
} from '../../sqlite/sqlite-database.js';
import { openFile } from '../../sqlite/file-format.js';
import { GroupCommit } from '../../sqlite/group-commit.js';
import { damaged } from '../../sqlite/sqlite-faults.js';
import { fresh, unwrap, wrap, subjectKey, subjectKeyBytes } from '../envelope.js';
import { vaultFormat } from './embedded-vault-format.js';
import { SqliteLookUps } from './embedded-look-ups.js';
import { SqliteNotes } from './embedded-vault-notes.js';
import { unlock } from './look-up-key.js';

const keysInMemoryMax = 50_000;

class SqliteVault implements NotedVault {
  readonly notes: SqliteNotes;
  private readonly known = new LRUCache<Subject, SubjectKey>({ max: keysInMemoryMax });
  private readonly lookUps: SqliteLookUps;
  private readonly version: Statement;
  private readonly wrappedOf: Statement;
  private readonly addKeys: BulkInsert;
  private readonly group: GroupCommit;
  private seenVersion: Cell = null;

  constructor(
    private readonly db: Database,
    private readonly masterKey: Uint8Array,
    private readonly file: string,
    private readonly readOnly: boolean,
  ) {
    this.lookUps = new SqliteLookUps(db, unlock(db, { masterKey, file, readOnly }));
    this.notes = new SqliteNotes(db, file);
    this.group = new GroupCommit(db);
    this.version = db.prepare('PRAGMA data_version');
    this.wrappedOf = db.prepare(
      'SELECT k.subject, k.wrapped FROM json_each(?) j JOIN keys k ON k.subject = j.value',
    );
    this.addKeys = bulkInsert(db, 'keys', 2);
  }

  tokenOf(lookUp: LookUp): Token {
    return this.lookUps.tokenOf(lookUp);
  }

  async find(tokens: readonly Token[]): Promise<readonly (WorkerNo | null)[]> {
    return this.lookUps.find(tokens);
  }

  async claim(claims: readonly Claim[]): Promise<readonly WorkerNo[]> {
    return this.group.write(
      () => this.lookUps.bind(claims),
      (bound) => bound,
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
      keys.set(subject, this.remember(subject, this.unwrapped(subject, bytes(row[1]))));
    }
    return { keys, missing: [...unread] };
  }

  /** A key as it was made; the master key fits, as `unlock` has seen, so anything else is damage. */
  private unwrapped(subject: Subject, wrapped: Uint8Array): Uint8Array {
    try {
      return unwrap(this.masterKey, subject, wrapped);
    } catch (cause) {
      if (cause instanceof VaultFault) throw cause;
      throw damaged(this.file, `the key of ${subject} cannot be opened`, { cause });
    }
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
    // Remembered with the commit: whoever erases one afterwards finds it in memory, too.
    const made = await this.group.write(
      () => this.make(missing),
      (secrets) =>
        [...secrets].map(([subject, secret]) => [subject, this.remember(subject, secret)] as const),
    );
    for (const [subject, key] of made) keys.set(subject, key);
    // Another writer may have been faster with some of them.
    const late = missing.filter((subject) => !keys.has(subject));
    if (late.length > 0) for (const [subject, key] of this.read(late).keys) keys.set(subject, key);
    return keys;
  }

  /** Keys for those who still have none. */
  private make(missing: readonly Subject[]): ReadonlyMap<Subject, Uint8Array> {
    const taken = new Set(this.wrappedOf.all(JSON.stringify(missing)).map(([subject]) => subject));
    const made = new Map<Subject, Uint8Array>();
    const cells: Cell[] = [];
    for (const subject of missing) {
      if (taken.has(subject)) continue;
      const secret = fresh(subjectKeyBytes);
      cells.push(subject, wrap(this.masterKey, subject, secret));
      made.set(subject, secret);
    }
    this.addKeys(cells);
    return made;
  }

  async noteBlock(block: NumberBlock): Promise<void> {
    await this.notes.noteBlock(block);
  }

  async lastNumber(): Promise<number> {
    return this.notes.lastNumber();
  }

  async erase(subject: Subject, worker: WorkerNo, at: Position): Promise<void> {
    inTransaction(this.db, 'BEGIN IMMEDIATE', () => {
      this.notes.noteErased(subject, at);
      this.destroyKey(subject);
      this.lookUps.forget(worker);
    });
    this.known.delete(subject);
    emptyWriteAheadLog(this.db);
  }

  private destroyKey(subject: Subject): void {
    this.db
      .prepare('INSERT INTO keys VALUES (?, NULL) ON CONFLICT (subject) DO UPDATE SET wrapped = NULL')
      .run(subject);
  }

  async destroy(subject: Subject): Promise<void> {
    this.destroyKey(subject);
    this.known.delete(subject);
  }

  async beginErasure(subject: Subject): Promise<void> {
    this.db.prepare('INSERT INTO erasing VALUES (?) ON CONFLICT (subject) DO NOTHING').run(subject);
  }

  async endErasure(subject: Subject): Promise<void> {
    this.db.prepare('DELETE FROM erasing WHERE subject = ?').run(subject);
  }

  /**
   * The file holds destroyed bytes no more once its pages were overwritten (`secure_delete`) and the write-ahead log was
   * brought in and cut to nothing. A reader of an older moment keeps the write-ahead log; nobody waits for it here.
   */
  async isGone(subject: Subject): Promise<boolean> {
    const [row] = this.wrappedOf.all(JSON.stringify([subject]));
    if (row === undefined || row[1] !== null) return false;
    const worker = workerOfStream(streamId(subject));
    if (worker !== null && this.lookUps.finds(worker)) return false;
    return emptyWriteAheadLog(this.db);
  }

  async close(): Promise<void> {
    await this.group.idle();
    this.known.clear();
    if (this.readOnly) this.db.close();
    else closeWritten(this.db);
  }
}

/**
 * The key vault in a file, unlocked with the master key. Throws FileFault where the file is none, VaultFault
 * WRONG_MASTER_KEY where it was made with another key.
 */
export const openEmbeddedVault = (
  file: string,
  masterKey: Uint8Array,
  mode: 'write' | 'read',
): NotedVault => {
  const readOnly = mode === 'read';
  return new SqliteVault(openFile({ file, readOnly }, vaultFormat), masterKey, file, readOnly);
};

/** What the vault in a file notes, read without the master key. Throws FileFault where the file is none. */
export const openEmbeddedVaultNotes = (file: string): VaultNotes =>
  new SqliteNotes(openFile({ file, readOnly: true }, vaultFormat), file);
