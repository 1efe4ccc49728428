import { fen } from '@ledger/ledger/kernel/money.js';
import { day } from '@ledger/test/dsl/acts.js';
import * as passbook from '@ledger/test/dsl/passbook.js';
import { asked, wayOfASubsidy } from '@ledger/test/dsl/payouts.js';
import { happened } from '@ledger/test/dsl/project.js';
import { runnersOf } from '@ledger/test/support/known-views.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import { projector } from '../kernel/projector.js';
import { everyPayout, payoutTotals, type PayoutFilter } from '../payouts/payouts-queries.js';
import type { SheetCell, Sheet } from '../ports/sheet-writer.js';
import { payoutsSheet } from './payouts-sheet.js';

const refusedAt = '2026-03-25T02:00:00.000Z';

let views: Views;
beforeAll(async () => {
  views = openViews();
  await views.write(
    ...wayOfASubsidy,
    happened('passbook-2', passbook.subsidyRequested({ ...asked, amountFen: fen(70_000) })),
    happened('passbook-2', passbook.subsidyRefused(), { actor: 'zhao', at: refusedAt }),
  );
  const all = projector(views.log, runnersOf(views));
  await all.open();
  await all.catchUp();
});
afterAll(() => views.close());

const sheetOf = (steps: Partial<PayoutFilter['steps']> = {}, language: 'zh' | 'en' = 'en'): Promise<Sheet> =>
  payoutsSheet(views, {
    filter: filterBy(steps),
    open: null,
    exporting: { by: '甲', at: '2026-06-01T00:00:00.000Z', language, sample: false },
  });

const filterBy = (steps: Partial<PayoutFilter['steps']>): PayoutFilter => ({
  ...everyPayout,
  steps: { ...everyPayout.steps, ...steps },
});

/** The rows of a sheet, as cells by the titles of their columns. */
const rowsOf = async ({ columns, pages }: Sheet): Promise<readonly ReadonlyMap<string, SheetCell>[]> => {
  const rows: ReadonlyMap<string, SheetCell>[] = [];
  for await (const page of pages())
    rows.push(...page.map((row) => new Map(columns.map(({ head }, at) => [head, row[at] ?? null]))));
  return rows;
};

const byWhom = ['requested by', 'approved by', 'paid by', 'refused by'];
const recorded = ['request', 'approval', 'payment', 'refusal'].map(
  (step) => `${step} recorded at (Asia/Shanghai)`,
);

it('a sheet of payouts shows who recorded each step, and when', async () => {
  const rows = await rowsOf(await sheetOf());
  const stepsOf = (state: string): readonly (SheetCell | undefined)[] => {
    const row = rows.find((each) => each.get('state') === state);
    return [...byWhom, ...recorded].map((head) => row?.get(head));
  };
  expect(stepsOf('paid')).toStrictEqual([
    ...['li', 'li', 'li', null],
    ...['2026-03-10T02:00:00.000Z', '2026-03-20T02:00:00.000Z', '2026-04-02T02:00:00.000Z', null],
  ]);
  expect(stepsOf('refused')).toStrictEqual([
    ...['li', null, null, 'zhao'],
    ...['2026-03-10T02:00:00.000Z', null, null, refusedAt],
  ]);
});

describe('a sheet of payouts that is filtered by a step', () => {
  const wanted = { by: 'li', from: day('2026-04-01'), to: day('2026-04-02') };

  it('has the payouts with this step; the sums of its columns equal the totals', async () => {
    const rows = await rowsOf(await sheetOf({ paid: wanted }));
    const [totals, ...others] = await payoutTotals(views.store, filterBy({ paid: wanted }));
    expect(others).toStrictEqual([]);
    const sums = ['amount ¥', 'paid out ¥', 'taken back ¥'].map((head) =>
      rows.reduce((sum, row) => sum + Number(row.get(head)), 0),
    );
    expect([rows.length, ...sums]).toStrictEqual([1, 20_000, 20_000, 0]);
    expect([totals?.payouts, totals?.amountFen, totals?.paidFen, totals?.takenBackFen]).toStrictEqual([
      ...[rows.length, ...sums],
    ]);
  });

  it('has no payouts of another person, or of another day', async () => {
    expect(await rowsOf(await sheetOf({ paid: { ...wanted, by: 'zhao' } }))).toStrictEqual([]);
    expect(await rowsOf(await sheetOf({ paid: { ...wanted, to: day('2026-04-01') } }))).toStrictEqual([]);
  });

  it.each([
    ['en', ['paid by', 'paid from', 'paid to']],
    ['zh', ['支付登记人', '支付日期自', '支付日期至']],
  ] as const)('describes the filter at its end (%s)', async (language, labels) => {
    const about = await (await sheetOf({ paid: wanted }, language)).about(1);
    expect(about.slice(1, 4)).toStrictEqual([
      [labels[0], 'li'],
      [labels[1], '2026-04-01'],
      [labels[2], '2026-04-02'],
    ]);
  });
});
