import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageFault } from '../terminal/usage-fault.js';
import { openRefusedFile } from './refused-file.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-refused-file-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const texts = async function* (...pieces: readonly string[]): AsyncGenerator<string> {
  for (const piece of pieces) yield await Promise.resolve(piece);
};

describe('the file of refused rows', () => {
  it('holds what was written, for its owner alone', async () => {
    const path = join(folder, '退回.csv');
    const file = await openRefusedFile(path);
    await file.write(texts('日期\r\n', '2024-02-30\r\n'));
    await file.close();
    expect([file.path, readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toStrictEqual([
      path,
      '日期\r\n2024-02-30\r\n',
      0o600,
    ]);
  });

  it('is there before a sheet is read, and goes away where no row was refused', async () => {
    const file = await openRefusedFile(join(folder, 'a.csv'));
    const before = readdirSync(folder);
    await file.close();
    expect([before, readdirSync(folder)]).toStrictEqual([['a.csv'], []]);
  });

  it('stays, also where writing it broke off', async () => {
    const path = join(folder, 'a.csv');
    const file = await openRefusedFile(path);
    const broken = async function* (): AsyncGenerator<string> {
      yield await Promise.resolve('日期\r\n');
      throw new Error('the sheet is gone');
    };
    await expect(file.write(broken())).rejects.toThrow('the sheet is gone');
    await file.close();
    expect(readFileSync(path, 'utf8')).toBe('日期\r\n');
  });
});

describe('the file of refused rows cannot be made', () => {
  it('where there is one: it is left as it is', async () => {
    const path = join(folder, 'a.csv');
    writeFileSync(path, 'kept');
    const made = openRefusedFile(path);
    await expect(made).rejects.toThrow(UsageFault);
    await expect(made).rejects.toThrow(`--refused ${path}: the file cannot be made (`);
    await expect(made).rejects.toThrow(`EEXIST: file already exists, open '${path}')`);
    expect(readFileSync(path, 'utf8')).toBe('kept');
  });

  it('in a folder that is missing', async () => {
    const path = join(folder, 'missing', 'a.csv');
    const made = openRefusedFile(path);
    await expect(made).rejects.toThrow(UsageFault);
    await expect(made).rejects.toThrow(`--refused ${path}: the file cannot be made (`);
    await expect(made).rejects.toThrow(`ENOENT: no such file or directory, open '${path}')`);
  });
});
