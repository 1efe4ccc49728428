import { existsSync } from 'node:fs';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { StorageFault } from '@ledger/ledger/ports/storage-fault.js';
import { FileFault } from './file-fault.js';
import { fileSentences } from './file-problems.js';
import { needsWriter } from './sqlite-faults.js';
import { integer, inTransaction, openDatabase, type Database } from './sqlite-database.js';

/** The format of a database file, which is checked at each opening. */
export type FileFormat = Readonly<{
  /** Name of the kind of file in error messages, for example “event log”. */
  what: string;
  /** SQLite's application_id: four ASCII letters that identify a file of this project. */
  applicationId: number;
  /** SQLite's user_version: the version of the tables. */
  version: number;
  /** Pragmas that are set on every connection; the page size only has an effect before the first table is created. */
  pragmas: readonly string[];
  schema: string;
}>;

const pragma = (db: Database, name: string): number => integer(db.prepare(`PRAGMA ${name}`).get()?.[0]);

const check = (db: Database, file: string, { what, applicationId, version }: FileFormat): void => {
  if (pragma(db, 'application_id') !== applicationId) {
    throw new FileFault(...fileSentences.faultText('notOurs', { file, what }));
  }
  const found = pragma(db, 'user_version');
  if (found === version) return;
  const problem = found > version ? 'newerFormat' : 'olderFormat';
  throw new FileFault(...fileSentences.faultText(problem, { file, found, what, version }));
};

const isNew = (db: Database): boolean =>
  integer(db.prepare('SELECT count(*) FROM sqlite_schema').get()?.[0]) === 0 &&
  pragma(db, 'application_id') === 0;

const create = (db: Database, { applicationId, version, schema }: FileFormat): void => {
  inTransaction(db, 'BEGIN IMMEDIATE', () => {
    // Another process may have created the tables between the check in `settle` and this transaction.
    if (!isNew(db)) return;
    db.exec(schema);
    db.exec(`PRAGMA application_id = ${String(applicationId)}; PRAGMA user_version = ${String(version)};`);
  });
};

export type OpenFile = Readonly<{ file: string; readOnly: boolean; waitMs?: number }>;

/** Checks the format, sets the pragmas, and creates the tables in a new file. */
const settle = (db: Database, { file, readOnly }: OpenFile, format: FileFormat): void => {
  const fresh = !readOnly && isNew(db);
  // Checked before any pragma is set: the journal mode, for example, would be written into a foreign file.
  if (!fresh) check(db, file, format);
  for (const each of format.pragmas) db.exec(`PRAGMA ${each}`);
  if (!fresh) return;
  create(db, format);
  check(db, file, format);
};

const waitMsDefault = 10_000;

/**
 * Whether a file has content. False if it is missing, or has neither tables nor an application_id. True if it is not a
 * database or cannot be read: the error is then reported when it is opened.
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
 * Opens a database file of the given format; a writer creates a missing file. Throws FileFault if the file has another
 * format or cannot be opened, and StorageFault if it is damaged or the disk fails.
 */
export const openFile = (
  { file, readOnly, waitMs = waitMsDefault }: OpenFile,
  format: FileFormat,
): Database => {
  if (readOnly && !existsSync(file)) throw new FileFault(...fileSentences.faultText('noFile', { file }));
  let db: Database;
  try {
    db = openDatabase(file, { readOnly, waitMs });
  } catch (cause) {
    throw new FileFault(
      ...fileSentences.faultText('fileNotOpened', { file, why: messageOf(cause) }, { cause }),
    );
  }
  try {
    settle(db, { file, readOnly }, format);
    return db;
  } catch (cause) {
    db.close();
    if (cause instanceof FileFault || cause instanceof StorageFault) throw cause;
    if (needsWriter(cause))
      throw new FileFault(...fileSentences.faultText('leftUnmade', { file }, { cause }));
    const facts = { file, what: format.what, why: messageOf(cause) };
    throw new FileFault(...fileSentences.faultText('notUsable', facts, { cause }));
  }
};
