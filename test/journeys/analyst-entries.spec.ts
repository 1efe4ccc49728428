import { Clerk, type Input } from './support/clerk.js';
import { instant } from './support/expected-act.js';
import { entriesOf, readBackward, readForward, rowEntriesOf, sumOf } from './support/pages.js';
import { actsQuery } from './support/operations.js';
import { patience } from './support/patience.js';
import { sheetOf, sheets } from './support/sample.js';
import { sharedLedger } from './support/shared-ledger.js';
import type { Measures, TotalsRow } from './support/wire.js';

const ledger = sharedLedger();
const clerk = (): Clerk => new Clerk(ledger().client);

const measuresOf = ({ kind: _kind, month: _month, district: _district, ...measures }: TotalsRow): Measures =>
  measures;

const everything = { from: '2021-01', to: '2025-12' };

describe('the events behind totals', () => {
  it(
    'paged to the end, forward or backward, add up to the totals of everything',
    async () => {
      const { rows, view } = await clerk().totals(everything);
      const forward = await readForward(entriesOf(ledger().client, everything));
      const backward = await readBackward(entriesOf(ledger().client, everything));
      expect(rows.map(measuresOf)).toStrictEqual([sumOf(forward)]);
      expect(backward).toStrictEqual(forward);
      expect(forward).toHaveLength(sheets.reduce((sum, { accepted }) => sum + accepted, 0));
      expect(new Set(forward.map(({ act }) => act)).size).toBe(forward.length);
      const page = await entriesOf(ledger().client, everything)({ first: 1 });
      expect(page.view).toStrictEqual({ ...view, name: 'entries' });
      const places = forward.map(({ district, on }) => `${district.code} ${on.slice(0, 7)}`);
      expect(places).toStrictEqual(places.toSorted());
    },
    patience,
  );

  it.each([
    ['kind', '330784', 'KIND', (row: TotalsRow): Input => ({ kinds: [row.kind?.code] })],
    ['month', '330604', 'MONTH', (row: TotalsRow): Input => ({ from: row.month, to: row.month })],
    [
      'district',
      '330000',
      'DISTRICT',
      (row: TotalsRow): Input => ({ district: row.district?.code, by: 'NONE' }),
    ],
  ] as const)(
    'of one %s, paged to the end, add up to its row exactly',
    async (_what, district, by, only) => {
      const asked = { ...everything, district, by };
      const { rows } = await clerk().totals(asked);
      expect(rows.length).toBeGreaterThan(1);
      for (const row of rows) {
        const page = rowEntriesOf(ledger().client, { ...asked, ...only(row) });
        expect(sumOf(await readForward(page))).toStrictEqual(measuresOf(row));
      }
    },
    patience,
  );

  it(
    'of a city itself stand apart from those of its counties',
    async () => {
      const [own, county] = [sheetOf('330500'), sheetOf('330521')];
      const asked = { ...everything, district: '330500', by: 'DISTRICT' };
      const { rows } = await clerk().totals(asked);
      expect(rows.map(({ district, acts }) => [district?.code, acts])).toStrictEqual([
        ['330500', own.accepted],
        ['330521', county.accepted],
      ]);
      const [first] = rows;
      const page = rowEntriesOf(ledger().client, { ...asked, to: '2024-12' });
      expect(sumOf(await readForward(page))).toStrictEqual(first && measuresOf(first));
    },
    patience,
  );

  it(
    'name their act, their day, their worker and who caused them, when',
    async () => {
      const { client } = ledger();
      const filter = { district: '330603', kinds: ['health-check'], from: '2021-12-15', to: '2021-12-15' };
      const { acts } = await client.ask(actsQuery, { filter });
      const [found] = acts.edges;
      const { edges } = await entriesOf(client, { district: '330603', from: '2021-12', to: '2021-12' })({});
      expect(edges.map(({ node }) => node)).toStrictEqual([
        {
          act: found?.node.id,
          event: 'HealthCheckRecorded',
          at: instant,
          actor: 'sample',
          kind: { code: 'health-check' },
          district: { code: '330603' },
          on: '2021-12-15',
          worker: found?.node.worker,
          acts: 1,
          headcount: 1,
          sessions: 0,
          hours: 0,
          items: 0,
          amountFen: 68_000,
          paidFen: 68_000,
        },
      ]);
      expect(edges[0]?.node.at).toBe(found?.node.recordedAt);
    },
    patience,
  );

  it(
    'of a given kind of people only are listed so',
    async () => {
      const asked = { ...everything, kinds: ['recuperation'] };
      const { rows } = await clerk().totals(asked);
      const entries = await readForward(entriesOf(ledger().client, asked));
      expect(rows.map(measuresOf)).toStrictEqual([sumOf(entries)]);
      expect(new Set(entries.map(({ kind }) => kind.code))).toStrictEqual(new Set(['recuperation']));
      const none = await entriesOf(ledger().client, { ...asked, recordedTo: '2020-01' })({});
      expect([none.edges, none.pageInfo]).toStrictEqual([
        [],
        { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
      ]);
    },
    patience,
  );
});
