import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolders } from '@ledger/test/contract/temporary-folders.js';
import { checkFile } from './file-check.js';
import { isMade, openFile, type FileFormat } from './file-format.js';
import { closeWritten, openDatabase } from './sqlite-database.js';

const format: FileFormat = {
  what: 'test book',
  applicationId: 0x534c5454,
  version: 1,
  pragmas: ['journal_mode = WAL', 'synchronous = FULL'],
  schema: 'CREATE TABLE pages (number INTEGER PRIMARY KEY, text TEXT)',
};

describe('a file whose maker was killed in the middle', () => {
  const folder = temporaryFolders();

  /** Copies a new file and its rollback journal during the transaction that creates its tables, as after a crash. */
  const leftInTheMiddle = (file: string): void => {
    const made = `${file}.made`;
    const db = openDatabase(made, { readOnly: false, waitMs: 0 });
    // With a small cache, pages are written to the file before the transaction ends.
    db.exec('PRAGMA cache_size = 1');
    db.exec('BEGIN IMMEDIATE');
    db.exec(format.schema);
    for (let row = 0; row < 50; row += 1) db.exec('INSERT INTO pages (text) VALUES (hex(randomblob(8000)))');
    for (const end of ['', '-journal']) copyFileSync(`${made}${end}`, `${file}${end}`);
    db.exec('ROLLBACK');
    db.close();
  };

  it('is told to a reader, and finished by the next owner', () => {
    const file = join(folder(), 'half.db');
    leftInTheMiddle(file);
    const reported = `${file} was left in the middle of its making: start the ledger, which finishes it`;
    expect(() => openFile({ file, readOnly: true }, format)).toThrow(reported);
    expect(() => {
      checkFile(file);
    }).toThrow('readonly database');
    expect(() => openFile({ file, readOnly: true }, format)).toThrow(reported);
    checkFile(file, { mayRecover: true });
    expect(isMade(file)).toBe(false);
    openFile({ file, readOnly: false }, format).close();
    openFile({ file, readOnly: true }, format).close();
    expect(isMade(file)).toBe(true);
  });
});

describe('a file that its writer has closed', () => {
  const folder = temporaryFolders();

  it('is whole without its write-ahead log, also where somebody still reads it', () => {
    const file = join(folder(), 'book.db');
    const writer = openFile({ file, readOnly: false }, format);
    const reader = openFile({ file, readOnly: true }, format);
    writer.exec("INSERT INTO pages VALUES (1, '第一页')");
    closeWritten(writer);
    const copy = join(folder(), 'copy.db');
    copyFileSync(file, copy);
    reader.close();
    const db = openFile({ file: copy, readOnly: true }, format);
    const rows = db.prepare('SELECT * FROM pages').all();
    db.close();
    expect(rows).toStrictEqual([[1, '第一页']]);
  });
});
