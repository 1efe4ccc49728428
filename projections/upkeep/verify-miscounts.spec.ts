import { fen } from '@ledger/ledger/kernel/money.js';
import { workerNo } from '@ledger/ledger/kernel/ids.js';
import { act, day } from '@ledger/test/dsl/acts.js';
import { serviceRecorded } from '@ledger/test/dsl/passbook.js';
import { happened } from '@ledger/test/dsl/project.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import { entries } from '../entries/entries-projection.js';
import { projector } from '../kernel/projector.js';
import { firstRunners, type View } from '../kernel/view.js';
import { viewRunner } from '../kernel/view-runner.js';
import { totals } from '../totals/totals-projection.js';
import { views as rightViews } from '../views.js';
import { verifyViews, type Verified } from './verify-views.js';

/** A faulty program: its totals lose payments and count one head too many. */
const wrongTotals: typeof totals = {
  ...totals,
  fold: (doc, past, key) => {
    const folded = totals.fold(doc, past, key);
    return folded === null ? null : { ...folded, paidFen: 0, headcount: Number(folded.headcount) + 1 };
  },
};

/** A faulty program: its totals forget the people of every second act, so that all sums are right. */
const wrongPeople: typeof totals = {
  ...totals,
  fold: (doc, past, key) => {
    const folded = totals.fold(doc, past, key);
    return folded === null || doc === null ? folded : { ...folded, people: doc.people };
  },
};

/** A faulty program: it writes no entries for acts in March. */
const wrongEntries: typeof entries = {
  ...entries,
  keysOf: (past) =>
    'on' in past.event.data && past.event.data.on.startsWith('2026-03') ? [] : entries.keysOf(past),
};

const totalsInstead =
  (instead: typeof totals) =>
  (view: View): View =>
    view.name === 'totals' ? { ...view, runner: (build, ports) => viewRunner(instead, build, ports) } : view;
const entriesInstead = (view: View): View =>
  view.name === 'entries'
    ? { ...view, runner: (build, ports) => viewRunner(wrongEntries, build, ports) }
    : view;

let kept: Views;
let scratch: Views;
beforeEach(() => {
  kept = openViews();
  scratch = openViews();
});
afterEach(async () => {
  await kept.close();
  await scratch.close();
});

/** Verifies views that were folded by the faulty program, with the same faulty program. */
const differing = async (
  views: readonly View[],
  acts = [act({ on: day('2026-01-05'), amountFen: fen(4_500) }), act({ on: day('2026-03-05') })],
): Promise<readonly Verified[]> => {
  await kept.write(
    ...acts.map((each, index) => happened(`passbook-${String(index)}`, serviceRecorded(each))),
  );
  const all = projector(kept.log, firstRunners(views, kept));
  await all.open();
  await all.catchUp();
  const verified = await verifyViews({
    ...{ log: kept.log, views, store: kept.store, scratch: scratch.store },
    progress: () => undefined,
    pause: () => Promise.reject(new Error('the comparison waited for a store at rest')),
  });
  return verified.filter(({ differences }) => differences > 0);
};

describe('a fold that is wrong in itself is noticed, though a fresh fold is as wrong', () => {
  test('where it adds up wrongly', async () => {
    const january = '330603|cancer-screening|2026-01|2026-03: headcount is 2, but the events add up to 1; ';
    expect(await differing(rightViews.map(totalsInstead(wrongTotals)))).toStrictEqual([
      {
        ...{ view: 'totals', documents: 2, differences: 2, miscounts: 2, stopped: null, incomplete: [] },
        first: `${january}paidFen is 0, but the events add up to 4500`,
      },
    ]);
  });

  test('where it forgets people', async () => {
    const acts = [1, 2, 2].map((worker) => act({ on: day('2026-01-05'), worker: workerNo(worker) }));
    expect(await differing(rightViews.map(totalsInstead(wrongPeople)), acts)).toStrictEqual([
      {
        ...{ view: 'totals', documents: 1, differences: 1, miscounts: 1, stopped: null, incomplete: [] },
        first: '330603|cancer-screening|2026-01|2026-03: the people are not those of the events',
      },
    ]);
  });

  test('where it loses lines', async () => {
    const march = '330603|cancer-screening|2026-03|2026-03';
    expect(await differing(rightViews.map(entriesInstead))).toStrictEqual([
      {
        ...{ view: 'entries', documents: 1, differences: 1, miscounts: 1, stopped: null, incomplete: [] },
        first:
          `${march}: acts is 0, but the events add up to 1; headcount is 0, but the events add up to 1; ` +
          'the people are not those of the events',
      },
    ]);
  });

  test('and a right one has nothing to be noticed', async () => {
    expect(await differing(rightViews)).toStrictEqual([]);
  });
});
