import { join } from 'node:path';
import { temporaryFolders } from '@ledger/test/contract/temporary-folders.js';
import { bytes, integer, inTransaction, openDatabase, text, type Database } from './sqlite-database.js';
import { isBusy } from './sqlite-faults.js';

describe('a database', () => {
  const folder = temporaryFolders();
  const open = (file = join(folder(), 'a.db')): Database =>
    openDatabase(file, { readOnly: false, waitMs: 0 });

  it('gives back what was put in, and how many rows changed', () => {
    const db = open();
    db.exec('CREATE TABLE t (a TEXT, b INTEGER, c BLOB)');
    const put = db.prepare('INSERT INTO t VALUES (?, ?, ?)');
    const rows = [
      ['区', Number.MAX_SAFE_INTEGER, Uint8Array.of(0, 255)],
      ['', Number.MIN_SAFE_INTEGER, new Uint8Array()],
      [null, null, null],
    ];
    expect(rows.map((row) => put.run(...row))).toStrictEqual([1, 1, 1]);
    expect(db.prepare('SELECT * FROM t').all()).toStrictEqual(rows);
    expect(db.prepare('SELECT b FROM t WHERE a IS ?').get(null)).toStrictEqual([null]);
    expect(db.prepare('SELECT * FROM t WHERE a = ?').get('unknown')).toBeUndefined();
    expect(db.prepare('UPDATE t SET b = 1').run()).toBe(3);
    db.close();
  });

  it('undoes a transaction that throws, and throws on', () => {
    const db = open();
    db.exec('CREATE TABLE t (a)');
    const count = db.prepare('SELECT count(*) FROM t');
    const fails = (): never => {
      db.exec('INSERT INTO t VALUES (1)');
      throw new Error('in the middle');
    };
    expect(() => inTransaction(db, 'BEGIN', fails)).toThrow(new Error('in the middle'));
    expect(count.get()).toStrictEqual([0]);
    const answer = inTransaction(db, 'BEGIN IMMEDIATE', () => db.prepare('INSERT INTO t VALUES (2)').run());
    expect([answer, count.get()]).toStrictEqual([1, [1]]);
    db.close();
  });

  it('throws on also where the transaction was undone already', () => {
    const db = open();
    const undone = (): never => {
      db.exec('ROLLBACK');
      throw new Error('the disk is full');
    };
    expect(() => inTransaction(db, 'BEGIN', undone)).toThrow(new Error('the disk is full'));
    db.close();
  });

  it('says whether another connection is in the way', () => {
    const file = join(folder(), 'a.db');
    const [one, other] = [open(file), open(file)];
    one.exec('BEGIN EXCLUSIVE');
    const errors = ['BEGIN EXCLUSIVE', 'no statement at all'].map((sql) => {
      try {
        other.exec(sql);
        return undefined;
      } catch (error) {
        return error;
      }
    });
    expect([...errors, null, 'busy', { errcode: '5' }, new Error('busy')].map(isBusy)).toStrictEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    one.close();
    other.close();
  });
});

describe('a cell', () => {
  it('is read as what it must be', () => {
    expect([text('区'), text(''), integer(-7), bytes(Uint8Array.of(7))]).toStrictEqual([
      '区',
      '',
      -7,
      Uint8Array.of(7),
    ]);
  });

  it.each([
    ['text', text, [7, null, undefined, new Uint8Array()]],
    ['an integer', integer, ['7', 1.5, Number.MAX_SAFE_INTEGER + 1, null, undefined]],
    ['bytes', bytes, ['7', 7, null, undefined]],
  ] as const)('that is not %s is a bug', (_what, read, cells) => {
    for (const cell of cells) expect(() => read(cell)).toThrow(TypeError);
  });
});
