import { csv, type Cells } from '../support/sheets.js';
import { Clerk } from './support/clerk.js';
import { withOneAct } from './support/filled-places.js';
import { settled, upload } from './support/imports.js';
import { patience } from './support/patience.js';
import { openStage, type Server } from './support/stage.js';

/*
 * Regression test. An import gave 6,000 people a payment and a health check while clients recorded health checks for
 * the same people; 154 people got two health checks in one year. Cause: the health check of the sheet was appended
 * after the client's health check, but had been judged without it. Rule: a row that was judged on a foreseen event may
 * be appended only if exactly that event was appended.
 */

const people = Array.from({ length: 200 }, (_, index) => `MC${String(100_000 + index)}`);
const clients = 32;

const stage = openStage();
let server: Server;
beforeAll(async () => {
  server = await stage.serve(await withOneAct(stage));
}, patience);

const row = (reference: string, kind: string, membership: string, more: Cells): Cells => ({
  reference,
  kind,
  membership,
  name: '王小明',
  sex: '男',
  district: '330784',
  headcount: '1',
  ...more,
});

const payment = (stem: string, date: string) => (membership: string) =>
  row(`${stem}-${membership}`, '慰问金', membership, { date, amount: '100.00' });
const check = (membership: string): Cells =>
  row(`H-${membership}`, '免费体检', membership, { date: '2026-03-02', amount: '800.00' });

const start = async (rows: readonly Cells[]): Promise<string> =>
  (await upload(server, { name: '三月.csv', content: csv(...rows) })).id;

/**
 * Clients record a health check for each person of the sheet, several clients at the same time. Returns how many were
 * accepted.
 */
const recordChecks = async (): Promise<number> => {
  const clerk = new Clerk(server.client);
  const waiting = [...people];
  let recorded = 0;
  const client = async (): Promise<void> => {
    for (let membership = waiting.shift(); membership !== undefined; membership = waiting.shift()) {
      const { act, userErrors } = await clerk.tryAct('recordAct', {
        kind: 'health-check',
        on: '2026-03-03',
        district: '330784',
        person: { membership, name: '王小明', sex: 'MALE' },
        reference: `X-${membership}`,
      });
      if (act !== null) recorded += 1;
      else expect(userErrors.map(({ code }) => code)).toStrictEqual(['ONCE_PER_YEAR']);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return recorded;
};

it(
  'a sheet and clients who record the same people at once give nobody a second health check in the year',
  async () => {
    await settled(server, await start(people.map(payment('B', '2025-05-01'))));
    const id = await start(people.flatMap((person) => [payment('S', '2026-03-01')(person), check(person)]));
    const recorded = await recordChecks();
    const { accepted, refused, position } = await settled(server, id);
    expect(refused).toStrictEqual(recorded === 0 ? [] : [{ code: 'ONCE_PER_YEAR', rows: recorded }]);
    expect(accepted).toBe(2 * people.length - recorded);
    const { rows } = await new Clerk(server.client).totals({
      from: '2026-03',
      to: '2026-03',
      by: 'KIND',
      atLeast: position,
    });
    const counted = rows.map(({ kind, acts, people: each }) => [kind?.code, acts, each]);
    expect(counted.toSorted()).toStrictEqual([
      ['condolence-payment', people.length, people.length],
      ['health-check', people.length, people.length],
    ]);
  },
  patience,
);
