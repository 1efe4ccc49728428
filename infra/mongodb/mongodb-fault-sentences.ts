import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { MongoError, MongoNetworkError, MongoServerSelectionError } from 'mongodb';

/** Advice for the operator by the server's error code. */
const byCode: Readonly<Record<number, string>> = {
  13: 'its user may not do this: give it readWrite on the database, and dbAdmin to make indexes',
  18: 'it refuses the user or the password: correct them in MONGODB_URL',
  20: 'it is no replica set, which the ledger needs: one of a single node will do (rs.initiate())',
  85: 'an index of that name has other options: drop it, and the ledger will make its own',
  86: 'an index of that name has other fields: drop it, and the ledger will make its own',
  123: 'it is no replica set, which the ledger needs: one of a single node will do (rs.initiate())',
  8000: 'it refuses the user or the password: correct them in MONGODB_URL',
  10107: 'it takes no writes now, and none of its nodes does: see whether the replica set has a primary',
  13435: 'none of its nodes is primary now: see whether the replica set has one',
};

const byWords: readonly (readonly [RegExp, string])[] = [
  [
    /sessions are not supported|does not support sessions|snapshot/i,
    'it has no sessions, which totals need: run it as a replica set (of one node, too) or sharded',
  ],
  [/ssl|tls|wrong version number|certificate/i, 'TLS fails: correct tls and its files in MONGODB_URL'],
  [/auth/i, 'it refuses the user or the password: correct them in MONGODB_URL'],
  [/wire version|requires.*version/i, 'its version is too old: the ledger needs MongoDB 5.0 or later'],
  [/ENOTFOUND|EAI_AGAIN/, 'its name is not known: correct MONGODB_URL'],
];

/** A message for the operator about an error of the driver, with advice if the error is known. */
export const sentenceFor = (error: unknown): string => {
  const message = messageOf(error);
  const code = error instanceof MongoError ? Number(error.code) : NaN;
  const sentence = byCode[code] ?? byWords.find(([words]) => words.test(message))?.[1];
  if (sentence !== undefined) return `${sentence} (${message})`;
  // An unreachable server gives either error: it depends on whether the driver notices before or during the call.
  return error instanceof MongoServerSelectionError || error instanceof MongoNetworkError
    ? `it does not answer: start it, or correct MONGODB_URL (${message})`
    : message;
};
