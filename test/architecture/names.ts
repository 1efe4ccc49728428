import { posix } from 'node:path';
import { isIn, type Rule, type Source } from './sources.js';

const baseOf = (path: string): string => posix.basename(path);

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.tsx?$/;

/** File names are in kebab-case. A word after a dot gives the type of the file, as in `.spec.ts`. */
export const kebabRule: Rule = {
  applies: () => true,
  breaches: ({ path }) => (kebab.test(baseOf(path)) ? [] : ['is not named in kebab-case']),
};

/** Index files are forbidden: they hide which file is imported and cause import cycles. */
export const indexRule: Rule = {
  applies: () => true,
  breaches: ({ path }) =>
    /^index\.tsx?$/.test(baseOf(path)) ? ['is an index: import each file by its own name'] : [],
};

/** Words on “-ing” that are nouns of the domain and may be a file name: a gathering is a session that people attend. */
export const nouns: readonly string[] = ['gathering'];

const bare = /^([a-z]+ing)(\.[a-z]+)*\.tsx?$/;

/**
 * A file name such as “reading” or “handling” names an activity but not the content of the file. With a noun added it
 * is allowed.
 */
export const activityRule: Rule = {
  applies: () => true,
  breaches: ({ path }) => {
    const [, word = ''] = bare.exec(baseOf(path)) ?? [];
    return word === '' || nouns.includes(word)
      ? []
      : [`“${word}” names an activity: name what the file holds`];
  },
};

/**
 * These names may repeat: every entry point is called `main.ts`, and a test file has the name of the file that it
 * tests.
 */
const mayRepeat = (path: string): boolean => baseOf(path) === 'main.ts' || isIn(path, 'test');

/** Base names that more than one file has, each with its files. */
export const repeatedNames = (sources: readonly Source[]): readonly string[] => {
  const paths = sources.map(({ path }) => path).filter((path) => !mayRepeat(path));
  const byName = new Map<string, readonly string[]>();
  for (const path of paths) byName.set(baseOf(path), [...(byName.get(baseOf(path)) ?? []), path]);
  return [...byName]
    .filter(([, same]) => same.length > 1)
    .map(([name, same]) => `${name}: ${same.join(', ')}`);
};
