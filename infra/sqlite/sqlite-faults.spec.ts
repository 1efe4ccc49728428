import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolders } from '@ledger/test/contract/temporary-folders.js';
import { StorageFault } from '@ledger/ledger/ports/storage-fault.js';
import { checkFile } from './file-check.js';
import { openDatabase, type Database } from './sqlite-database.js';
import { troubleOf } from './sqlite-faults.js';

const faultOf = (work: () => unknown): StorageFault => {
  try {
    work();
  } catch (error) {
    if (error instanceof StorageFault) return error;
    throw error;
  }
  throw new Error('there was no fault');
};

const rows = 3_000;

describe('trouble with the disk', () => {
  const folder = temporaryFolders();

  /** Opens a new database that has many pages. */
  const opened = (): Readonly<{ file: string; db: Database }> => {
    const file = join(folder(), 'a.db');
    const db = openDatabase(file, { readOnly: false, waitMs: 0 });
    db.exec('CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL)');
    const put = db.prepare('INSERT INTO t VALUES (?, ?)');
    db.exec('BEGIN');
    for (let row = 1; row <= rows; row += 1) put.run(row, 'x'.repeat(40));
    db.exec('COMMIT');
    return { file, db };
  };

  it.each([
    ['database disk image is malformed', 'DAMAGED'],
    ['disk I/O error', 'UNAVAILABLE'],
    ['database or disk is full', 'DISK_FULL'],
  ])('is known by SQLite’s words where the driver gives no code: %s', (message, code) => {
    const fault = troubleOf('/a.db', Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR' }));
    expect(fault).toMatchObject({ name: 'StorageFault', code });
    const other = Object.assign(new Error(message), { code: 'OTHER' });
    expect(troubleOf('/a.db', other)).toBe(other);
  });

  it('that is full: nothing was written, and it can be once there is room', () => {
    const { db } = opened();
    const put = db.prepare('INSERT INTO t (b) VALUES (?)');
    db.exec(`PRAGMA max_page_count = ${String(db.prepare('PRAGMA page_count').get()?.[0])}`);
    const large = 'y'.repeat(100_000);
    const fault = faultOf(() => put.run(large));
    expect(fault.code).toBe('DISK_FULL');
    expect(fault.message).toMatch(
      /^the disk is full, nothing was written to .+a\.db \(.*database or disk is full\); make room, then send the same again$/,
    );
    expect(db.prepare('SELECT count(*) FROM t').get()).toStrictEqual([rows]);
    db.exec('PRAGMA max_page_count = 1000000');
    expect(put.run(large)).toBe(1);
    db.close();
  });

  it('whose file is damaged: it is told when it is looked through, with what to do', () => {
    const { file, db } = opened();
    db.close();
    checkFile(file);
    const bytes = readFileSync(file);
    bytes.fill(0, 4096 * 5, 4096 * 5 + 2048);
    writeFileSync(file, bytes);
    const fault = faultOf(() => {
      checkFile(file);
    });
    expect(fault.code).toBe('DAMAGED');
    expect(fault.message).toContain(`${file} is damaged (`);
    expect(fault.message).toContain('log.db and vault.db must be restored from a backup');
    expect(() => {
      checkFile(file, { bytesMax: statSync(file).size - 1 });
    }).not.toThrow();
  });

  it('is left to whoever opens a file that is missing, or that is empty', () => {
    const file = join(folder(), 'a.db');
    checkFile(file);
    writeFileSync(file, '');
    checkFile(file);
    expect(statSync(file).size).toBe(0);
  });

  it('that may pass is told as such; what is no trouble of the disk stays as it is', () => {
    const ioError = Object.assign(new Error('disk I/O error'), { errcode: 10 | (3 << 8) });
    const fault = troubleOf('a.db', ioError);
    expect(fault).toStrictEqual(
      new StorageFault(
        'UNAVAILABLE',
        'a.db cannot be read or written at the moment (disk I/O error); look at the disk, then send the same again',
      ),
    );
    expect(fault).toMatchObject({ code: 'UNAVAILABLE', cause: ioError });
    const others = [
      new Error('no such table'),
      Object.assign(new Error('busy'), { errcode: 5 }),
      null,
      'full',
    ];
    expect(others.map((each) => troubleOf('a.db', each))).toStrictEqual(others);
  });
});
