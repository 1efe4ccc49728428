import { fen, sumTooLarge } from '@ledger/ledger/kernel/money.js';
import { act, day } from '@ledger/test/dsl/acts.js';
import { serviceRecorded } from '@ledger/test/dsl/passbook.js';
import { happened } from '@ledger/test/dsl/project.js';
import { runnersOf } from '@ledger/test/support/known-views.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import { everybody, type TotalsScope, type WhomFilter } from '../reading/totals-scope.js';
import { projector } from '../kernel/projector.js';
import { readTotals, type TotalsRow } from './totals-queries.js';
import type { TotalsBy } from './totals-splits.js';

/**
 * Far more fen than one act may have, so that a few acts reach sums that millions of real acts would have. Views do not
 * check the limit.
 */
const most = Number.MAX_SAFE_INTEGER;

/**
 * The amounts of the acts per district: a sum beyond 2^53 that must stay exact, one that is too large, and an ordinary
 * one.
 */
const amounts: Readonly<Record<string, readonly number[]>> = {
  '330603': [most, most, most, 2],
  '330604': [...Array<number>(12).fill(most), 10_000_000],
  '330784': [4_500],
};

/** Headcounts of two districts elsewhere: a sum that a number still holds exactly, and one more than that. */
const heads: Readonly<Record<string, readonly number[]>> = {
  '110101': [most, -3, 2],
  '110102': [most, most, 3],
};

let views: Views;
beforeEach(async () => {
  views = openViews();
  const acts = Object.entries(amounts).flatMap(([district, sums]) =>
    sums.map((amount) =>
      act({ district, on: day('2026-03-12'), amountFen: fen(amount), employer: district }),
    ),
  );
  const crowds = Object.entries(heads).flatMap(([district, counts]) =>
    counts.map((headcount) => act({ district, on: day('2026-03-12'), headcount })),
  );
  await views.write(
    ...[...acts, ...crowds].map((each, index) =>
      happened(`passbook-${String(index)}`, serviceRecorded(each)),
    ),
  );
  const all = projector(views.log, runnersOf(views));
  await all.open();
  await all.catchUp();
});
afterEach(() => views.close());

const rowsBy = async (by: TotalsBy, whom: WhomFilter = everybody): Promise<readonly unknown[]> => {
  const scope: TotalsScope = {
    ...{ district: '330000', from: '2026-01', to: '2026-12', kinds: null, recordedTo: null },
    depth: 'all',
    whom,
  };
  const { rows } = await readTotals(views, scope, by);
  return rows.map(({ key, acts, amountFen, paidFen }: TotalsRow) => [key, acts, amountFen, paidFen]);
};

const exactly = 27_021_597_764_222_975n;
const ofEmployers = [
  ['330604', 13, sumTooLarge, sumTooLarge],
  ['330603', 4, exactly, exactly],
  ['330784', 1, 4_500, 4_500],
];

describe('sums of money', () => {
  test('are exact beyond 2^53, and one that is too large is that of its row alone', async () => {
    expect(await rowsBy('employer')).toStrictEqual(ofEmployers);
  });

  test('are the same whether buckets or the lines in them are added up', async () => {
    const buckets = await rowsBy('district');
    expect(buckets).toStrictEqual([
      ['330600', 17, sumTooLarge, sumTooLarge],
      ['330700', 1, 4_500, 4_500],
    ]);
    expect(await rowsBy('district', { ...everybody, named: true })).toStrictEqual(buckets);
  });

  test('of everything are too large where those of a part are not', async () => {
    expect(await rowsBy('none')).toStrictEqual([[null, 18, sumTooLarge, sumTooLarge]]);
    expect(await rowsBy('none', { ...everybody, employer: ['330603'] })).toStrictEqual([
      [null, 4, exactly, exactly],
    ]);
  });
});

describe('counts', () => {
  const headcountOf = async (district: string, by: TotalsBy, whom = everybody): Promise<unknown> => {
    const scope = { district, from: '2026-01', to: '2026-12', kinds: null, recordedTo: null };
    const { rows } = await readTotals(views, { ...scope, depth: 'all', whom }, by);
    return rows.map(({ headcount }) => headcount);
  };

  test.each<TotalsBy>(['none', 'district', 'sex'])('by %s are exact, or refused', async (by) => {
    expect(await headcountOf('110101', by)).toStrictEqual([most - 1]);
    await expect(headcountOf('110102', by)).rejects.toMatchObject({
      code: 'SUM_TOO_LARGE',
      facts: { problem: 'countTooLarge', count: '18014398509481985' },
    });
  });

  test('of a bucket are exact again when what was too much is taken back', async () => {
    const back = [0, 1].map((index) =>
      happened(
        `passbook-back-${String(index)}`,
        serviceRecorded(act({ district: '110102', on: day('2026-03-12'), headcount: -most })),
      ),
    );
    await views.write(...back);
    const all = projector(views.log, runnersOf(views));
    await all.open();
    await all.catchUp();
    expect(await headcountOf('110102', 'none')).toStrictEqual([3]);
  });
});
