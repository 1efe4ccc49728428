import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolders } from '@ledger/test/contract/temporary-folders.js';
import { openEmbeddedDocuments } from '../documents/embedded/embedded-documents.js';
import { openEmbeddedLog } from '../event-log/embedded/embedded-log.js';
import { openEmbeddedVault } from '../key-vault/embedded/embedded-vault.js';
import { openDatabase } from './sqlite-database.js';
import { FileFault } from './file-fault.js';
import { isMade, openFile, type FileFormat } from './file-format.js';

const format: FileFormat = {
  what: 'test book',
  applicationId: 0x534c5454,
  version: 3,
  pragmas: ['page_size = 8192', 'journal_mode = WAL', 'synchronous = FULL'],
  schema: 'CREATE TABLE pages (number INTEGER PRIMARY KEY, text TEXT)',
};

const faultOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof FileFault) return error.message;
    throw error;
  }
  throw new Error('there was no fault');
};

/** Runs SQL statements on a file, without the pragmas and checks of `openFile`. */
const write = (file: string, ...statements: readonly string[]): void => {
  const db = openDatabase(file, { readOnly: false, waitMs: 0 });
  for (const statement of statements) db.exec(statement);
  db.close();
};

const ours = `PRAGMA application_id = ${String(format.applicationId)}`;

describe('a file of a known format', () => {
  const folder = temporaryFolders();

  it('is made by its first writer, and found by the next and by readers', () => {
    const file = join(folder(), 'book.db');
    const first = openFile({ file, readOnly: false }, format);
    first.exec("INSERT INTO pages VALUES (1, '第一页')");
    const rows = [
      first,
      openFile({ file, readOnly: false }, format),
      openFile({ file, readOnly: true }, format),
    ];
    const read = rows.map((db) => db.prepare('SELECT * FROM pages').all());
    for (const db of rows) db.close();
    expect(read).toStrictEqual([[[1, '第一页']], [[1, '第一页']], [[1, '第一页']]]);
  });

  it('has its pragmas', () => {
    const db = openFile({ file: join(folder(), 'book.db'), readOnly: false }, format);
    const names = ['page_size', 'journal_mode', 'synchronous', 'application_id', 'user_version'];
    const values = names.map((name) => db.prepare(`PRAGMA ${name}`).get()?.[0]);
    db.close();
    expect(values).toStrictEqual([8192, 'wal', 2, format.applicationId, 3]);
  });

  it('is made in an empty file', () => {
    const file = join(folder(), 'book.db');
    writeFileSync(file, '');
    const db = openFile({ file, readOnly: false }, format);
    expect(db.prepare('SELECT count(*) FROM pages').get()).toStrictEqual([0]);
    db.close();
  });

  it('is not made by a reader', () => {
    const path = folder();
    const file = join(path, 'book.db');
    expect(faultOf(() => openFile({ file, readOnly: true }, format))).toBe(
      `${file} does not exist: start the ledger or import a sheet first`,
    );
    expect(readdirSync(path)).toStrictEqual([]);
  });
});

describe('whether somebody has made something of a file', () => {
  const folder = temporaryFolders();

  it.each<readonly [string, (file: string) => void, boolean]>([
    ['is missing', () => undefined, false],
    [
      'is empty',
      (file) => {
        writeFileSync(file, '');
      },
      false,
    ],
    [
      'has been begun and holds nothing',
      (file) => {
        write(file, 'PRAGMA journal_mode = WAL');
      },
      false,
    ],
    [
      'is of that format',
      (file) => {
        openFile({ file, readOnly: false }, format).close();
      },
      true,
    ],
    [
      'is somebody else’s',
      (file) => {
        write(file, 'CREATE TABLE theirs (a)');
      },
      true,
    ],
    [
      'is somebody else’s, without a table',
      (file) => {
        write(file, 'PRAGMA application_id = 7');
      },
      true,
    ],
    [
      'is no database',
      (file) => {
        writeFileSync(file, '姓名,日期\n'.repeat(400));
      },
      true,
    ],
    [
      'is a folder',
      (file) => {
        mkdirSync(file);
      },
      true,
    ],
  ])('where it %s', (_what, make, made) => {
    const path = folder();
    make(join(path, 'book.db'));
    expect(isMade(join(path, 'book.db'))).toBe(made);
  });
});

describe('a file that is another', () => {
  const folder = temporaryFolders();

  it.each([true, false])('is refused where it is no database (read only: %s)', (readOnly) => {
    const file = join(folder(), 'book.db');
    const content = '姓名,日期\n李雷,2026-03-02\n'.repeat(400);
    writeFileSync(file, content);
    expect(faultOf(() => openFile({ file, readOnly }, format))).toMatch(
      /book\.db cannot be used as test book \(.*file is not a database\); put it back from a backup, or name another folder$/,
    );
    expect(readFileSync(file, 'utf8')).toBe(content);
  });

  it.each([true, false])(
    'is refused where it is somebody else’s, and left as it was (read only: %s)',
    (readOnly) => {
      const path = folder();
      const file = join(path, 'book.db');
      write(file, 'CREATE TABLE theirs (a)', 'INSERT INTO theirs VALUES (1)');
      const before = readFileSync(file);
      expect(faultOf(() => openFile({ file, readOnly }, format))).toBe(
        `${file} is a database, but no test book of a service ledger; move it away or name another folder`,
      );
      expect(readFileSync(file)).toStrictEqual(before);
      expect(readdirSync(path)).toStrictEqual(['book.db']);
    },
  );

  it('is refused where it is somebody else’s, even without a table', () => {
    const file = join(folder(), 'book.db');
    write(file, 'PRAGMA application_id = 7');
    expect(faultOf(() => openFile({ file, readOnly: false }, format))).toBe(
      `${file} is a database, but no test book of a service ledger; move it away or name another folder`,
    );
  });

  it.each([
    [2, 'use the version that wrote it'],
    [0, 'use the version that wrote it'],
    [4, 'use the newer version that wrote it'],
  ])('is refused in format %i, and left as it was', (version, advice) => {
    const file = join(folder(), 'book.db');
    write(file, format.schema, ours, `PRAGMA user_version = ${String(version)}`);
    const before = readFileSync(file);
    for (const readOnly of [true, false]) {
      expect(faultOf(() => openFile({ file, readOnly }, format))).toBe(
        `${file} is of format ${String(version)} of the test book; this version of the ledger reads format 3: ${advice}`,
      );
    }
    expect(readFileSync(file)).toStrictEqual(before);
  });

  it('cannot be opened where a file is in the place of its folder', () => {
    const place = join(folder(), 'file');
    writeFileSync(place, '');
    const file = join(place, 'book.db');
    expect(faultOf(() => openFile({ file, readOnly: false }, format))).toMatch(
      /file\/book\.db cannot be opened \(.*\); is the folder writable\?$/,
    );
    expect(faultOf(() => openFile({ file, readOnly: true }, format))).toBe(
      `${file} does not exist: start the ledger or import a sheet first`,
    );
  });

  it('cannot be opened where it is a folder', () => {
    const file = join(folder(), 'book.db');
    mkdirSync(file);
    for (const readOnly of [true, false]) {
      expect(faultOf(() => openFile({ file, readOnly }, format))).toMatch(/book\.db cannot be opened \(/);
    }
  });
});

const key = Buffer.alloc(32, 1);

describe('the files of a ledger', () => {
  const folder = temporaryFolders();
  const engines = [
    ['event log', (file: string) => openEmbeddedLog(file, 'write')],
    ['database of views', (file: string) => openEmbeddedDocuments(file, 'write')],
    ['key vault', (file: string) => openEmbeddedVault(file, key, 'write')],
  ] as const;

  it.each(engines)('are not mistaken for each other: the %s', async (what, open) => {
    for (const [other, openOther] of engines.filter(([name]) => name !== what)) {
      const file = join(folder(), 'other.db');
      await openOther(file).close();
      expect([other, faultOf(() => open(file))]).toStrictEqual([
        other,
        `${file} is a database, but no ${what} of a service ledger; move it away or name another folder`,
      ]);
    }
  });

  it.each([
    [...engines[0], 4],
    [...engines[1], 1],
    [...engines[2], 3],
  ] as const)('are not read in another format: the %s', async (what, open, format) => {
    const file = join(folder(), 'own.db');
    await open(file).close();
    for (const version of [format - 1, format + 1]) {
      write(file, `PRAGMA user_version = ${String(version)}`);
      const before = readFileSync(file);
      expect(faultOf(() => open(file))).toMatch(
        new RegExp(
          `own\\.db is of format ${String(version)} of the ${what}; this version of the ledger reads format ${String(format)}: `,
        ),
      );
      expect(readFileSync(file)).toStrictEqual(before);
    }
  });
});
