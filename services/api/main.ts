import { tellLastWords } from './composition/last-words.js';
import { settingsFrom } from './composition/settings.js';
import { runUntilStopped } from './composition/start.js';

try {
  await runUntilStopped(settingsFrom(process.env));
} catch (error) {
  tellLastWords(error);
  process.exitCode = 1;
}
