import { moments, type RoundFaultPoint } from '../faults/plan.js';
import { extentOf, testExtent } from '../support/test-extent.js';
import type { Random } from './random.js';

/** One round of a campaign: the kill point, and whether the process serves requests or imports a sheet. */
export type Round = Readonly<{ moment: RoundFaultPoint; does: 'serve' | 'import' }>;

/**
 * The part of all rounds that this test suite runs: part number (from 0) and number of parts. Set in jest.config.js.
 */
type Part = Readonly<{ part: number; of: number }>;

const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && 'part' in value && 'of' in value;

const partHere = (): Part => {
  const reported: unknown = Reflect.get(globalThis, 'ledgerPart');
  return isPart(reported) ? reported : { part: 0, of: 1 };
};

/** The command that repeats this part with the same seed. */
export const againBy = (seed: number): string => {
  const { part, of } = partHere();
  const command =
    testExtent === 'tenth' ? 'npm test' : `npm run test:${testExtent === 'long' ? 'long' : 'all'}`;
  const suite = of === 1 ? 'kills' : `kills-${String(part + 1)}`;
  return `CRASH_SEED=${String(seed)} ${command} -- --selectProjects ${suite}`;
};

const all: readonly RoundFaultPoint[] = [...moments.owner, ...moments.projector];

/**
 * Number of rounds of all parts together. Every kill point is hit only when there are at least as many rounds as kill
 * points.
 */
const roundsInAll = extentOf({ tenth: 2, whole: 24, long: 50 });

/**
 * The kill points in turn. Of four passes over all kill points, each kill point gets one import and three serving
 * rounds.
 */
const inTurn = (round: number, moment: RoundFaultPoint): Round => ({
  moment,
  does: (Math.floor(round / all.length) + round) % 4 === 3 ? 'import' : 'serve',
});

/**
 * The rounds of this part. With fewer rounds than kill points, there are two rounds at random kill points: one serves,
 * one imports.
 */
export const roundsHere = (random: Random): readonly Round[] => {
  if (roundsInAll < all.length)
    return (['serve', 'import'] as const).map((does) => ({ moment: random.pick(all), does }));
  const { part, of } = partHere();
  return Array.from({ length: Math.ceil(roundsInAll / all.length) }, () => all)
    .flat()
    .slice(0, roundsInAll)
    .map((moment, round) => inTurn(round, moment))
    .filter((_, round) => round % of === part);
};
