import { openJournal } from '@ledger/infra/telemetry/journal.js';
import { sentenceFor } from './composition/faults.js';
import { settingsFrom } from './composition/settings.js';
import { runUntilStopped } from './composition/start.js';
import { traceOf } from './http/redacting.js';

try {
  await runUntilStopped(settingsFrom(process.env));
} catch (error) {
  const isProduction = process.env['NODE_ENV'] === 'production';
  openJournal('error', isProduction ? 'json' : 'readable').error(sentenceFor(error) ?? traceOf(error));
  process.exitCode = 1;
}
