import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { FileFault } from '../sqlite/file-format.js';

const keyBytes = 32;

const read = (file: string): Buffer => {
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  if (key.length === keyBytes) return key;
  throw new FileFault(
    `${file} holds no master key: 64 hexadecimal digits are expected; restore it from your backup`,
  );
};

/** Written whole under another name and linked: two ledgers that start at once get the same key. */
const create = (file: string): void => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(keyBytes).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
};

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/** The key that wraps all others; made at first start if `make`. Throws FileFault where it cannot be had. */
export const masterKey = (file: string, make: boolean): Buffer => {
  try {
    return read(file);
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
    if (!make)
      throw new FileFault(`the master key ${file} is missing: without it the personal data cannot be read`);
  }
  try {
    create(file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new FileFault(
      `the master key ${file} cannot be written (${why}); name another place in LEDGER_MASTER_KEY_FILE`,
      { cause },
    );
  }
  return read(file);
};
