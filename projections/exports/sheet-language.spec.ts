import { fen } from '@ledger/ledger/kernel/money.js';
import { act, day } from '@ledger/test/dsl/acts.js';
import { serviceRecorded } from '@ledger/test/dsl/passbook.js';
import { happened } from '@ledger/test/dsl/project.js';
import { runnersOf } from '@ledger/test/support/known-views.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import { everyAct } from '../acts/acts-queries.js';
import { projector } from '../kernel/projector.js';
import { everyPayout } from '../payouts/payouts-queries.js';
import type { SheetRow, Sheet } from '../ports/sheet-writer.js';
import { everybody, type TotalsScope } from '../reading/totals-scope.js';
import { actsSheet } from './acts-sheet.js';
import { payoutsSheet } from './payouts-sheet.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { totalsSheet } from './totals-sheet.js';

let views: Views;
beforeEach(async () => {
  views = openViews();
  const amounts = [...Array<number>(12).fill(Number.MAX_SAFE_INTEGER), 4_500];
  const acts = amounts.map((amount, index) =>
    act({ on: day('2026-03-12'), amountFen: fen(amount), employer: index < 12 ? '甲' : '乙' }),
  );
  await views.write(
    ...acts.map((each, index) => happened(`passbook-${String(index)}`, serviceRecorded(each))),
  );
  const all = projector(views.log, runnersOf(views));
  await all.open();
  await all.catchUp();
});
afterEach(() => views.close());

const exporting = (language: Language) => ({
  by: '甲',
  at: '2026-03-12T00:00:00.000Z',
  language,
  sample: true,
});
const scope: TotalsScope = {
  ...{ district: '330603', from: '2026-01', to: '2026-12', kinds: null, recordedTo: null },
  depth: 'all',
  whom: everybody,
};

const totals = (language: Language): Promise<Sheet> =>
  totalsSheet(views, { scope, by: 'employer', exporting: exporting(language) });
const nobodyNamed = async (): Promise<readonly never[]> => [];
const sheets: Readonly<Record<string, (language: Language) => Promise<Sheet>>> = {
  totals,
  acts: (language) =>
    actsSheet(views, { filter: everyAct, open: nobodyNamed, exporting: exporting(language) }),
  payouts: (language) =>
    payoutsSheet(views, { filter: everyPayout, open: nobodyNamed, exporting: exporting(language) }),
};

/** What the ledger itself calls things in a sheet: titles, heads, and the labels of what is said after it. */
const namesIn = async (sheet: Sheet): Promise<readonly string[]> => [
  ...[sheet.title, sheet.aboutTitle, ...sheet.columns.map(({ head }) => head)],
  ...(await sheet.about(1)).map(([label]) => label),
];

const rowsOf = async ({ pages }: Sheet): Promise<readonly SheetRow[]> => {
  const rows: SheetRow[] = [];
  for await (const page of pages()) rows.push(...page);
  return rows;
};

describe.each(Object.entries(sheets))('a sheet of %s', (_name, sheet) => {
  it('calls everything by Chinese words where the reader wants them', async () => {
    const names = (await namesIn(await sheet('zh'))).filter((name) => name !== 'SUM_TOO_LARGE');
    expect(names.filter((name) => /[A-Za-z]/.test(name.replace('业务ID', '')))).toStrictEqual([]);
  });

  it('and by English words else', async () => {
    const names = await namesIn(await sheet('en'));
    expect(names.filter((name) => /\p{Script=Han}/u.test(name))).toStrictEqual([]);
  });
});

describe('a sum that is too large for its sheet', () => {
  it('stands as its code in its row alone, and what that means stands at the end', async () => {
    const sheet = await totals('zh');
    const at = sheet.columns.findIndex(({ head }) => head === '金额（元）');
    expect((await rowsOf(sheet)).map((row) => [row[0], row[at]])).toStrictEqual([
      ['甲', 'SUM_TOO_LARGE'],
      ['乙', 4_500],
    ]);
    const meanings = (await sheet.about(2)).filter(([label]) => label === 'SUM_TOO_LARGE');
    expect(meanings).toStrictEqual([['SUM_TOO_LARGE', '金额合计超过一千万亿元，不显示']]);
  });
});
