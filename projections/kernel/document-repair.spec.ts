import { happened, positionAt } from '@ledger/test/dsl/project.js';
import { tally, type Tallied } from '@ledger/test/dsl/tally.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import type { DocumentStore } from '../ports/document-store.js';
import { viewState } from '../reading/view-state.js';
import { readCheckpoint } from './checkpoint.js';
import { incompletesOf, markOfKey, readMarks } from './incomplete-documents.js';
import { collectionOf } from './projection.js';
import { projector, type Projector } from './projector.js';
import type { Repaired } from './document-repair.js';
import { viewRunner, type FoldingRunner } from './view-runner.js';

const counted = (name: string, step: number, other?: string) => {
  const event: Tallied = {
    type: 'Counted',
    data: other === undefined ? { name, step } : { name, step, other },
  };
  return happened('count-a', event);
};

type Said = NonNullable<Parameters<typeof tally>[1]>;

const { name: collection } = collectionOf(tally('tally'), 1);

let views: Views;
beforeEach(() => {
  views = openViews();
});
afterEach(() => views.close());

const opened = async (said: Said = {}): Promise<Readonly<{ all: Projector; runner: FoldingRunner }>> => {
  const runner = viewRunner(tally('tally', said), 1, views);
  const all = projector(views.log, [runner]);
  await all.open();
  await all.catchUp();
  return { all, runner };
};

const repair = (runner: FoldingRunner, key: string | null = null): Promise<Repaired> =>
  runner.repair({ key, progress: () => undefined });

const sums = async () =>
  Object.fromEntries(Object.entries(await views.documents(collection)).map(([key, { sum }]) => [key, sum]));

const poisoned = [
  counted('甲', 1),
  counted('乙', 2),
  counted('甲', 0),
  counted('甲', 4),
  counted('丙', -1, '乙'),
];

describe('a repair', () => {
  it('once the code is mended, folds what is incomplete from the log, and nothing is incomplete any more', async () => {
    await views.write(...poisoned);
    await opened({ refuses: true, misplaces: true });
    expect(await sums()).toStrictEqual({ 甲: 1, 乙: 2 });
    const { all, runner } = await opened();
    expect(runner.incomplete).toBe(2);
    expect(await repair(runner)).toStrictEqual({ refolded: 3, remaining: [] });
    expect(await sums()).toStrictEqual({ 甲: 5, 乙: 1, 丙: -1 });
    expect((await readCheckpoint(views.store, collection))?.checkpoint).toStrictEqual({
      view: 'tally',
      ordinal: 5,
      last: 'event 5',
      stopped: null,
    });
    await views.write(counted('甲', 8), counted('乙', 8));
    await all.catchUp();
    expect(await sums()).toStrictEqual({ 甲: 13, 乙: 9, 丙: -1 });
  });

  it('done again changes nothing', async () => {
    await views.write(...poisoned);
    await opened({ refuses: true, misplaces: true });
    const { runner } = await opened();
    await repair(runner);
    const before = await views.store.getMany(collection, ['甲', '乙', '丙']);
    expect(await repair(runner)).toStrictEqual({ refolded: 0, remaining: [] });
    expect(await repair(runner, '甲')).toStrictEqual({ refolded: 1, remaining: [] });
    expect(await views.store.getMany(collection, ['甲', '乙', '丙'])).toStrictEqual(before);
  });

  it('by code that is not mended leaves everything as it was, and says what is left', async () => {
    await views.write(...poisoned);
    const { all, runner } = await opened({ refuses: true, misplaces: true });
    const { remaining } = await repair(runner);
    expect(remaining.map(({ key, revision, waiting }) => [key, revision, waiting])).toStrictEqual([
      [null, 4, 0],
      ['甲', 2, 1],
    ]);
    expect(runner.incomplete).toBe(2);
    expect(await sums()).toStrictEqual({ 甲: 1, 乙: 2 });
    await views.write(counted('甲', 8), counted('乙', 8));
    await all.catchUp();
    expect(await sums()).toStrictEqual({ 甲: 1, 乙: 10 });
  });

  it('of one document mends that one, whatever was done to it', async () => {
    await views.write(counted('甲', 1), counted('甲', 2), counted('乙', 2));
    const { runner } = await opened();
    const kept = (await views.store.getMany(collection, ['甲'])).get('甲');
    if (kept === undefined) throw new Error('it was folded');
    await views.store.putMany(collection, [{ ...kept, was: kept.position, doc: { name: '甲', sum: 99 } }]);
    expect(await repair(runner, '甲')).toStrictEqual({ refolded: 1, remaining: [] });
    expect(await sums()).toStrictEqual({ 甲: 3, 乙: 2 });
  });

  it('of a document that the mended code does not make any more takes it away', async () => {
    await views.write(counted('甲', 0), counted('乙', 2));
    await opened({ refuses: true });
    const { runner } = await opened();
    expect(await repair(runner)).toStrictEqual({ refolded: 1, remaining: [] });
    expect(await sums()).toStrictEqual({ 甲: 0, 乙: 2 });
    await views.store.putMany(collection, [
      { key: '丁', was: 'none', position: runner.position, doc: { name: '丁', sum: 1 } },
    ]);
    await repair(runner, '丁');
    expect(await sums()).toStrictEqual({ 甲: 0, 乙: 2 });
  });

  it('lets a view go on that stood still because too much was incomplete', async () => {
    const many = Array.from({ length: 1_001 }, (_, index) => counted(`n${String(index)}`, 0));
    await views.write(...many, counted('甲', 1));
    const { runner: strict } = await opened({ refuses: true });
    expect(strict.stopped).not.toBeNull();
    const { all, runner } = await opened();
    expect((await repair(runner)).refolded).toBe(1_000);
    await all.catchUp();
    expect([runner.stopped, runner.incomplete, runner.ordinal]).toStrictEqual([null, 0, 1_002]);
  });

  it('that found poison again at the place of a repaired one is marked anew', async () => {
    await views.write(counted('甲', 1), counted('甲', 0));
    await opened({ refuses: true });
    await repair((await opened()).runner);
    await views.write(counted('甲', 0));
    const { runner } = await opened({ refuses: true });
    expect(runner.incomplete).toBe(1);
    expect((await repair((await opened()).runner)).remaining).toStrictEqual([]);
    expect(await sums()).toStrictEqual({ 甲: 1 });
  });

  it('that finds new poison tells its mark before the document goes back to where it stood before', async () => {
    await views.write(counted('甲', 1), counted('甲', 0), counted('乙', 2));
    await opened();
    // Simulates a crash just before the document is stored.
    const store: DocumentStore = {
      ...views.store,
      declare: (each) => views.store.declare(each),
      getMany: (name, keys) => views.store.getMany(name, keys),
      find: (name, query) => views.store.find(name, query),
      putMany: (name, docs) =>
        name === collection ? Promise.reject(new Error('dead')) : views.store.putMany(name, docs),
    };
    const strict = viewRunner(tally('tally', { refuses: true }), 1, { log: views.log, store });
    await strict.open();
    await expect(repair(strict, '甲')).rejects.toThrow('dead');
    const { incomplete } = await viewState(views, tally('tally'));
    expect(incomplete.map(({ key, revision }) => [key, revision])).toStrictEqual([['甲', 1]]);
  });

  it('of an event that still cannot be folded says for which documents, once the event tells them', async () => {
    await views.write(counted('甲', 1), counted('丙', -1, '乙'), counted('丙', 0));
    await opened({ misplaces: true });
    const { runner } = await opened({ refuses: true });
    const { remaining } = await repair(runner);
    expect(remaining.map(({ key, revision }) => [key, revision])).toStrictEqual([['丙', 2]]);
    expect(await sums()).toStrictEqual({ 甲: 1, 乙: -1, 丙: -1 });
  });
});

test('all marks of a view are read, also where a repair has left more than a view folds on with', async () => {
  const marks = incompletesOf(collection);
  await views.store.declare(marks);
  const puts = Array.from({ length: 1_001 }, (_, index) => {
    const key = `n${String(index)}`;
    const doc = { key, event: 'Counted', stream: 's', revision: index, because: 'no', waiting: 0 };
    const position = positionAt(index + 1);
    return { key: markOfKey(key), was: 'none' as const, position, doc: { ...doc, at: position } };
  });
  await views.store.putMany(marks.name, puts);
  expect((await readMarks(views.store, collection)).size).toBe(1_001);
});
