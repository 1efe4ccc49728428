import { tellLastWords } from '@ledger/runtime/telemetry/last-words.js';
import { keepFilesPrivate } from '@ledger/runtime/engines/private-files.js';
import { languageOf } from '@ledger/runtime/engines/locale-language.js';
import { settingsFrom } from '@ledger/runtime/engines/settings.js';
import { runUntilStopped } from './start.js';

keepFilesPrivate();
try {
  await runUntilStopped(settingsFrom(process.env), languageOf(process.env));
} catch (error) {
  tellLastWords(error);
  process.exitCode = 1;
}
