import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { makeFolder } from '../data-folder/make-folder.js';
import { masterKeySentences } from './master-key-problems.js';
import { FileFault } from '../sqlite/file-fault.js';

const keyBytes = 32;

const pattern = new RegExp(`^[0-9a-f]{${String(keyBytes * 2)}}$`, 'i');

/**
 * Throws FileFault if other users may access the key file: with the master key, all personal data can be decrypted. Not
 * checked on Windows, which has no file modes; there other users cannot read a user's folder.
 */
const checkPrivate = (file: string): void => {
  if (process.platform === 'win32' || (statSync(file).mode & 0o077) === 0) return;
  throw new FileFault(...masterKeySentences.faultText('keyOpenToOthers', { file }));
};

const read = (file: string): Buffer => {
  const digits = readFileSync(file, 'utf8').trim();
  checkPrivate(file);
  if (pattern.test(digits)) return Buffer.from(digits, 'hex');
  throw new FileFault(...masterKeySentences.faultText('noKey', { file }));
};

/**
 * Creates the key file. The key is written to a draft file, which is then linked to the final name: if two processes
 * start at the same time, both use the key of the first one, and no process reads half a key.
 */
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

/**
 * Reads the master key, which encrypts all data keys. If the file is missing and `make` is true, it is created. Throws
 * FileFault if the file is missing, cannot be read or written, or contains no key.
 */
export const masterKey = (file: string, make: boolean): Buffer => {
  try {
    return read(file);
  } catch (cause) {
    if (cause instanceof FileFault) throw cause;
    if (!isCode(cause, 'ENOENT'))
      throw new FileFault(
        ...masterKeySentences.faultText('keyNotRead', { file, why: messageOf(cause) }, { cause }),
      );
    if (!make) throw new FileFault(...masterKeySentences.faultText('keyMissing', { file }));
  }
  try {
    create(file);
  } catch (cause) {
    throw new FileFault(
      ...masterKeySentences.faultText('keyNotWritten', { file, why: messageOf(cause) }, { cause }),
    );
  }
  return read(file);
};
