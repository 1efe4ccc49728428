import { moments, type RoundMoment } from '../faults/plan.js';
import { extentOf, testExtent } from '../support/test-extent.js';
import type { Random } from './random.js';

/** A round of a campaign: what dies when, while the server serves or while a sheet is imported. */
export type Round = Readonly<{ moment: RoundMoment; does: 'serve' | 'import' }>;

/** Which part of all rounds a suite plays, counted from 0; jest.config.js says so. */
type Part = Readonly<{ part: number; of: number }>;

const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && 'part' in value && 'of' in value;

const partHere = (): Part => {
  const told: unknown = Reflect.get(globalThis, 'ledgerPart');
  return isPart(told) ? told : { part: 0, of: 1 };
};

/** The command that plays this part again. */
export const againBy = (seed: number): string => {
  const { part, of } = partHere();
  const command =
    testExtent === 'tenth' ? 'npm test' : `npm run test:${testExtent === 'long' ? 'long' : 'all'}`;
  const suite = of === 1 ? 'kills' : `kills-${String(part + 1)}`;
  return `CRASH_SEED=${String(seed)} ${command} -- --selectProjects ${suite}`;
};

const all: readonly RoundMoment[] = [...moments.owner, ...moments.projector];

/** How many rounds all parts play together; none is struck at every moment by fewer than there are moments. */
const roundsInAll = extentOf({ tenth: 2, whole: 24, long: 50 });

/** Every moment in turn; of four turns, each moment imports in one. */
const inTurn = (round: number, moment: RoundMoment): Round => ({
  moment,
  does: (Math.floor(round / all.length) + round) % 4 === 3 ? 'import' : 'serve',
});

/** The rounds of this part. Where there are fewer rounds than moments, chance picks: one round serves, one imports. */
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
