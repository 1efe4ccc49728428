import { LogFault } from '@ledger/ledger/ports/event-log.js';
import { dyingAt } from '@ledger/test/support/dying-store.js';
import { actsOf, ViewsOnDisk, nameOf, statesOf } from '@ledger/test/support/views-on-disk.js';
import { knownViews, viewNames } from '@ledger/test/support/known-views.js';
import { openViews } from '@ledger/test/support/views.js';
import { digests } from '../digest/digest-document.js';
import { checkpoints, type Checkpoint } from '../kernel/checkpoint.js';
import { checkPasts, viewPast } from '../reading/view-state.js';
import { views as allViews } from '../views.js';
import { buildsAside, buildsByPast } from './builds-by-past.js';
import { currentViews } from './current-builds.js';
import { readBuilds } from './view-builds.js';
import { KeepingFault, ViewManager } from './view-manager.js';

let kept: ViewsOnDisk;
beforeEach(() => {
  kept = new ViewsOnDisk('file');
});
afterEach(() => kept.close());

const everything = [...viewNames, digests.name];
const firstOf = (view: string) => ({ view, build: 1, past: 'another' });

/** The views have folded five acts; then the log is restored from a backup that contains only three of them. */
const putBack = async (): Promise<void> => {
  await kept.given(3);
  await kept.backUp();
  await kept.given(2);
  await (await kept.keeping()).projector.catchUp();
  await kept.putBack();
};

const totalsNow = (): Promise<number> => actsOf(currentViews(kept.open('read'), allViews));

describe('views of a log that was put back to an older copy', () => {
  it.each([0, 1, 2, 9])(
    'are set aside and folded anew, with the digests, also where %i acts came since',
    async (since) => {
      await putBack();
      await kept.given(since);
      const manager = kept.manager();
      expect(await manager.open()).toStrictEqual(everything.map(firstOf));
      await manager.projector.catchUp();
      expect(await totalsNow()).toBe(3 + since);
      expect(manager.projector.views.map(({ ordinal }) => ordinal)).toStrictEqual(
        everything.map(() => 3 + since),
      );
      expect(await statesOf(manager, 'totals')).toStrictEqual([
        [1, 'aside'],
        [2, 'current'],
      ]);
      expect(await buildsAside(kept.store, [...allViews, digests])).toStrictEqual(
        everything.map((view) => ({ view, build: 1 })),
      );
    },
  );

  it('are folded as from nothing: none of their documents knows what the log has lost', async () => {
    await putBack();
    await (await kept.keeping()).projector.catchUp();
    const fresh = new ViewsOnDisk();
    await fresh.given(3);
    await (await fresh.keeping()).projector.catchUp();
    const all = { where: {}, by: [], measures: ['acts', 'headcount'], bytes: 'people' };
    const { groups } = await fresh.store.sum(nameOf(knownViews.totals, 1), all);
    expect((await kept.store.sum(nameOf(knownViews.totals, 2), all)).groups).toStrictEqual(groups);
    await fresh.close();
  });

  it('stay as they are where the log holds all that they were folded from', async () => {
    await kept.given(3);
    await (await kept.keeping()).projector.catchUp();
    await kept.backUp();
    await kept.given(2);
    await kept.putBack();
    await kept.given(1);
    const manager = kept.manager();
    expect(await manager.open()).toStrictEqual([]);
    await manager.projector.catchUp();
    expect(await totalsNow()).toBe(4);
    expect(await statesOf(manager, 'totals')).toStrictEqual([[1, 'current']]);
  });

  it('are set aside with their builds beside and before: none is gone on with, switched to or gone back to', async () => {
    await kept.given(3);
    await kept.backUp();
    await kept.given(2);
    const first = await kept.keeping();
    await first.projector.catchUp();
    await kept.building(first, 'totals');
    await first.switchTo('totals', 2);
    await kept.building(first, 'totals');
    await first.markReady('totals', 3);
    await kept.building(first, 'acts');
    await kept.putBack();
    const manager = await kept.keeping();
    expect(await statesOf(manager, 'totals')).toStrictEqual([
      [1, 'aside'],
      [2, 'aside'],
      [3, 'aside'],
      [4, 'current'],
    ]);
    expect(await manager.readyOf('totals')).toBeNull();
    await expect(manager.back('totals')).rejects.toThrow(KeepingFault);
    expect(await manager.allot('acts')).toMatchObject({ resumed: false, number: 4, current: 'acts_v2_b3' });
  });

  it('leave nothing behind once they are dropped, and the digests once they are forgotten', async () => {
    await putBack();
    const manager = await kept.keeping();
    await manager.projector.catchUp();
    await kept.backUp();
    await kept.given(2);
    await (await kept.keeping()).projector.catchUp();
    await kept.putBack();
    const next = await kept.keeping();
    await next.projector.catchUp();
    expect(kept.files()).toContain('views.digests_v1_b2.db');
    for (const name of viewNames) expect(await next.drop(name)).toStrictEqual([1, 2]);
    expect((await readBuilds(kept.store, digests.name))?.builds.builds).toHaveLength(3);
    expect(await next.forgetAside()).toBe(2);
    expect(await next.forgetAside()).toBe(0);
    expect(kept.files()).toStrictEqual(
      ['views.db', ...everything.map((view) => nameOfThird(view))].toSorted(),
    );
    expect(await totalsNow()).toBe(3);
  });
});

const nameOfThird = (view: string): string => {
  const version = [...allViews, digests].find(({ name }) => name === view)?.version;
  return `views.${view}_v${String(version)}_b3.db`;
};

describe('a keeper that dies while it sets views aside is followed by one that is done with it', () => {
  it.each(
    Array.from({ length: 14 }, (_, put) => [put + 1, false] as const).flatMap((at) => [
      at,
      [at[0], true] as const,
    ]),
  )('at its put %i, stored: %s', async (put, isStored) => {
    await putBack();
    await kept.given(1);
    const dying = kept.manager(allViews, dyingAt(kept.store, put, isStored));
    await expect(dying.open().then(() => dying.projector.catchUp())).rejects.toThrow('killed');
    const manager = await kept.keeping();
    await manager.projector.catchUp();
    expect(await totalsNow()).toBe(4);
    for (const name of viewNames)
      expect(await statesOf(manager, name)).toStrictEqual([
        [1, 'aside'],
        [2, 'current'],
      ]);
  });
});

describe('views that an earlier version has folded, which did not note the event at a checkpoint', () => {
  it('are set aside and folded anew', async () => {
    await kept.given(3);
    await (await kept.keeping()).projector.catchUp();
    const key = nameOf(knownViews.totals, 1);
    const was = (await kept.store.getMany<Checkpoint>(checkpoints.name, [key])).get(key);
    if (was?.doc == null) throw new Error('totals were folded');
    const { last: _last, ...older } = was.doc;
    await kept.store.putMany(checkpoints.name, [{ ...was, was: was.position, doc: older }]);
    const manager = kept.manager();
    expect(await manager.open()).toStrictEqual([{ view: 'totals', build: 1, past: 'unknown' }]);
    await manager.projector.catchUp();
    expect(await totalsNow()).toBe(3);
  });
});

describe('views of another log', () => {
  it('stay refused, and as they are', async () => {
    await kept.given(3);
    await (await kept.keeping()).projector.catchUp();
    const other = openViews();
    const manager = new ViewManager({ log: other.log, store: kept.store }, allViews, []);
    const fault: unknown = await manager.open().catch((error: unknown) => error);
    expect(fault instanceof LogFault ? fault.code : fault).toBe('FOREIGN_POSITION');
    await other.close();
    expect(await statesOf(await kept.keeping(), 'totals')).toStrictEqual([[1, 'current']]);
  });
});

describe('a reader of views', () => {
  const reading = () => ({ log: kept.log, store: currentViews(kept.open('read'), allViews) });

  it('is told by each whether it is of the log’s past, and reads them again once they are folded anew', async () => {
    await putBack();
    expect(await viewPast(reading(), knownViews.totals)).toBe('another');
    await expect(checkPasts(reading(), allViews)).rejects.toThrow(
      /^view workers was folded from events that/,
    );
    expect(await buildsByPast(reading(), digests)).toStrictEqual({ current: null, aside: ['digests_v1_b1'] });
    await (await kept.keeping()).projector.catchUp();
    expect(await viewPast(reading(), knownViews.totals)).toBe('this');
    await checkPasts(reading(), allViews);
    expect(await buildsByPast(reading(), digests)).toStrictEqual({
      current: 'digests_v1_b2',
      aside: ['digests_v1_b1'],
    });
  });

  it('finds nothing wrong where nobody has folded anything yet', async () => {
    await checkPasts(reading(), allViews);
    expect(await buildsByPast(reading(), digests)).toStrictEqual({ current: 'digests_v1_b1', aside: [] });
  });
});
