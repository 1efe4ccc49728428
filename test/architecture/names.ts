import { posix } from 'node:path';
import { isIn, type Rule, type Source } from './sources.js';

const baseOf = (path: string): string => posix.basename(path);

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.tsx?$/;

/** Files are named in kebab-case, and a word after a dot says what they are. */
export const kebabRule: Rule = {
  applies: () => true,
  breaches: ({ path }) => (kebab.test(baseOf(path)) ? [] : ['is not named in kebab-case']),
};

/** A file is imported by its own name: an index would hide which one, and closes circles. */
export const indexRule: Rule = {
  applies: () => true,
  breaches: ({ path }) =>
    /^index\.tsx?$/.test(baseOf(path)) ? ['is an index: import each file by its own name'] : [],
};

/** Files whose word on “-ing” is a thing of the domain: a session that people come to. */
export const nouns: readonly string[] = ['gathering'];

const bare = /^([a-z]+ing)(\.[a-z]+)*\.tsx?$/;

/** “reading” or “handling” says that something is done, not what the file holds. A noun beside it does. */
export const activityRule: Rule = {
  applies: () => true,
  breaches: ({ path }) => {
    const [, word = ''] = bare.exec(baseOf(path)) ?? [];
    return word === '' || nouns.includes(word)
      ? []
      : [`“${word}” names an activity: name what the file holds`];
  },
};

/** Entry points are called as their folder says, and tests after what they test. */
const mayRepeat = (path: string): boolean => baseOf(path) === 'main.ts' || isIn(path, 'test');

/** Base names that more than one file of the packages has, each with its files. */
export const repeatedNames = (sources: readonly Source[]): readonly string[] => {
  const paths = sources.map(({ path }) => path).filter((path) => !mayRepeat(path));
  const byName = new Map<string, readonly string[]>();
  for (const path of paths) byName.set(baseOf(path), [...(byName.get(baseOf(path)) ?? []), path]);
  return [...byName]
    .filter(([, same]) => same.length > 1)
    .map(([name, same]) => `${name}: ${same.join(', ')}`);
};
