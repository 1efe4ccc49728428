import { readFileSync } from 'node:fs';
import { parseSafelist, type Safelist } from '../graphql/safelist.js';
import { SettingsFault } from '@ledger/runtime/engines/settings.js';
import { settingsSentences } from '@ledger/runtime/engines/settings-problems.js';

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new SettingsFault(...settingsSentences.faultText('unreadSafelist', { file }, { cause }));
  }
};

/**
 * Reads the known operations from a file. Throws SettingsFault if the file cannot be used: a server that should answer
 * only known operations must not start without its list.
 */
export const readSafelist = (file: string): Safelist => {
  const parsed = parseSafelist(textOf(file));
  if (typeof parsed !== 'string') return parsed;
  throw new SettingsFault(...settingsSentences.faultText('badSafelist', { file, what: parsed }));
};
