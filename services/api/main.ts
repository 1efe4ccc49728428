import { keepFilesPrivate } from '@ledger/runtime/engines/private-files.js';
import { languageOf } from '@ledger/runtime/engines/locale-language.js';
import { settingsFrom } from '@ledger/runtime/engines/settings.js';

keepFilesPrivate();
try {
  const settings = settingsFrom(process.env);
  const { runUntilStopped } = await import('./start.js');
  await runUntilStopped(settings, languageOf(process.env));
} catch (error) {
  const { logFatalError } = await import('@ledger/runtime/telemetry/fatal-error.js');
  logFatalError(error);
  process.exitCode = 1;
}
