import { act } from '@ledger/test/dsl/acts.js';
import { serviceRecorded } from '@ledger/test/dsl/passbook.js';
import { happened, positionAt } from '@ledger/test/dsl/project.js';
import { viewAt } from '@ledger/test/dsl/view-at.js';
import { knownViews, runnersOf } from '@ledger/test/support/known-views.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import type { Incomplete } from '../kernel/incomplete-documents.js';
import { viewRunner } from '../kernel/view-runner.js';
import { totals } from '../totals/totals-projection.js';
import { readTotals } from '../totals/totals-queries.js';
import { everybody, type TotalsScope } from './totals-scope.js';
import { stateOfDocument, viewState } from './view-state.js';

const year2026: TotalsScope = {
  ...{ district: '330784', depth: 'all' as const, from: '2026-01', to: '2026-12' },
  ...{ kinds: null, recordedTo: null, whom: everybody },
};

describe('an answer of a view that lacks events', () => {
  let views: Views;
  beforeEach(() => {
    views = openViews();
  });
  afterEach(() => views.close());

  /** Folds one act in each of these districts into totals, where the buckets of one district cannot be folded. */
  const foldedBut = async (poisoned: string, districts: readonly string[]): Promise<void> => {
    await views.write(
      ...districts.map((district, at) =>
        happened(`passbook-${String(at)}`, serviceRecorded(act({ district, reference: null }))),
      ),
    );
    const fold: typeof totals.fold = (doc, past, key) => {
      if (key.startsWith(poisoned)) throw new RangeError('it does not fit');
      return totals.fold(doc, past, key);
    };
    const runner = viewRunner({ ...totals, fold }, 1, views);
    await runner.open();
    const { events, reached } = await views.log.readAll(views.log.start, 100);
    await runner.apply({ reached, events });
  };

  it('names the keys that its view lacks, whatever it was asked for', async () => {
    await foldedBut('330602', ['330602', '330784', '330602']);
    const { rows, view } = await readTotals(views, year2026, 'none');
    expect(rows.map(({ acts }) => acts)).toStrictEqual([1]);
    expect(view.incomplete.map(({ key, waiting }) => [key?.split('|')[0], waiting])).toStrictEqual([
      ['330602', 1],
    ]);
    expect(view.incomplete).toStrictEqual((await viewState(views, knownViews.totals)).incomplete);
  });

  it('does so where a key cannot be told, for every answer', async () => {
    await views.write(happened('passbook-1', serviceRecorded(act())));
    const illegible = (past: Recorded): Recorded => ({
      ...past,
      unreadable: { because: 'from the future', type: past.event.type },
    });
    for (const runner of runnersOf(views)) {
      await runner.open();
      const { events, reached } = await views.log.readAll(views.log.start, 100);
      await runner.apply({ reached, events: events.map(illegible) });
    }
    const { view } = await readTotals(views, year2026, 'none');
    expect(view.incomplete.map(({ key, because }) => [key, because])).toStrictEqual([
      [null, 'from the future'],
    ]);
  });
});

describe('an answer about one document', () => {
  const lacking = (key: string | null): Incomplete => ({
    ...{ key, event: 'SubsidyPaid', stream: 'passbook-1', revision: 3, at: positionAt(7) },
    ...{ because: 'it does not fit', waiting: 0 },
  });
  const [own, other, any] = [lacking('a.1'), lacking('a.10'), lacking(null)];

  it.each<readonly [string, string | null, readonly Incomplete[], readonly Incomplete[]]>([
    ['is incomplete if its own key is among them', 'a.1', [own, other], [own]],
    ['is complete if it is not', 'a.2', [own, other], []],
    ['is incomplete wherever a key cannot be told', 'a.2', [any, other], [any]],
    ['so it is where there is no document to ask for', null, [any, other], [any]],
  ])('%s', (_what, key, incomplete, reported) => {
    expect(stateOfDocument(viewAt('acts', 9, { incomplete }), key)).toStrictEqual(
      viewAt('acts', 9, { incomplete: reported }),
    );
  });
});
