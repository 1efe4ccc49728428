import type { Language } from '@ledger/ledger/kernel/refusals.js';

/** The language of messages: Chinese if the terminal's locale is Chinese, otherwise English. */
export const languageOf = (environment: Readonly<Record<string, string | undefined>>): Language => {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return locale.startsWith('zh') ? 'zh' : 'en';
};
