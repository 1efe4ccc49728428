import { languageOf } from './locale-language.js';

it.each<readonly [Record<string, string | undefined>, string]>([
  [{}, 'en'],
  [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
  [{ LANG: 'zh' }, 'zh'],
  [{ LANG: 'en_GB.UTF-8' }, 'en'],
  [{ LANG: 'C' }, 'en'],
  [{ LANG: 'xzh' }, 'en'],
  [{ LANG: '' }, 'en'],
  [{ LC_MESSAGES: 'zh_TW', LANG: 'en_GB' }, 'zh'],
  [{ LC_MESSAGES: 'en_GB', LANG: 'zh_CN' }, 'en'],
  [{ LC_ALL: 'C', LC_MESSAGES: 'zh_CN', LANG: 'zh_CN' }, 'en'],
  [{ LC_ALL: 'zh_CN', LC_MESSAGES: 'en_GB', LANG: 'en_GB' }, 'zh'],
  [{ LC_ALL: '', LC_MESSAGES: '', LANG: 'zh_CN' }, 'zh'],
  [{ LANGUAGE: 'zh', LC_TIME: 'zh_CN' }, 'en'],
])('%j speaks %s', (environment, language) => {
  expect(languageOf(environment)).toBe(language);
});
