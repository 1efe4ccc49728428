import { existsSync } from 'node:fs';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { ToldFault } from '@ledger/ledger/kernel/told-fault.js';
import { StorageFault } from '@ledger/ledger/ports/storage-fault.js';
import { fileSentences } from './file-problems.js';
import { needsWriter } from './sqlite-faults.js';
import { integer, inTransaction, openDatabase, type Database } from './sqlite-database.js';

/** Why a database file cannot be used, in a sentence that says what to do. */
export class FileFault extends ToldFault {
  override readonly name = 'FileFault';
}

/** What kind of file a database is: checked whenever it is opened. */
export type FileFormat = Readonly<{
  /** What the file is called when something is wrong with it. */
  what: string;
  /** SQLite's application_id: four letters that say the file is ours. */
  applicationId: number;
  /** SQLite's user_version: counts the changes of the tables. */
  version: number;
  /** Pragmas of every connection; page size and journal mode only matter before the first table. */
  pragmas: readonly string[];
  schema: string;
}>;

const pragma = (db: Database, name: string): number => integer(db.prepare(`PRAGMA ${name}`).get()?.[0]);

const check = (db: Database, file: string, { what, applicationId, version }: FileFormat): void => {
  if (pragma(db, 'application_id') !== applicationId) {
    throw new FileFault(...fileSentences.told('notOurs', { file, what }));
  }
  const found = pragma(db, 'user_version');
  if (found === version) return;
  const problem = found > version ? 'newerFormat' : 'olderFormat';
  throw new FileFault(...fileSentences.told(problem, { file, found, what, version }));
};

const isNew = (db: Database): boolean =>
  integer(db.prepare('SELECT count(*) FROM sqlite_schema').get()?.[0]) === 0 &&
  pragma(db, 'application_id') === 0;

const create = (db: Database, { applicationId, version, schema }: FileFormat): void => {
  inTransaction(db, 'BEGIN IMMEDIATE', () => {
    // Another process may have created it between our look and our lock.
    if (!isNew(db)) return;
    db.exec(schema);
    db.exec(`PRAGMA application_id = ${String(applicationId)}; PRAGMA user_version = ${String(version)};`);
  });
};

export type OpenFile = Readonly<{ file: string; readOnly: boolean; waitMs?: number }>;

/** Sets the connection up, and makes the tables where there are none. */
const settle = (db: Database, { file, readOnly }: OpenFile, format: FileFormat): void => {
  const fresh = !readOnly && isNew(db);
  // Looked at before anything is set: a journal mode, say, is written into the file, which may be another's.
  if (!fresh) check(db, file, format);
  for (const each of format.pragmas) db.exec(`PRAGMA ${each}`);
  if (!fresh) return;
  create(db, format);
  check(db, file, format);
};

const waitMsDefault = 10_000;

/**
 * Whether somebody has made something of a file. One that is missing or empty is not; what is no database, or cannot
 * be read, is: whoever opens it is told what is wrong.
 */
export const isMade = (file: string): boolean => {
  if (!existsSync(file)) return false;
  try {
    const db = openDatabase(file, { readOnly: true, waitMs: waitMsDefault });
    try {
      return !isNew(db);
    } finally {
      db.close();
    }
  } catch {
    return true;
  }
};

/**
 * Opens, and for a writer makes, a database file of this format. Throws FileFault where the file is another,
 * StorageFault where it is damaged or the disk is in the way.
 */
export const openFile = (
  { file, readOnly, waitMs = waitMsDefault }: OpenFile,
  format: FileFormat,
): Database => {
  if (readOnly && !existsSync(file)) throw new FileFault(...fileSentences.told('noFile', { file }));
  let db: Database;
  try {
    db = openDatabase(file, { readOnly, waitMs });
  } catch (cause) {
    throw new FileFault(...fileSentences.told('fileNotOpened', { file, why: messageOf(cause) }, { cause }));
  }
  try {
    settle(db, { file, readOnly }, format);
    return db;
  } catch (cause) {
    db.close();
    if (cause instanceof FileFault || cause instanceof StorageFault) throw cause;
    if (needsWriter(cause)) throw new FileFault(...fileSentences.told('leftUnmade', { file }, { cause }));
    const facts = { file, what: format.what, why: messageOf(cause) };
    throw new FileFault(...fileSentences.told('notUsable', facts, { cause }));
  }
};
