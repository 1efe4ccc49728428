import { sentenceFor } from './composition/faults.js';
import { settingsFrom } from './composition/settings.js';
import { runUntilStopped } from './composition/start.js';

try {
  await runUntilStopped(settingsFrom(process.env));
} catch (error) {
  const sentence =
    sentenceFor(error) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
