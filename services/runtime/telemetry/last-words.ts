import { openJournal } from '@ledger/infra/telemetry/journal.js';
import { languageOf } from '../engines/locale-language.js';
import { traceOf } from '../faults/redacted-trace.js';
import { sentenceFor } from '../ledger/fault-sentences.js';

/** Tells why a server could not start, or did not go on, where its log would be. */
export const tellLastWords = (error: unknown): void => {
  const format = process.env['NODE_ENV'] === 'production' ? 'json' : 'readable';
  // A log that machines read is English; whoever starts a server at a terminal reads it themselves.
  const language = format === 'json' ? 'en' : languageOf(process.env);
  openJournal('error', format).error(sentenceFor(error, language) ?? traceOf(error));
};
