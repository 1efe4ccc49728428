import { openOperatorLog } from '@ledger/infra/telemetry/operator-log.js';
import { languageOf } from '../engines/locale-language.js';
import { traceOf } from '../faults/redacted-trace.js';
import { sentenceFor } from '../ledger/fault-sentences.js';

/** Reports why the server failed to start or stopped, on the stream to which its log goes. */
export const logFatalError = (error: unknown): void => {
  const format = process.env['NODE_ENV'] === 'production' ? 'json' : 'readable';
  // Logs for machines are in English; a user at a terminal gets the language of the locale.
  const language = format === 'json' ? 'en' : languageOf(process.env);
  openOperatorLog('error', format).error(sentenceFor(error, language) ?? traceOf(error));
};
