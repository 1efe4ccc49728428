import { isIn, isProduct, type Rule, type Source } from './sources.js';

/** Lines of a file, blank ones and comments too: what a reader has to scroll through. */
export const linesMax = 300;
/** Half of the product's files have at most so many lines. */
export const medianLinesMax = 80;

const linesOf = ({ text }: Source): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

const isGenerated = (path: string): boolean => isIn(path, 'schema/generated');

/** Lint counts lines of code; this counts what is on the screen, in specs and tests too. */
export const sizeRule: Rule = {
  applies: ({ path }) => !isGenerated(path),
  breaches: (source) => {
    const lines = linesOf(source);
    return lines > linesMax ? [`${String(lines)} lines; at most ${String(linesMax)}`] : [];
  },
};

/** The lines of the file in the middle, when files of the product are ordered by length. */
export const medianLinesOf = (sources: readonly Source[]): number => {
  const lengths = sources
    .filter(({ path }) => isProduct(path))
    .map(linesOf)
    .toSorted((a, b) => a - b);
  return lengths[Math.floor(lengths.length / 2)] ?? 0;
};

/** Rules of the core are not switched off where they bite. */
export const pardonRule: Rule = {
  applies: ({ path }) => ['schema', 'services', 'projections', 'infra'].some((place) => isIn(path, place)),
  breaches: ({ path, text }) =>
    isGenerated(path)
      ? []
      : [...text.matchAll(/eslint-disable[\w-]*|@ts-(?:ignore|expect-error|nocheck)|as unknown as/g)].map(
          ([pardon]) => `has “${pardon}”`,
        ),
};
