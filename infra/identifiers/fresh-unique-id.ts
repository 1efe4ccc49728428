import { randomBytes } from 'node:crypto';
import { isUniqueId, type UniqueId } from '@ledger/ledger/kernel/unique-id.js';

const idBytes = 16;

/** An id that no other log or vault has. */
export const freshUniqueId = (): UniqueId => {
  const id = randomBytes(idBytes).toString('hex');
  if (!isUniqueId(id)) throw new Error(`${id} is no unique id`);
  return id;
};
