import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Whether a request carries the token of the process that holds the ledger. Compares bytes, because a header may
 * contain any bytes, and takes the same time for every wrong token of the right length.
 */
export const showsToken = ({ headers }: Pick<IncomingMessage, 'headers'>, token: string): boolean => {
  const given = Buffer.from(headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
};
