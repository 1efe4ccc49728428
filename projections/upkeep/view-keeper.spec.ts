import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import { act } from '@ledger/test/dsl/acts.js';
import * as passbook from '@ledger/test/dsl/passbook.js';
import { happened } from '@ledger/test/dsl/project.js';
import { collectionNames, knownViews } from '@ledger/test/support/known-views.js';
import { openViews, storeIn, type Views } from '@ledger/test/support/views.js';
import type { Document, DocumentStore } from '../ports/document-store.js';
import { acts } from '../acts/acts-projection.js';
import { everyAct, listActs } from '../acts/acts-queries.js';
import { totals } from '../totals/totals-projection.js';
import { views as allViews } from '../views.js';
import type { View } from '../kernel/view.js';
import { build, type BuildComparison } from './build-view.js';
import { currentViews, type CurrentViews } from './current-builds.js';
import { KeepingFault, ViewKeeper, type Allotted } from './view-keeper.js';
import { collectionOf, type Projection } from '../kernel/projection.js';
import { viewState } from '../reading/view-state.js';
import { viewRunner } from '../kernel/view-runner.js';

const nameOf = <D extends Document, E extends DomainEvent>(
  projection: Projection<D, E>,
  build: number,
): string => collectionOf(projection, build).name;

let views: Views;
let folder: string;
let store: DocumentStore;
const opened = new Set<DocumentStore>();

const open = (mode: 'write' | 'read' | 'snapshot'): DocumentStore => {
  const handle = storeIn(folder, mode);
  opened.add(handle);
  return handle;
};

beforeEach(() => {
  views = openViews();
  folder = mkdtempSync(join(tmpdir(), 'ledger-keeping-'));
  store = open('write');
});
afterEach(async () => {
  for (const handle of opened) await handle.close();
  opened.clear();
  await views.close();
  rmSync(folder, { recursive: true });
});

let written = 0;
beforeEach(() => {
  written = 0;
});
const given = (count: number): Promise<unknown> =>
  views.write(
    ...Array.from({ length: count }, () => {
      written += 1;
      return happened(`passbook-${String(written)}-2026`, passbook.serviceRecorded(act()));
    }),
  );

const keeping = async (known: readonly View[] = allViews): Promise<ViewKeeper> => {
  const keeper = new ViewKeeper({ log: views.log, store }, known, []);
  await keeper.open();
  return keeper;
};

/** The views of an older program, in which one of them had an earlier version. */
const olderViews = (older: View): readonly View[] =>
  allViews.map((view) => (view.name === older.name ? older : view));

const olderActs: View = {
  ...{ name: 'acts', version: 1, readable: [] },
  runner: (number, ports) => viewRunner({ ...acts, version: 1 }, number, ports),
};
const olderTotals: View = {
  ...{ name: 'totals', version: 0, readable: [] },
  runner: (number, ports) => viewRunner({ ...totals, version: 0 }, number, ports),
};

const building = async (
  keeper: ViewKeeper,
  name: string,
  said: Readonly<{ signal?: AbortSignal; progress?: () => void }> = {},
): Promise<Readonly<{ allotted: Allotted; comparison: BuildComparison }>> => {
  const view = allViews.find((each) => each.name === name);
  if (view === undefined) throw new Error(`no view ${name}`);
  const allotted = await keeper.allot(name);
  const own = open('write');
  const comparison = await build({
    log: views.log,
    store: own,
    runner: view.runner(allotted.number, { log: views.log, store: own }),
    current: allotted.current,
    sameVersion: allotted.sameVersion,
    freeze: async () => storeIn(folder, 'snapshot'),
    pause: () => Promise.resolve(),
    progress: said.progress ?? (() => undefined),
    signal: said.signal ?? new AbortController().signal,
  });
  return { allotted, comparison };
};

const statesOf = async (keeper: ViewKeeper, name: string) =>
  (await keeper.builds())
    .find(({ view }) => view === name)
    ?.builds.map(({ number, state }) => [number, state]);

const positionOf = async (reader: CurrentViews): Promise<string> =>
  (await viewState({ store: reader, log: views.log }, knownViews.totals)).position;

const actsOf = async (reader: DocumentStore): Promise<number> => {
  const asked = { where: {}, by: [], measures: ['acts'], bytes: null };
  return (await reader.sum(collectionNames.totals, asked)).groups[0]?.sums['acts'] ?? 0;
};

const files = (): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.db'))
    .sort();

describe('a view is built anew', () => {
  it('beside the one that is read, equal to it at one position, and read once it is switched to', async () => {
    await given(5);
    const keeper = await keeping();
    await keeper.projector.catchUp();
    const reader = currentViews(open('read'), allViews);
    const { allotted, comparison } = await building(keeper, 'totals');
    expect(allotted).toStrictEqual({
      number: 2,
      resumed: false,
      current: nameOf(totals, 1),
      sameVersion: true,
    });
    expect(comparison).toMatchObject({ documents: 1, differences: 0, named: [] });
    expect(await statesOf(keeper, 'totals')).toStrictEqual([
      [1, 'current'],
      [2, 'folding'],
    ]);
    await given(3);
    expect(await actsOf(reader)).toBe(5);
    await keeper.switchTo('totals', 2);
    reader.forget();
    expect(await actsOf(reader)).toBe(5);
    await keeper.projector.catchUp();
    expect(await actsOf(reader)).toBe(8);
    expect(await statesOf(keeper, 'totals')).toStrictEqual([
      [1, 'former'],
      [2, 'current'],
    ]);
    await given(1);
    await keeper.projector.catchUp();
    expect(await actsOf(reader)).toBe(9);
    expect(files()).toStrictEqual(['views.db', `views.${nameOf(totals, 2)}.db`]);
  });

  it('and its position never falls: not when it is switched, nor when it goes back', async () => {
    await given(4);
    const keeper = await keeping();
    await keeper.projector.catchUp();
    const reader = currentViews(open('read'), allViews);
    const seen = [await positionOf(reader)];
    const look = async (): Promise<void> => {
      reader.forget();
      seen.push(await positionOf(reader));
    };
    await building(keeper, 'totals');
    await given(2);
    await keeper.projector.catchUp();
    await look();
    await keeper.switchTo('totals', 2);
    await look();
    await given(2);
    await keeper.projector.catchUp();
    await look();
    expect((await keeper.back('totals')).number).toBe(1);
    await look();
    expect(seen).toStrictEqual(seen.toSorted());
    expect(await actsOf(reader)).toBe(8);
    expect(await keeper.drop('totals')).toStrictEqual([2]);
    expect(await keeper.drop('totals')).toStrictEqual([]);
    expect(files()).toStrictEqual(['views.db']);
    expect((await keeper.allot('totals')).number).toBe(3);
  });

  it('is taken up by the next keeper as it was left', async () => {
    await given(2);
    const first = await keeping();
    await building(first, 'totals');
    await first.switchTo('totals', 2);
    await given(2);
    const second = await keeping();
    await second.projector.catchUp();
    expect(await actsOf(currentViews(open('read'), allViews))).toBe(4);
  });

  it('names what differs, where somebody has changed the one that is read', async () => {
    await given(2);
    const keeper = await keeping();
    await keeper.projector.catchUp();
    const [[key, kept] = []] = await store.getMany(nameOf(acts, 1), [
      'passbook-1-2026.0',
      `passbook-${String(written)}-2026.0`,
    ]);
    if (key === undefined || kept === undefined) throw new Error('acts were folded');
    await store.putMany(nameOf(acts, 1), [
      { ...kept, was: kept.position, doc: { ...kept.doc, district: '330101' } },
    ]);
    expect((await building(keeper, 'acts')).comparison).toMatchObject({
      documents: 2,
      differences: 1,
      named: [`${key}: other content than in a fresh fold`],
    });
  });

  it('goes on where it was interrupted, or begins anew where it cannot', async () => {
    await given(3);
    const keeper = await keeping();
    await keeper.projector.catchUp();
    const ending = new AbortController();
    const interrupted = building(keeper, 'totals', {
      signal: ending.signal,
      progress: () => {
        ending.abort(new Error('killed'));
      },
    });
    await expect(interrupted).rejects.toThrow('killed');
    const again = await keeping();
    expect((await building(again, 'totals')).allotted).toMatchObject({ number: 2, resumed: true });
    await again.markReady('totals', 2);
    expect(await again.readyOf('totals')).toBe(2);
    // What was folded to its end and compared is not folded on: whoever asks again wants another look.
    expect((await building(again, 'totals')).allotted).toMatchObject({ number: 3, resumed: false });
    expect(files()).toStrictEqual(['views.db', `views.${nameOf(totals, 3)}.db`]);
  });
});

/** The store until its keeper dies: at which of its puts, and whether that one is still stored. */
const dyingAt = (put: number, isStored: boolean): DocumentStore => {
  let puts = 0;
  return {
    declare: (collection) => store.declare(collection),
    getMany: (collection, keys) => store.getMany(collection, keys),
    putMany: async (collection, docs) => {
      puts += 1;
      if (puts < put) return store.putMany(collection, docs);
      if (isStored && puts === put) await store.putMany(collection, docs);
      throw new Error('killed');
    },
    find: (collection, query) => store.find(collection, query),
    sum: (collection, query) => store.sum(collection, query),
    drop: (collection) => store.drop(collection),
    close: () => store.close(),
  };
};

describe('a keeper that dies inside of a switch leaves one build or the other, whole', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8].flatMap((put) => [[put, false] as const, [put, true] as const]))(
    'at its put %i, stored: %s',
    async (put, isStored) => {
      await given(3);
      const first = await keeping();
      await first.projector.catchUp();
      await building(first, 'totals');
      await given(2);
      await first.projector.catchUp();
      const dying = new ViewKeeper({ log: views.log, store: dyingAt(put, isStored) }, allViews, []);
      await dying.open();
      const before = await positionOf(currentViews(open('read'), allViews));
      const switched = await dying.switchTo('totals', 2).then(
        () => true,
        () => false,
      );
      const reader = currentViews(open('read'), allViews);
      expect((await positionOf(reader)) >= before).toBe(true);
      expect(await actsOf(reader)).toBe(5);
      const next = await keeping();
      await next.projector.catchUp();
      if ((await statesOf(next, 'totals'))?.some(([number, state]) => number === 1 && state === 'current')) {
        expect(switched).toBe(false);
        await next.switchTo('totals', 2);
      }
      reader.forget();
      expect(await actsOf(reader)).toBe(5);
      expect(await statesOf(next, 'totals')).toStrictEqual([
        [1, 'former'],
        [2, 'current'],
      ]);
    },
  );
});

describe('a view whose code has another version', () => {
  it('is read in the old build, if its documents can be, until the new one is there', async () => {
    await given(3);
    await (await keeping(olderViews(olderActs))).projector.catchUp();
    const keeper = await keeping();
    expect(keeper.outdated).toStrictEqual(['acts']);
    await given(1);
    await keeper.projector.catchUp();
    const reader = currentViews(open('read'), allViews);
    const state = () => viewState({ store: reader, log: views.log }, knownViews.acts);
    expect(await state()).toMatchObject({ ordinal: written - 1, lag: 1 });
    expect((await listActs(reader, everyAct, { from: 'front', first: 10, after: null })).items).toHaveLength(
      3,
    );
    const { allotted, comparison } = await building(keeper, 'acts');
    expect(allotted).toMatchObject({ number: 2, sameVersion: false, current: 'acts_v1_b1' });
    expect(comparison).toMatchObject({ documents: 3, differences: 0 });
    await keeper.switchTo('acts', 2);
    reader.forget();
    expect(keeper.outdated).toStrictEqual([]);
    expect(await state()).toMatchObject({ ordinal: written, lag: 0 });
    expect((await listActs(reader, everyAct, { from: 'front', first: 10, after: null })).items).toHaveLength(
      4,
    );
    await expect(keeper.back('acts')).rejects.toThrow(/no former build of version 2 to go back to/);
  });

  it('is told how it differs in the fields that both versions have', async () => {
    await given(2);
    const old = await keeping(olderViews(olderActs));
    await old.projector.catchUp();
    const { items } = await store.find('acts_v1_b1', {
      ...{ index: 'key', where: {}, direction: 'ascending', after: null, limit: 1 },
    });
    const [item] = items;
    if (item === undefined) throw new Error('acts were folded');
    const { key, position, doc } = item;
    const changed = { ...doc, kind: 'other', place: 'elsewhere', onlyThen: 1 };
    await store.putMany('acts_v1_b1', [{ key, position, was: position, doc: changed }]);
    expect((await building(await keeping(), 'acts')).comparison).toMatchObject({
      documents: 2,
      differences: 1,
      named: [`${key}: differs in kind, place`],
    });
  });

  it('begins at the start of the log, if they cannot be read, and says how far it has come', async () => {
    await given(3);
    await (await keeping(olderViews(olderTotals))).projector.catchUp();
    const keeper = await keeping();
    expect(keeper.outdated).toStrictEqual([]);
    expect(await statesOf(keeper, 'totals')).toStrictEqual([
      [1, 'former'],
      [2, 'current'],
    ]);
    const reader = currentViews(open('read'), allViews);
    expect(await viewState({ store: reader, log: views.log }, knownViews.totals)).toMatchObject({
      lag: 3,
      ordinal: 0,
    });
    await keeper.projector.catchUp();
    expect(await actsOf(reader)).toBe(3);
  });
});

describe('what is asked wrongly is refused', () => {
  it.each<[string, (keeper: ViewKeeper) => Promise<unknown>, RegExp]>([
    ['no such view', (keeper) => keeper.allot('people'), /no view “people”; the views are workers, acts/],
    ['nothing to go back to', (keeper) => keeper.back('acts'), /no former build of version 2 to go back to/],
  ])('%s', async (_what, ask, sentence) => {
    const fault: unknown = await ask(await keeping()).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(KeepingFault);
    expect(fault instanceof KeepingFault ? fault.message : '').toMatch(sentence);
  });
});

test('builds that lie beside a database of views that is gone are removed: nobody knows them any more', async () => {
  await given(2);
  const keeper = await keeping();
  await building(keeper, 'totals');
  for (const handle of opened) await handle.close();
  opened.clear();
  for (const name of readdirSync(folder)) if (name.startsWith('views.db')) rmSync(join(folder, name));
  store = open('write');
  expect(files()).toStrictEqual(['views.db']);
});
