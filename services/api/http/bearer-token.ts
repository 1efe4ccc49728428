import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Whether a request shows the token of the ledger's owner. Bytes are compared: a header may hold any of them. */
export const showsToken = ({ headers }: Pick<IncomingMessage, 'headers'>, token: string): boolean => {
  const given = Buffer.from(headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
};
