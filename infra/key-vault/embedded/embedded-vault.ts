import { streamId, workerOfStream, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import type {
  TokenClaim,
  Described,
  LookUp,
  NotedVault,
  NumberBlock,
  Subject,
  SubjectKey,
  Token,
  Trait,
  VaultNotes,
} from '@ledger/ledger/ports/key-vault.js';
import {
  closeWritten,
  emptyWriteAheadLog,
  inTransaction,
  type Database,
} from '../../sqlite/sqlite-database.js';
import { openFile } from '../../sqlite/file-format.js';
import { GroupCommit } from '../../sqlite/group-commit.js';
import { vaultFormat } from './embedded-vault-format.js';
import { SqliteKeys } from './embedded-keys.js';
import { SqliteLookUps } from './embedded-look-ups.js';
import { SqliteNotes } from './embedded-vault-notes.js';
import { traceOf, type TraceOf } from '../trait-tokens.js';
import { unlock } from './look-up-key.js';

class SqliteVault implements NotedVault {
  readonly storage = 'files';
  readonly notes: SqliteNotes;
  private readonly lookUps: SqliteLookUps;
  private readonly keys: SqliteKeys;
  private readonly group: GroupCommit;
  private readonly trace: TraceOf;

  constructor(
    private readonly db: Database,
    masterKey: Uint8Array,
    file: string,
    private readonly readOnly: boolean,
  ) {
    this.lookUps = new SqliteLookUps(db, unlock(db, { masterKey, file, readOnly }));
    this.notes = new SqliteNotes(db, file);
    this.keys = new SqliteKeys(db, masterKey, file);
    this.group = new GroupCommit(db);
    this.trace = traceOf((trait) => this.lookUps.tokenOf(trait));
  }

  tokenOf(lookUp: LookUp): Token {
    return this.lookUps.tokenOf(lookUp);
  }

  async find(tokens: readonly Token[]): Promise<readonly (WorkerNo | null)[]> {
    return this.lookUps.find(tokens);
  }

  async claim(claims: readonly TokenClaim[]): Promise<readonly WorkerNo[]> {
    return this.group.write(
      () => this.lookUps.bind(claims),
      (bound) => bound,
    );
  }

  async hold(claims: readonly TokenClaim[], by: string): Promise<readonly WorkerNo[]> {
    return this.group.write(
      () => this.lookUps.hold(claims, by),
      (bound) => bound,
    );
  }

  async release(claims: readonly TokenClaim[], by: string): Promise<void> {
    await this.group.write(
      () => {
        this.lookUps.release(claims, by);
      },
      () => undefined,
    );
  }

  async keep(tokens: readonly Token[]): Promise<readonly (WorkerNo | null)[]> {
    // Most tokens are not held: then nothing is written.
    const found = this.lookUps.findUnheld(tokens);
    if (found !== null) return found;
    return this.group.write(
      () => this.lookUps.keep(tokens),
      (bound) => bound,
    );
  }

  async describe(persons: readonly Described[]): Promise<void> {
    const found = await this.trace(persons);
    if (found.length === 0) return;
    await this.group.write(
      () => {
        this.lookUps.describe(found);
      },
      () => undefined,
    );
  }

  async describeAnew(person: Described): Promise<void> {
    const found = await this.trace([person]);
    await this.group.write(
      () => {
        this.lookUps.forgetTraits(person.worker);
        this.lookUps.describe(found);
      },
      () => undefined,
    );
  }

  async whoHas(trait: Trait): Promise<readonly WorkerNo[]> {
    return this.lookUps.whoHas(trait);
  }

  async existingKeys(subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, SubjectKey>> {
    return this.keys.read(subjects).keys;
  }

  async keysFor(subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, SubjectKey>> {
    const { keys, missing } = this.keys.read(subjects);
    if (missing.length === 0) return keys;
    // The keys are cached right after the commit, so that a later erasure also removes them from the cache.
    const made = await this.group.write(
      () => this.keys.make(missing),
      (secrets) =>
        [...secrets].map(([subject, secret]) => [subject, this.keys.remember(subject, secret)] as const),
    );
    for (const [subject, key] of made) keys.set(subject, key);
    // Another process may have created some of the keys first: read those.
    const late = missing.filter((subject) => !keys.has(subject));
    if (late.length > 0) for (const [subject, key] of this.keys.read(late).keys) keys.set(subject, key);
    return keys;
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
      this.keys.destroy(subject);
      this.lookUps.forget(worker);
    });
    this.keys.forget(subject);
    emptyWriteAheadLog(this.db);
  }

  async destroy(subject: Subject): Promise<void> {
    this.keys.destroy(subject);
    this.keys.forget(subject);
  }

  async beginErasure(subject: Subject): Promise<void> {
    this.db.prepare('INSERT INTO erasing VALUES (?) ON CONFLICT (subject) DO NOTHING').run(subject);
  }

  async endErasure(subject: Subject): Promise<void> {
    this.db.prepare('DELETE FROM erasing WHERE subject = ?').run(subject);
  }

  /**
   * Whether the bytes of a destroyed key are in neither the file nor the write-ahead log. `secure_delete` overwrites
   * them in the file, and the write-ahead log is moved into the file and truncated here. Returns false if a reader of
   * an older snapshot still needs the write-ahead log; it does not wait for such a reader.
   */
  async isGone(subject: Subject): Promise<boolean> {
    if (!this.keys.isDestroyed(subject)) return false;
    const worker = workerOfStream(streamId(subject));
    if (worker !== null && this.lookUps.finds(worker)) return false;
    return emptyWriteAheadLog(this.db);
  }

  async close(): Promise<void> {
    await this.group.idle();
    this.keys.forget();
    if (this.readOnly) this.db.close();
    else closeWritten(this.db);
  }
}

/**
 * Opens the key vault in a file with the master key; mode `write` creates a missing file. Throws FileFault if the file
 * is not a key vault, and VaultFault WRONG_MASTER_KEY if it was created with another master key.
 */
export const openEmbeddedVault = (
  file: string,
  masterKey: Uint8Array,
  mode: 'write' | 'read',
): NotedVault => {
  const readOnly = mode === 'read';
  return new SqliteVault(openFile({ file, readOnly }, vaultFormat), masterKey, file, readOnly);
};

/**
 * Opens the part of a vault file that can be read without the master key. Throws FileFault if the file is not a key
 * vault.
 */
export const openEmbeddedVaultNotes = (file: string): VaultNotes =>
  new SqliteNotes(openFile({ file, readOnly: true }, vaultFormat), file);
