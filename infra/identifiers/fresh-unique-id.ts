import { randomBytes } from 'node:crypto';
import { isUniqueId, type UniqueId } from '@ledger/ledger/kernel/unique-id.js';

const idBytes = 16;

/** A new random id for a log or a vault: 32 hexadecimal digits. */
export const freshUniqueId = (): UniqueId => {
  const id = randomBytes(idBytes).toString('hex');
  if (!isUniqueId(id)) throw new Error(`${id} is no unique id`);
  return id;
};
