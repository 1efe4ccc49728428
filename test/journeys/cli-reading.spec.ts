import type { Pair } from '../support/pair.js';
import { sharedImport } from './support/imported.js';
import { acceptedRows, measuresBy, measuresOf, rowsIn } from './support/naive-reading.js';
import { patience } from './support/patience.js';
import { sheets, type Sheet } from './support/sample.js';
import { asked, statusOf } from './support/json-output.js';
import type { Measures } from './support/wire.js';

const imported = sharedImport();

/** Names of the ledger's databases that are local files. The others are on servers. */
const filesOf = ({ log, documents }: Pair): readonly string[] => [
  ...(log === 'embedded' ? ['log'] : []),
  ...(documents === 'embedded' ? ['vault', 'views'] : []),
];

type Row = Measures & Readonly<{ kind?: string; month?: string; district?: string }>;

const totals = async (...args: readonly string[]): Promise<readonly Row[]> => {
  const { stage, place } = imported();
  // Unchecked cast: the cases below compare the exact value.
  return (await asked(stage, place, 'totals', ...args)) as readonly Row[];
};

const yearOf = ({ district, year }: Sheet): readonly string[] => [
  ...['--district', district],
  ...['--from', `${String(year)}-01`],
  ...['--to', `${String(year)}-12`],
];

const keyed = (
  split: 'kind' | 'month' | 'district',
  rows: readonly (readonly [key: string, measures: Measures])[],
): readonly unknown[] => rows.map(([key, measures]) => ({ [split]: key, ...measures }));

describe.each(sheets.map((sheet) => [sheet.name, sheet] as const))('ledger totals of %s', (_name, sheet) => {
  it(
    'by kind are those of the sheet, to the fen and to the person',
    async () => {
      const rows = await totals(...yearOf(sheet), '--by', 'kind');
      const kinds = Object.entries(sheet.kinds).toSorted(([a], [b]) => (a < b ? -1 : 1));
      expect(rows).toStrictEqual(keyed('kind', kinds));
    },
    patience,
  );

  it(
    'by month are those of the sheet',
    async () => {
      const rows = await totals(...yearOf(sheet), '--by', 'month');
      const months = rows.map(({ month, acts, headcount, amountFen, paidFen }) => [
        month,
        { acts, headcount, amountFen, paidFen },
      ]);
      expect(Object.fromEntries(months)).toStrictEqual(sheet.months);
    },
    patience,
  );

  it(
    'in one row count every act and every person once',
    async () => {
      const own = rowsIn(sheet.district, `${String(sheet.year)}-01`, `${String(sheet.year)}-12`);
      const [row, ...more] = await totals(...yearOf(sheet), '--by', 'none');
      expect([row, more]).toStrictEqual([measuresOf(own), []]);
      expect([row?.acts, row?.people]).toStrictEqual([sheet.acceptedInYear, sheet.people]);
    },
    patience,
  );
});

describe('ledger totals', () => {
  it(
    'of a province by city, and of the country',
    async () => {
      const span = ['--from', '2021-01', '--to', '2025-12'];
      const cities = measuresBy(acceptedRows, ({ district }) => `${district.slice(0, 4)}00`);
      expect(await totals('--district', '330000', ...span, '--by', 'district')).toStrictEqual(
        keyed('district', cities),
      );
      expect(await totals(...span)).toStrictEqual([measuresOf(acceptedRows)]);
      expect(await totals('--district', '110000', ...span, '--by', 'kind')).toStrictEqual([]);
    },
    patience,
  );

  it(
    'show a person a table, and what it is true of',
    async () => {
      const { stage, place } = imported();
      const { events, position } = await statusOf(stage, place);
      const year = ['--district', '330604', '--from', '2024-01', '--to', '2024-12'];
      const ran = await stage.ledger(place, 'totals', ...year);
      expect([ran.code, ran.stderr]).toStrictEqual([0, '']);
      const lines = ran.stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.replaceAll(/ *│ */g, '|'));
      expect([lines[1], lines[3], lines.at(-1)]).toStrictEqual([
        '||acts|headcount|people|sessions|hours|items|amount ¥|spent ¥|',
        '|all|863|877|859|0|0|0|150,819.00|150,819.00|',
        `330604 上虞区, 2024-01 to 2024-12, at position ${position} (event ${events.toLocaleString('en')})`,
      ]);
    },
    patience,
  );
});

describe('ledger history', () => {
  it(
    'tells the same of a person by worker number and by membership number, oldest first',
    async () => {
      const { stage, place } = imported();
      const busiest =
        measuresBy(
          acceptedRows.filter(({ membership }) => membership !== ''),
          ({ membership }) => membership,
        ).toSorted(([, a], [, b]) => b.acts - a.acts)[0]?.[0] ?? '';
      const history = await asked(stage, place, 'history', busiest);
      const { workerNo, acts } = history as Readonly<{
        workerNo: string;
        acts: readonly Readonly<
          Record<'act' | 'kind' | 'date' | 'district' | 'state', string> & { amountFen: number | null }
        >[];
      }>;
      expect(workerNo).toMatch(/^\d{9}$/);
      expect(await asked(stage, place, 'history', workerNo)).toStrictEqual(history);
      const known = acceptedRows.filter(({ membership }) => membership === busiest);
      const order = (all: readonly (readonly unknown[])[]): readonly string[] => all.map(String).toSorted();
      expect(acts.length).toBeGreaterThan(1);
      expect(
        order(acts.map((each) => [each.kind, each.date, each.district, each.amountFen ?? 0])),
      ).toStrictEqual(order(known.map((row) => [row.kind, row.on, row.district, row.amountFen])));
      expect(acts.map(({ date }) => date)).toStrictEqual(acts.map(({ date }) => date).toSorted());
      expect(acts.map((each) => Object.keys(each))).toStrictEqual(
        acts.map(() => ['act', 'kind', 'date', 'district', 'amountFen', 'state']),
      );
      const shown = await stage.ledger(place, 'history', busiest);
      expect([shown.code, shown.stdout.split(' ')[0]]).toStrictEqual([0, workerNo]);
    },
    patience,
  );
});

describe('ledger payouts', () => {
  it(
    'lists every payout and adds them up',
    async () => {
      const { stage, place } = imported();
      const paid = [
        'medical-mutual-aid-payout',
        'maternity-mutual-aid-payout',
        'education-subsidy',
        'hardship-relief',
        'condolence-payment',
      ];
      const answer = await asked(stage, place, 'payouts', '--district', '330784');
      const { totals: sums, payouts } = answer as Readonly<{
        totals: unknown;
        payouts: readonly Readonly<
          Record<'kind' | 'date' | 'district' | 'state', string> & { amountFen: number }
        >[];
      }>;
      const rows = acceptedRows.filter(
        (row) => row.district === '330784' && row.membership !== '' && paid.includes(row.kind),
      );
      const amountFen = rows.reduce((sum, row) => sum + row.amountFen, 0);
      expect(sums).toStrictEqual([
        ...[
          { state: 'paid', by: null, payouts: rows.length, amountFen, paidFen: amountFen, takenBackFen: 0 },
        ],
      ]);
      const order = (all: readonly (readonly unknown[])[]): readonly string[] => all.map(String).toSorted();
      expect(
        order(payouts.map((each) => [each.kind, each.date, each.district, each.amountFen])),
      ).toStrictEqual(order(rows.map((row) => [row.kind, row.on, row.district, row.amountFen])));
      expect(await asked(stage, place, 'payouts', '--state', 'refused')).toStrictEqual({
        totals: [],
        payouts: [],
      });
      const shown = await stage.ledger(place, 'payouts', '--district', '330784');
      expect(shown.stdout).toContain(
        `… and ${(rows.length - 50).toLocaleString('en')} more; --json lists all\n`,
      );
    },
    patience,
  );
});

describe('ledger status', () => {
  it(
    'tells who runs it, how large it is and how far its views have come',
    async () => {
      const { stage, place } = imported();
      const status = await statusOf(stage, place);
      const { events, position } = status;
      const names = ['workers', 'acts', 'entries', 'totals', 'payouts', 'imports'];
      expect(status).toStrictEqual({
        folder: place.data,
        owner: null,
        sample: false,
        pair: { kind: 'even' },
        engines: status.engines,
        events,
        position,
        disk: status.disk,
        files: status.files,
        views: names.map((name) => ({
          name,
          position,
          ordinal: events,
          lag: 0,
          stopped: null,
          incomplete: [],
          past: 'this',
        })),
        aside: [],
        erasing: [],
        brokenOff: 0,
      });
      expect(
        Object.entries(status.disk)
          .filter(([, bytes]) => bytes !== null && bytes > 0)
          .map(([name]) => name),
      ).toStrictEqual(filesOf(stage.servers.pair));
      const { log, documents } = stage.servers.pair;
      expect(Object.values(status.engines).map(({ engine }) => engine)).toStrictEqual([
        log,
        documents,
        documents,
      ]);
      const { stdout } = await stage.ledger(place, 'status');
      expect(stdout).toMatch(/^owner {3}nobody$/m);
      expect(stdout).toContain(`log     ${events.toLocaleString('en')} events, position ${position}\n`);
    },
    patience,
  );
});
