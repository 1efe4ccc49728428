import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '../../journeys/support/client.js';
import { caughtUp } from '../../journeys/support/clerk.js';
import { pairHere, PairServers } from '../../support/pair.js';
import { naiveTotals } from '../naive.js';
import { sheetOf, type Order } from '../orders.js';
import {
  childrenOf,
  killNow,
  runCli,
  startCli,
  startServer,
  type Place,
  type RunningServer,
} from '../processes.js';
import { breachesIn, unregisteredIn } from '../../support/serial-judge.js';
import { extentOf } from '../../support/test-extent.js';
import { randomOf } from '../random.js';
import { send } from './server-orders.js';
import { ServerCampaign } from './server-campaign.js';

const pair = pairHere();
/**
 * Servers are slow because every stream needs a separate request, so there are few rounds. A pair with one embedded
 * engine gets three rounds: two that serve and one that imports. The campaign of the embedded engines has many.
 */
const isMixed = pair.log === 'embedded' || pair.documents === 'embedded';
const rounds = extentOf({ tenth: 3, whole: isMixed ? 3 : 6, long: 30 });
/**
 * How many kills must fall between the first and the last append of their round. Kills are at random times, so with
 * fewer than six rounds perhaps none does.
 */
const insideMin = rounds < 6 ? 0 : 1;
/**
 * Several batches, so that a kill can fall between two. An event store server gets each act in a separate request, so
 * the sheet is shorter there.
 */
const ordersPerSheet = pair.log === 'embedded' ? 1_200 : 300;
const ordersPerServer = 150;
const clients = 12;
/** Every third round imports a sheet; the other rounds serve requests. */
const importEvery = 3;

/** Several clients send the orders, each its next order when the last was answered, until all are confirmed or lost. */
const sendAll = async (campaign: ServerCampaign, url: string, orders: readonly Order[]): Promise<void> => {
  const left = [...orders];
  const unanswered: Order[] = [];
  const client = async (): Promise<void> => {
    for (let order = left.shift(); order !== undefined; order = left.shift()) {
      if (await send(url, order)) campaign.acknowledged.push(order);
      else unanswered.push(order);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  campaign.unanswered = unanswered;
};

/** Kills the owner after a random part of the expected events. In half of the rounds, first kills the projector. */
const killWhileServing = async (
  campaign: ServerCampaign,
  server: RunningServer,
  expected: number,
): Promise<void> => {
  const { random } = campaign;
  const from = await campaign.events();
  const last = 1 + random.below(Math.floor(expected * 0.9));
  if (random.below(2) === 0) {
    await campaign.grown(random.below(last), from, server);
    for (const child of childrenOf(server.pid)) killNow(child);
  }
  await campaign.grown(last, from, server);
  killNow(server.pid);
  await server.gone;
};

const serverRound = async (campaign: ServerCampaign, round: number): Promise<void> => {
  const server = await startServer(campaign.place);
  const orders = [...campaign.unanswered, ...campaign.orders(ordersPerServer, round)];
  const before = campaign.acknowledged.length;
  // Every order appends at least two events: its reservations and its act.
  const killing = killWhileServing(campaign, server, orders.length * 2);
  await sendAll(campaign, server.url, orders);
  killNow(server.pid);
  await killing;
  const answered = campaign.acknowledged.length - before;
  expect(breachesIn((await campaign.recorded()).events)).toStrictEqual([]);
  campaign.kills += 1;
  if (answered > 0 && campaign.unanswered.length > 0) campaign.killsInside += 1;
};

type ImportReport = Readonly<{
  rows: number;
  accepted: number;
  refused: readonly Readonly<{ code: string }>[];
}>;

const importRound = async (campaign: ServerCampaign, round: number): Promise<void> => {
  const { place, random } = campaign;
  const orders = campaign.orders(ordersPerSheet, round);
  const sheet = join(place.folder, `sheet-${String(round)}.csv`);
  await writeFile(sheet, sheetOf(orders));
  const from = await campaign.events();
  const importing = startCli(place, ['import', sheet, '--json']);
  importing.child.stdout?.resume();
  if (random.below(2) === 0) {
    await campaign.grown(1, from, importing);
    for (const child of childrenOf(importing.pid)) killNow(child);
  }
  await campaign.grown(1 + random.below(ordersPerSheet), from, importing);
  killNow(importing.pid);
  await importing.gone;
  const { events, times } = await campaign.recorded();
  expect(breachesIn(events)).toStrictEqual([]);
  const recorded = orders.filter(({ reference }) => times.has(reference)).length;
  campaign.kills += 1;
  if (recorded > 0 && recorded < orders.length) campaign.killsInside += 1;
  await importAgain(place, sheet, { orders, recorded });
  campaign.acknowledged.push(...orders);
};

/** Imports the same sheet again: rows that are already recorded are duplicates, and the others are accepted. */
const importAgain = async (
  place: Place,
  sheet: string,
  { orders, recorded }: Readonly<{ orders: readonly Order[]; recorded: number }>,
): Promise<void> => {
  const { code, json } = await runCli(place, ['import', sheet, '--json']);
  const [report] = json as readonly ImportReport[];
  expect(code).toBe(0);
  expect(report?.rows).toBe(orders.length);
  // An append that was on its way to the server when its process was killed may be written after the events were
  // counted.
  const late = orders.length - recorded - Number(report?.accepted);
  if (pair.log === 'embedded') expect(late).toBe(0);
  expect(late).toBeGreaterThanOrEqual(0);
  const refused = recorded + late;
  expect(report?.refused.map((row) => row.code)).toEqual(Array.from({ length: refused }, () => 'DUPLICATE'));
};

/**
 * Every confirmed act is recorded exactly once, and no other act. Every view equals a fresh fold and a simple count.
 */
const audit = async (campaign: ServerCampaign): Promise<void> => {
  const { place, acknowledged } = campaign;
  const references = acknowledged.map(({ reference }) => reference).sort();
  const { events, times } = await campaign.recorded();
  expect([...times.keys()].sort()).toEqual(references);
  expect([...times.values()].filter((each) => each !== 1)).toEqual([]);
  expect(breachesIn(events)).toEqual([]);
  expect(unregisteredIn(events)).toEqual([]);
  const verified = await runCli(place, ['verify', '--json']);
  expect(verified).toMatchObject({ code: 0, json: { ok: true } });
  for (const split of ['kind', 'month', 'none'] as const) {
    const { json } = await runCli(place, [
      'totals',
      '--from',
      '2024-01',
      '--to',
      '2024-12',
      '--by',
      split,
      '--json',
    ]);
    expect(json).toEqual(naiveTotals(acknowledged, split));
  }
};

const leftOver: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of leftOver.splice(0)) await end();
});

it(`keeps every acknowledged act exactly once through ${String(rounds)} rounds of kill -9`, async () => {
  const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);
  process.stdout.write(`crash seed: ${String(seed)} (CRASH_SEED=${String(seed)} runs it again)\n`);
  const folder = await mkdtemp(join(tmpdir(), 'ledger-crash-'));
  const servers = await PairServers.start(pair);
  leftOver.push(
    () => servers.stop(),
    () => rm(folder, { recursive: true, force: true }),
  );
  const place = {
    folder: join(folder, 'data'),
    masterKey: join(folder, 'master.key'),
    servers: servers.fresh(),
  };
  const campaign = new ServerCampaign(randomOf(seed), place);
  const first = join(folder, 'first.csv');
  const opening = campaign.orders(5, 0);
  await writeFile(first, sheetOf(opening));
  expect((await runCli(place, ['import', first, '--json'])).code).toBe(0);
  campaign.acknowledged.push(...opening);

  for (let round = 1; round <= rounds; round += 1) {
    await (round % importEvery === 0 ? importRound(campaign, round) : serverRound(campaign, round));
  }
  const server = await startServer(place);
  await sendAll(campaign, server.url, campaign.unanswered);
  expect(campaign.unanswered).toEqual([]);
  await caughtUp({ client: new Client(server.url) });
  server.child.kill('SIGTERM');
  await server.gone;

  process.stdout.write(
    `${String(campaign.kills)} kills, ${String(campaign.killsInside)} of them between the first and the last append; ` +
      `${String(campaign.acknowledged.length)} acknowledged acts\n`,
  );
  await audit(campaign);
  expect(campaign.kills).toBe(rounds);
  expect(campaign.killsInside).toBeGreaterThanOrEqual(insideMin);
});
