import { openJournal } from '@ledger/infra/telemetry/journal.js';
import { traceOf } from '../faults/redacted-trace.js';
import { sentenceFor } from '../ledger/fault-sentences.js';

/** Tells why a server could not start, or did not go on, where its log would be. */
export const tellLastWords = (error: unknown): void => {
  const format = process.env['NODE_ENV'] === 'production' ? 'json' : 'readable';
  openJournal('error', format).error(sentenceFor(error) ?? traceOf(error));
};
