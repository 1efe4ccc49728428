import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { processes, processesMsMax } from '@ledger/test/contract/processes.js';
import { temporaryFolders } from '@ledger/test/contract/temporary-folders.js';
import { FileFault } from '../sqlite/file-fault.js';
import { masterKey } from './master-key.js';

const ours = { mode: 0o600 };

const faultOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof FileFault) return error.message;
    throw error;
  }
  throw new Error('there was no fault');
};

describe('the master key', () => {
  const folder = temporaryFolders();
  const start = processes();
  const fresh = (): string => join(folder(), 'keys', 'master.key');

  it('is made at first start, for its user alone', () => {
    const file = fresh();
    const key = masterKey(file, true);
    expect(readFileSync(file, 'utf8')).toBe(`${key.toString('hex')}\n`);
    expect(key).toHaveLength(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    expect(readdirSync(dirname(file))).toStrictEqual(['master.key']);
  });

  it('is made once, and another one elsewhere', () => {
    const file = fresh();
    const key = masterKey(file, true);
    expect(masterKey(file, true)).toStrictEqual(key);
    expect(masterKey(file, false)).toStrictEqual(key);
    expect(masterKey(fresh(), true)).not.toStrictEqual(key);
  });

  it(
    'is the same for several processes that start at once',
    async () => {
      const file = fresh();
      const making = `
      const { masterKey } = await load('key-vault/master-key.js');
      say('ready');
      await told();
      say(masterKey(values[0], true).toString('hex'));
      await told();
    `;
      const racers = Array.from({ length: 4 }, () => start(making, file));
      for (const racer of racers) expect(await racer.line()).toBe('ready');
      for (const racer of racers) racer.send('go');
      const keys = await Promise.all(racers.map((racer) => racer.line()));
      expect(keys).toStrictEqual(Array(4).fill(masterKey(file, false).toString('hex')));
      expect(readdirSync(dirname(file))).toStrictEqual(['master.key']);
    },
    processesMsMax,
  );

  it('may be written in large letters, and with blanks around it', () => {
    const file = join(folder(), 'master.key');
    writeFileSync(file, `  ${'AB'.repeat(32)}\r\n`, ours);
    expect(masterKey(file, false)).toStrictEqual(Buffer.alloc(32, 0xab));
  });

  it.each([
    ['nothing', ''],
    ['too few digits', 'ab'.repeat(31)],
    ['too many digits', 'ab'.repeat(33)],
    ['half a digit too many', `${'ab'.repeat(32)}a`],
    ['other letters', 'xy'.repeat(32)],
    ['something behind it', `${'ab'.repeat(32)} (the old one)`],
    ['two keys', `${'ab'.repeat(32)}\n${'cd'.repeat(32)}\n`],
  ])('is not taken from a file that holds %s, nor written over it', (_what, content) => {
    const file = join(folder(), 'master.key');
    writeFileSync(file, content, ours);
    for (const make of [true, false]) {
      expect(faultOf(() => masterKey(file, make))).toBe(
        `${file} holds no master key: 64 hexadecimal digits are expected; restore it from your backup`,
      );
    }
    expect(readFileSync(file, 'utf8')).toBe(content);
  });

  it.each([0o644, 0o640, 0o604, 0o660, 0o622])(
    'is not read where others have rights to it: %o; the command that mends it is told',
    (mode) => {
      const file = fresh();
      const key = masterKey(file, true);
      chmodSync(file, mode);
      for (const make of [true, false])
        expect(faultOf(() => masterKey(file, make))).toBe(
          `other users can read the master key ${file}; close it to them: chmod 600 '${file}'`,
        );
      chmodSync(file, 0o600);
      expect(masterKey(file, false)).toStrictEqual(key);
    },
  );

  it('is not made where it ought to be there', () => {
    const file = fresh();
    expect(faultOf(() => masterKey(file, false))).toBe(
      `the master key ${file} is missing: without it the personal data cannot be read`,
    );
    expect(() => statSync(dirname(file))).toThrow('ENOENT');
  });

  it('cannot be had where a file is in the place of its folder', () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    for (const make of [true, false]) {
      expect(faultOf(() => masterKey(join(file, 'master.key'), make))).toMatch(/cannot be read \(.*ENOTDIR/);
    }
  });

  it('cannot be had where a folder is in its place', () => {
    const file = join(folder(), 'master.key');
    mkdirSync(file);
    expect(faultOf(() => masterKey(file, true))).toMatch(/cannot be read \(.*EISDIR/);
  });

  it('cannot be made where nothing can be written', () => {
    const file = join('/proc', 'master.key');
    expect(faultOf(() => masterKey(file, true))).toMatch(
      /^the master key .* cannot be written \(.*\); name another place in LEDGER_MASTER_KEY_FILE$/,
    );
  });
});
