import { readFileSync } from 'node:fs';
import { parseSafelist, type Safelist } from './safelist.js';
import { SettingsFault } from '@ledger/runtime/engines/settings.js';
import { settingsSentences } from '@ledger/runtime/engines/settings-problems.js';

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new SettingsFault(...settingsSentences.told('unreadSafelist', { file }, { cause }));
  }
};

/** The known operations of a file. Throws SettingsFault: a server that should be closed must not start open. */
export const readSafelist = (file: string): Safelist => {
  const parsed = parseSafelist(textOf(file));
  if (typeof parsed !== 'string') return parsed;
  throw new SettingsFault(...settingsSentences.told('badSafelist', { file, what: parsed }));
};
