import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moments, type Moment } from '../faults/plan.js';
import { auditFiles } from './audit.js';
import { Campaign } from './campaign.js';
import { sheetOf } from './orders.js';
import { runCli } from './processes.js';
import { randomOf } from './random.js';
import { importRound, lastRound, servingRound } from './rounds.js';

const rounds = 50;
/** The first rounds serve, the rest import. */
const servingRounds = 38;
/** How many rounds must strike between the first and the last append of what was handed in. */
const insideMin = 40;
const openingOrders = 5;
/** When the campaign counts as hanging, also on a machine that does much else. */
const hangMs = 3_600_000;

const all: readonly Moment[] = [...moments.owner, ...moments.projector];

const seedNow = (): number => Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** A ledger with a few acts, so that no sample is loaded. */
const opened = async (folder: string, seed: number): Promise<Campaign> => {
  const place = { folder: join(folder, 'data'), masterKey: join(folder, 'master.key') };
  const campaign = new Campaign(randomOf(seed), place);
  const orders = Array.from({ length: openingOrders }, () => campaign.order());
  const file = join(folder, 'first.csv');
  await writeFile(file, sheetOf(orders));
  expect((await runCli(place, ['import', file, '--json'])).code).toBe(0);
  campaign.acknowledged.push(...orders);
  return campaign;
};

it(
  `keeps every acknowledged act exactly once through ${String(rounds)} rounds of kill -9`,
  async () => {
    const seed = seedNow();
    say(`crash seed: ${String(seed)} (CRASH_SEED=${String(seed)} runs it again)`);
    const folder = await mkdtemp(join(tmpdir(), 'ledger-crash-'));
    const campaign = await opened(folder, seed);
    for (const [round, moment] of Array.from({ length: rounds }, () => all)
      .flat()
      .slice(0, rounds)
      .entries()) {
      await (round < servingRounds ? servingRound : importRound)(campaign, moment, round);
    }
    await lastRound(campaign);
    await auditFiles(campaign, []);

    for (const moment of all) say(`${String(campaign.struck.get(moment) ?? 0).padStart(3)} × ${moment}`);
    say(
      `${String(rounds)} kills, ${String(campaign.inside)} of them between the first and the last append; ` +
        `${String(campaign.acknowledged.length)} acknowledged acts`,
    );
    expect([...campaign.struck.keys()].sort()).toStrictEqual([...all].sort());
    expect([...campaign.struck.values()].reduce((sum, times) => sum + times, 0)).toBe(rounds);
    expect(campaign.inside).toBeGreaterThanOrEqual(insideMin);
    await rm(folder, { recursive: true, force: true });
  },
  hangMs,
);
