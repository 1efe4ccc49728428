import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { moments, putPlan, underPlan, type Kill, type RoundFaultPoint, type Plan } from '../faults/plan.js';
import { auditFiles, danglingIn, recordedIn } from './audit.js';
import { soleOffice } from '@ledger/ledger/kernel/identifiers.js';
import { reference as named } from '../support/identifiers.js';
import { idempotencyKeyOf, referenceOf, type StreamId } from '@ledger/ledger/kernel/ids.js';
import { unregisteredIn } from '../support/serial-judge.js';
import type { Campaign } from './campaign.js';
import { expectTotals, send } from './act-client.js';
import type { Order } from './orders.js';
import { killNow, runCli, startCli, startServer, type RunningServer } from './processes.js';

const clients = 12;
/** When a kill point is not reached after this number of orders, the round fails. */
const ordersMax = 3_000;
const rowsPerSheet = 1_500;
const repeatsPerRound = 6;
const duplicate: unknown = expect.objectContaining({ code: 'DUPLICATE' });
const contested: unknown = expect.objectContaining({
  code: expect.stringMatching(/^(ONCE_PER_YEAR|OVER_CAP)$/) as unknown,
});

/**
 * Whether a reservation belongs to a contested order. Such an order can be interrupted, and its repeat can be refused
 * because another order came first. Its reservation then stays without an act until another command takes it over.
 */
const isContested = (name: StreamId): boolean => name.startsWith(referenceOf(soleOffice, named('C-')));

/**
 * The kill happens at a random pass through the kill point, up to this number. The numbers are small enough that the
 * work is not over yet.
 */
const passagesMax: Readonly<Record<RoundFaultPoint, Readonly<{ serving: number; importing: number }>>> = {
  'log: within the group of a commit': { serving: 6, importing: 200 },
  'log: in front of the commit': { serving: 5, importing: 3 },
  'log: between commit and acknowledgement': { serving: 5, importing: 3 },
  'log: between reservation and act': { serving: 30, importing: 1_000 },
  'log: between act and what follows it': { serving: 10, importing: 200 },
  'vault: in front of the commit': { serving: 5, importing: 2 },
  'vault: between keys and act': { serving: 5, importing: 2 },
  'views: within a put': { serving: 40, importing: 400 },
  'views: between put and checkpoint': { serving: 8, importing: 4 },
  'views: in front of the commit of the checkpoint': { serving: 10, importing: 4 },
  'views: behind the checkpoint': { serving: 10, importing: 4 },
  'views: between digests and their checkpoint': { serving: 2, importing: 1 },
};

const isProjectors = (moment: RoundFaultPoint): boolean => moments.projector.some((each) => each === moment);

const planOf = ({ place }: Campaign): string => join(place.folder, '..', 'faults.json');

const arm = (campaign: Campaign, plan: Plan): void => {
  putPlan(planOf(campaign), plan);
};

const killOf = (
  campaign: Campaign,
  at: RoundFaultPoint,
  what: 'serving' | 'importing',
  round: number,
): Kill => ({
  at,
  passage: 1 + campaign.random.below(passagesMax[at][what]),
  family: what === 'importing' || campaign.random.below(2) === 0,
  mark: join(campaign.place.folder, '..', `struck-${String(round)}`),
});

/**
 * Runs several clients. Each sends its next order when the last one was answered. Returns the orders whose response was
 * lost.
 */
const sending = async (
  campaign: Campaign,
  url: string,
  next: () => Order | undefined,
): Promise<readonly Order[]> => {
  const lost: Order[] = [];
  const client = async (): Promise<void> => {
    for (let order = next(); order !== undefined; order = next()) {
      const answered = await send(url, order);
      if (answered === null) {
        lost.push(order);
        return;
      }
      if (answered === 'refused') continue;
      campaign.acknowledged.push(order);
      campaign.answers.set(order, answered);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return lost;
};

/** Sends unanswered orders again and repeats some answered ones. The totals must then equal a simple count. */
const mend = async (campaign: Campaign, { url }: RunningServer): Promise<void> => {
  const again = [...campaign.unanswered];
  campaign.unanswered = [];
  expect(await sending(campaign, url, () => again.shift())).toStrictEqual([]);
  const answers = [...campaign.answers];
  for (let repeat = 0; repeat < repeatsPerRound && answers.length > 0; repeat += 1) {
    const [order, answered] = campaign.random.pick(answers);
    expect(await send(url, order)).toStrictEqual(answered);
  }
  const events = await campaign.events();
  expect(danglingIn(events).filter((name) => !isContested(name))).toStrictEqual([]);
  expect(unregisteredIn(events)).toStrictEqual([]);
  await expectTotals(url, events.at(-1)?.position ?? '', campaign.acknowledged);
};

/** Produces orders until the kill has happened, and then a few more for the case that the owner survived. */
const ordersUntil = (campaign: Campaign, { mark }: Kill): (() => Order | undefined) => {
  let sent = 0;
  let sentSince = 0;
  return () => {
    sent += 1;
    if (sent > ordersMax) throw new Error(`${mark}: the moment was never passed`);
    if (existsSync(mark)) sentSince += 1;
    return sentSince > clients * 2 ? undefined : campaign.anyOrder();
  };
};

/** Clients send orders until the planned kill happens. */
export const servingRound = async (
  campaign: Campaign,
  moment: RoundFaultPoint,
  round: number,
): Promise<void> => {
  arm(campaign, {});
  const server = await startServer(campaign.place, underPlan(planOf(campaign)));
  await mend(campaign, server);
  const kill = killOf(campaign, moment, 'serving', round);
  const before = campaign.acknowledged.length;
  // One act is recorded before the kill is planned, so that the kill always falls between the first and the last
  // append.
  const first = [campaign.order()];
  expect(await sending(campaign, server.url, () => first.shift())).toStrictEqual([]);
  arm(campaign, { kill });
  const lost = await sending(campaign, server.url, ordersUntil(campaign, kill));
  const answered = campaign.acknowledged.slice(before);
  const isOwnerDead = lost.length > 0;
  if (!isOwnerDead) {
    const events = await campaign.events();
    await expectTotals(server.url, events.at(-1)?.position ?? '', campaign.acknowledged);
  }
  killNow(server.pid);
  await server.gone;
  expect([moment, existsSync(kill.mark), isOwnerDead]).toStrictEqual([
    moment,
    true,
    kill.family || !isProjectors(moment),
  ]);
  campaign.unanswered = [...lost];
  campaign.count(moment, answered.length > 0);
  await auditAfter(campaign, moment, lost);
};

/** Imports a sheet until the planned kill happens. A second import of the same sheet must record the rest. */
export const importRound = async (
  campaign: Campaign,
  moment: RoundFaultPoint,
  round: number,
): Promise<void> => {
  const { place } = campaign;
  const { file, orders } = await campaign.sheet(rowsPerSheet);
  const before = (await campaign.events()).length;
  const kill = killOf(campaign, moment, 'importing', round);
  arm(campaign, { kill });
  const importing = startCli(place, ['import', file, '--json'], underPlan(planOf(campaign)));
  importing.child.stdout?.resume();
  await importing.gone;
  expect([moment, existsSync(kill.mark)]).toStrictEqual([moment, true]);
  const pending = [...campaign.unanswered, ...orders];
  await auditAfter(campaign, moment, pending);

  const events = await campaign.events();
  const references = recordedIn(events);
  const recorded = orders.filter(({ reference }) => references.has(reference)).length;
  campaign.count(moment, events.length > before && recorded < orders.length);
  const { code, json } = await runCli(place, ['import', file, '--json']);
  const now = recordedIn(await campaign.events());
  const accepted = orders.filter(({ reference }) => now.has(reference));
  const refused = orders.flatMap(({ reference }) => {
    if (references.has(reference)) return [duplicate];
    return now.has(reference) ? [] : [contested];
  });
  expect([code, json]).toStrictEqual([
    0,
    [expect.objectContaining({ rows: orders.length, accepted: accepted.length - recorded, refused })],
  ]);
  expect(orders.filter((order) => !order.isContested && !accepted.includes(order))).toStrictEqual([]);
  campaign.acknowledged.push(...accepted);
};

/**
 * Audits the files after a kill. A reservation without an act may only belong to an order that got no response: sending
 * the order again repairs it.
 */
const auditAfter = async (
  campaign: Campaign,
  moment: RoundFaultPoint,
  pending: readonly Order[],
): Promise<void> => {
  await auditFiles(campaign, pending);
  const dangling = danglingIn(await campaign.events());
  const unanswered = pending.flatMap(({ reference }) => [
    idempotencyKeyOf(`key-${reference}`),
    referenceOf(soleOffice, named(reference)),
  ]);
  expect(dangling.filter((name) => !unanswered.includes(name) && !isContested(name))).toStrictEqual([]);
  if (moment === 'log: between reservation and act') expect(dangling).not.toStrictEqual([]);
};

/** The last round: sends unanswered orders again and counts everything, without a kill. */
export const lastRound = async (campaign: Campaign): Promise<void> => {
  const server = await startServer(campaign.place);
  await mend(campaign, server);
  server.child.kill('SIGTERM');
  await server.gone;
};
