import { knownViews } from '@ledger/test/support/known-views.js';
import { acts } from '../acts/acts-projection.js';
import { everyAct, listActs } from '../acts/acts-queries.js';
import { totals } from '../totals/totals-projection.js';
import { views as allViews } from '../views.js';
import type { View } from '../kernel/view.js';
import { currentViews } from './current-builds.js';
import { viewState } from '../reading/view-state.js';
import { viewRunner } from '../kernel/view-runner.js';
import { ViewsOnDisk, actsOf, statesOf } from '@ledger/test/support/views-on-disk.js';

let kept: ViewsOnDisk;
beforeEach(() => {
  kept = new ViewsOnDisk();
});
afterEach(() => kept.close());

/** The views of an older program, in which one of them had an earlier version. */
const olderViews = (older: View): readonly View[] =>
  allViews.map((view) => (view.name === older.name ? older : view));

const olderActs: View = {
  ...{ name: 'acts', version: 1, readable: [] },
  runner: (number, ports) => viewRunner({ ...acts, version: 1 }, number, ports),
  recount: null,
};
const olderTotals: View = {
  ...{ name: 'totals', version: 0, readable: [] },
  runner: (number, ports) => viewRunner({ ...totals, version: 0 }, number, ports),
  recount: null,
};

describe('a view whose code has another version', () => {
  it('is read in the old build, if its documents can be, until the new one is there', async () => {
    await kept.given(3);
    await (await kept.keeping(olderViews(olderActs))).projector.catchUp();
    const manager = await kept.keeping();
    expect(manager.outdated).toStrictEqual(['acts']);
    await kept.given(1);
    await manager.projector.catchUp();
    const reader = currentViews(kept.open('read'), allViews);
    const state = () => viewState({ store: reader, log: kept.log }, knownViews.acts);
    expect(await state()).toMatchObject({ ordinal: kept.written - 1, lag: 1 });
    expect((await listActs(reader, everyAct, { from: 'front', first: 10, after: null })).items).toHaveLength(
      3,
    );
    const { allotted, comparison } = await kept.building(manager, 'acts');
    expect(allotted).toMatchObject({ number: 2, sameVersion: false, current: 'acts_v1_b1' });
    expect(comparison).toMatchObject({ documents: 3, differences: 0 });
    await manager.switchTo('acts', 2);
    reader.forget();
    expect(manager.outdated).toStrictEqual([]);
    expect(await state()).toMatchObject({ ordinal: kept.written, lag: 0 });
    expect((await listActs(reader, everyAct, { from: 'front', first: 10, after: null })).items).toHaveLength(
      4,
    );
    await expect(manager.back('acts')).rejects.toThrow(/no former build of version 2 to go back to/);
  });

  it('is told how it differs in the fields that both versions have', async () => {
    await kept.given(2);
    const old = await kept.keeping(olderViews(olderActs));
    await old.projector.catchUp();
    const { items } = await kept.store.find('acts_v1_b1', {
      ...{ index: 'key', where: {}, direction: 'ascending', after: null, limit: 1 },
    });
    const [item] = items;
    if (item === undefined) throw new Error('acts were folded');
    const { key, position, doc } = item;
    const changed = { ...doc, kind: 'other', place: 'elsewhere', onlyThen: 1 };
    await kept.store.putMany('acts_v1_b1', [{ key, position, was: position, doc: changed }]);
    expect((await kept.building(await kept.keeping(), 'acts')).comparison).toMatchObject({
      documents: 2,
      differences: 1,
      named: [`${key}: differs in kind, place`],
    });
  });

  it('begins at the start of the log, if they cannot be read, and says how far it has come', async () => {
    await kept.given(3);
    await (await kept.keeping(olderViews(olderTotals))).projector.catchUp();
    const manager = await kept.keeping();
    expect(manager.outdated).toStrictEqual([]);
    expect(await statesOf(manager, 'totals')).toStrictEqual([
      [1, 'former'],
      [2, 'current'],
    ]);
    const reader = currentViews(kept.open('read'), allViews);
    expect(await viewState({ store: reader, log: kept.log }, knownViews.totals)).toMatchObject({
      lag: 3,
      ordinal: 0,
    });
    await manager.projector.catchUp();
    expect(await actsOf(reader)).toBe(3);
  });
});
