import { everyAct } from '@ledger/projections/acts/acts-queries.js';
import { everyPayout } from '@ledger/projections/payouts/payouts-queries.js';
import { Command } from 'commander';
import type { ExportFilter } from './export-filters.js';
import { withExport } from './export-options.js';
import { totalsFilterOf } from './totals-filter.js';

type Ordered = Readonly<{ asked: ExportFilter; out: string; names: boolean | undefined }>;

/** What `ledger export` is asked for by these arguments. */
const ordered = async (...args: readonly string[]): Promise<readonly Ordered[]> => {
  const orders: Ordered[] = [];
  const program = new Command('ledger').exitOverride().configureOutput({ writeErr: () => undefined });
  withExport(program, (asked, { out, names }) => {
    orders.push({ asked, out, names });
    return Promise.resolve();
  });
  await program.parseAsync(['export', ...args], { from: 'user' });
  return orders;
};

const out = ['--out', 'a.csv'];
const months = ['--from', '2024-01', '--to', '2024-12'];
const days = ['--from', '2024-02-29', '--to', '2024-03-01'];

describe('an export', () => {
  it.each<readonly [readonly string[], ExportFilter]>([
    [
      ['totals', ...months],
      { what: 'totals', ...totalsFilterOf({ from: '2024-01', to: '2024-12', by: 'none' }) },
    ],
    [
      ['totals', ...months, '--by', 'month', '--sex', 'unknown'],
      {
        what: 'totals',
        ...totalsFilterOf({ from: '2024-01', to: '2024-12', by: 'month', sex: ['unknown'] }),
      },
    ],
    [['acts'], { what: 'acts', filter: everyAct }],
    [['acts', ...days], { what: 'acts', filter: { ...everyAct, from: '2024-02-29', to: '2024-03-01' } }],
    [
      ['acts', '--kind', 'health-check', 'skills-training', '--state', 'given'],
      {
        what: 'acts',
        filter: { ...everyAct, kinds: ['health-check', 'skills-training'], states: ['given'] },
      },
    ],
    [['payouts'], { what: 'payouts', filter: everyPayout }],
    [
      ['payouts', '--district', '330600', '--state', 'paid'],
      { what: 'payouts', filter: { ...everyPayout, district: '330600', states: ['paid'] } },
    ],
    [
      [
        'payouts',
        '--requested-by',
        'li',
        '--approved-to',
        '2024-02-29',
        '--paid-by',
        'wu',
        '--paid-from',
        '2024-02-01',
      ],
      {
        what: 'payouts',
        filter: {
          ...everyPayout,
          steps: {
            requested: { by: 'li', from: null, to: null },
            approved: { by: null, from: null, to: '2024-02-29' },
            paid: { by: 'wu', from: '2024-02-01', to: null },
          },
        },
      },
    ],
    [['history', '000000046'], { what: 'worker', named: '000000046' }],
    [['history', 'M-1', '--office', '越城'], { what: 'worker', named: 'M-1', office: '越城' }],
  ])('%j', async (args, asked) => {
    expect(await ordered(...args, ...out)).toStrictEqual([{ asked, out: 'a.csv', names: undefined }]);
  });

  it.each([['acts'], ['payouts'], ['history', 'M-1']])('with names: %s', async (...args) => {
    const [order] = await ordered(...args, ...out, '--names');
    expect(order?.names).toBe(true);
  });

  it.each([
    ['gathering-spring', 'gathering-spring'],
    ['gathering-spring.0', 'gathering-spring'],
  ])('of the attendance of session %s', async (session, stream) => {
    const [order] = await ordered('acts', ...out, '--session', session);
    expect(order?.asked).toStrictEqual({ what: 'acts', filter: { ...everyAct, session: stream } });
  });
});

describe('an export is refused', () => {
  it.each([
    [['acts', ...out, '--session', ''], '--session is “”; there is no such session'],
    [
      ['acts', ...out, '--session', 'passbook-000000046-2024.0'],
      '--session is “passbook-000000046-2024.0”; there is no such session',
    ],
    [
      ['acts', ...out, '--from', '2024-03-01', '--to', '2024-02-29'],
      '--from (2024-03-01) must not be later than --to (2024-02-29)',
    ],
    [
      ['payouts', ...out, '--from', '2024-03-01', '--to', '2024-02-29'],
      '--from (2024-03-01) must not be later than --to (2024-02-29)',
    ],
    [
      ['payouts', ...out, '--paid-from', '2024-03-01', '--paid-to', '2024-02-29'],
      '--paid-from (2024-03-01) must not be later than --paid-to (2024-02-29)',
    ],
    [
      ['payouts', ...out, '--approved-to', '2024-02-30'],
      '--approved-to is “2024-02-30”; it must be a day, YYYY-MM-DD',
    ],
    [
      ['totals', ...out, '--from', '2024-03', '--to', '2024-02'],
      '--from (2024-03) must not be later than --to (2024-02)',
    ],
  ])('for its values: %j', async (args, sentence) => {
    await expect(ordered(...args)).rejects.toMatchObject({ name: 'UsageFault', message: sentence });
  });

  it.each([
    [['acts'], "error: required option '--out <file>' not specified"],
    [['acts', '--out'], "error: option '--out <file>' argument missing"],
    [['totals', ...out], "error: required option '--from <month>' not specified"],
    [['totals', ...months, ...out, '--names'], "error: unknown option '--names'"],
    [['payouts', ...out, '--session', 'gathering-spring'], "error: unknown option '--session'"],
    [['history', ...out], "error: missing required argument 'worker'"],
    [['workers', ...out], "error: unknown command 'workers'"],
  ])('for its words: %j', async (args, message) => {
    await expect(ordered(...args)).rejects.toMatchObject({ message });
  });
});
