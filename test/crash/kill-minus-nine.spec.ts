import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditFiles } from './audit.js';
import { Campaign } from './campaign.js';
import { againBy, roundsHere } from './kill-parts.js';
import { sheetOf } from './orders.js';
import { runCli } from './processes.js';
import { randomOf } from './random.js';
import { importRound, lastRound, servingRound } from './rounds.js';

const openingOrders = 5;
/** From this number of rounds on, half of the kills must fall between the first and the last append of their round. */
const insideOf = 6;

const seedNow = (): number => Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** A ledger with five acts, because an empty ledger would be filled with the sample. */
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

it('keeps every acknowledged act exactly once through rounds of kill -9', async () => {
  const seed = seedNow();
  say(`crash seed: ${String(seed)}; again: ${againBy(seed)}`);
  const folder = await mkdtemp(join(tmpdir(), 'ledger-crash-'));
  const campaign = await opened(folder, seed);
  const rounds = roundsHere(campaign.random);
  for (const [round, { moment, does }] of rounds.entries())
    await (does === 'serve' ? servingRound : importRound)(campaign, moment, round);
  await lastRound(campaign);
  await auditFiles(campaign, []);

  for (const [moment, times] of campaign.struck) say(`${String(times).padStart(3)} × ${moment}`);
  say(
    `${String(rounds.length)} kills, ${String(campaign.inside)} of them between the first and the last append; ` +
      `${String(campaign.acknowledged.length)} acknowledged acts`,
  );
  const struck = [...campaign.struck].flatMap(([moment, times]) =>
    Array.from({ length: times }, () => moment),
  );
  expect(struck.sort()).toStrictEqual(rounds.map(({ moment }) => moment).sort());
  // With only a few rounds, every kill can by chance fall before the first append of its sheet.
  if (rounds.length >= insideOf) expect(campaign.inside).toBeGreaterThanOrEqual(rounds.length / 2);
  await rm(folder, { recursive: true, force: true });
});
