import { VaultFault } from '@ledger/ledger/ports/key-vault.js';
import { bytes, inTransaction, type Database } from '../../sqlite/sqlite-database.js';
import { fresh, unwrap, wrap } from '../envelope.js';
import { masterKeySentences } from '../master-key-problems.js';
import { lookUpKeyBytes, masterPrint } from '../look-up-tokens.js';

type Unlocking = Readonly<{ masterKey: Uint8Array; file: string; readOnly: boolean }>;

/**
 * Reads the key that look-up tokens are computed with. At the first use it is created and stored with a hash of the
 * master key. Throws VaultFault WRONG_MASTER_KEY if the hash does not match.
 */
export const unlock = (db: Database, { masterKey, file, readOnly }: Unlocking): Uint8Array => {
  const get = db.prepare('SELECT value FROM meta WHERE key = ?');
  const print = masterPrint(masterKey);
  if (!readOnly && get.get('master') === undefined) {
    const wrapped = wrap(masterKey, 'look-up', fresh(lookUpKeyBytes));
    inTransaction(db, 'BEGIN IMMEDIATE', () => {
      const put = db.prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO NOTHING');
      if (put.run('master', print) === 1) put.run('look-up', wrapped);
    });
  }
  if (!print.equals(bytes(get.get('master')?.[0]))) {
    throw new VaultFault('WRONG_MASTER_KEY', ...masterKeySentences.faultText('fileOfOtherKey', { file }));
  }
  return unwrap(masterKey, 'look-up', bytes(get.get('look-up')?.[0]));
};
