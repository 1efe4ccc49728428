import { isIn, isProduct, type Rule, type Source } from './sources.js';

/** Maximum lines of a file, blank lines and comments included, because a reader has to scroll through all of them. */
export const linesMax = 300;
/** At least half of the product's files must have at most this number of lines. */
export const medianLinesMax = 80;

const linesOf = ({ text }: Source): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

const isGenerated = (path: string): boolean => isIn(path, 'schema/generated');

/** The linter counts only lines of code. This rule counts all lines, also in specs and tests. */
export const sizeRule: Rule = {
  applies: ({ path }) => !isGenerated(path),
  breaches: (source) => {
    const lines = linesOf(source);
    return lines > linesMax ? [`${String(lines)} lines; at most ${String(linesMax)}`] : [];
  },
};

/** The median number of lines of the product's files. */
export const medianLinesOf = (sources: readonly Source[]): number => {
  const lengths = sources
    .filter(({ path }) => isProduct(path))
    .map(linesOf)
    .toSorted((a, b) => a - b);
  return lengths[Math.floor(lengths.length / 2)] ?? 0;
};

/** Product code must not switch off lint rules or type checks. */
export const pardonRule: Rule = {
  applies: ({ path }) => ['schema', 'services', 'projections', 'infra'].some((place) => isIn(path, place)),
  breaches: ({ path, text }) =>
    isGenerated(path)
      ? []
      : [...text.matchAll(/eslint-disable[\w-]*|@ts-(?:ignore|expect-error|nocheck)|as unknown as/g)].map(
          ([pardon]) => `has “${pardon}”`,
        ),
};
