import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { makeFolder } from '../data-folder/make-folder.js';
import { masterKeySentences } from './master-key-problems.js';
import { FileFault } from '../sqlite/file-format.js';

const keyBytes = 32;

const pattern = new RegExp(`^[0-9a-f]{${String(keyBytes * 2)}}$`, 'i');

/** Whoever reads the key reads every name. Windows has no such modes; there the user's folder is closed to others. */
const checkPrivate = (file: string): void => {
  if (process.platform === 'win32' || (statSync(file).mode & 0o077) === 0) return;
  throw new FileFault(...masterKeySentences.told('keyOpenToOthers', { file }));
};

const read = (file: string): Buffer => {
  const digits = readFileSync(file, 'utf8').trim();
  checkPrivate(file);
  if (pattern.test(digits)) return Buffer.from(digits, 'hex');
  throw new FileFault(...masterKeySentences.told('noKey', { file }));
};

/** Written whole under another name and linked: two ledgers that start at once get the same key. */
const create = (file: string): void => {
  makeFolder(dirname(file));
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
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;

/** The key that wraps all others; made at first start if `make`. Throws FileFault where it cannot be had. */
export const masterKey = (file: string, make: boolean): Buffer => {
  try {
    return read(file);
  } catch (cause) {
    if (cause instanceof FileFault) throw cause;
    if (!isCode(cause, 'ENOENT'))
      throw new FileFault(
        ...masterKeySentences.told('keyNotRead', { file, why: messageOf(cause) }, { cause }),
      );
    if (!make) throw new FileFault(...masterKeySentences.told('keyMissing', { file }));
  }
  try {
    create(file);
  } catch (cause) {
    throw new FileFault(
      ...masterKeySentences.told('keyNotWritten', { file, why: messageOf(cause) }, { cause }),
    );
  }
  return read(file);
};
