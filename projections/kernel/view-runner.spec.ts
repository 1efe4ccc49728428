import { happened, history, positionAt, type Happened } from '@ledger/test/dsl/project.js';
import { tally, type Tallied } from '@ledger/test/dsl/tally.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import type { Position, Recorded } from '@ledger/ledger/ports/event-log.js';
import type { DocumentStore } from '../ports/document-store.js';
import { readCheckpoint } from './checkpoint.js';
import { collectionOf } from './projection.js';
import { incompleteMax, readMarks } from './incomplete-documents.js';
import { cacheMax, viewRunner, type ViewRunner } from './view-runner.js';

type Said = Parameters<typeof tally>[1];

const counted = (name: string, step: number, other?: string): Happened<Tallied> =>
  happened('count-a', {
    type: 'Counted',
    data: other === undefined ? { name, step } : { name, step, other },
  });
const noise = happened('other', { type: 'NothingOfOurs', data: {} });

const { name: collection } = collectionOf(tally('tally'), 1);

let views: Views;
let looked: string[][] = [];
beforeEach(() => {
  views = openViews();
  looked = [];
});
afterEach(() => views.close());

/** The store. It records which keys the runner reads. */
const noting = (store: DocumentStore): DocumentStore => ({
  declare: (each) => store.declare(each),
  getMany: (name, keys) => {
    if (name === collection) looked.push([...keys]);
    return store.getMany(name, keys);
  },
  putMany: (name, docs) => store.putMany(name, docs),
  find: (name, query) => store.find(name, query),
  sum: (name, query) => store.sum(name, query),
  drop: (name) => store.drop(name),
  close: () => store.close(),
});

/** A log with the start position of these examples, in which every position exists. */
const ports = () => ({
  log: {
    ...views.log,
    start: positionAt(0),
    idAt: (position: Position) =>
      Promise.resolve(position === positionAt(0) ? null : `event ${String(Number(position.slice(4)))}`),
  },
  store: noting(views.store),
});

const opened = async (said: Said = {}): Promise<ViewRunner> => {
  const runner = viewRunner(tally('tally', said), 1, ports());
  await runner.open();
  return runner;
};

const apply = (runner: ViewRunner, events: readonly Recorded[]): Promise<void> =>
  runner.apply({ reached: events.at(-1)?.position ?? runner.position, events });

const sums = async (): Promise<Readonly<Record<string, unknown>>> =>
  Object.fromEntries(Object.entries(await views.documents(collection)).map(([key, { sum }]) => [key, sum]));

const placeOf = ({ position, ordinal, stopped }: ViewRunner) => ({ position, ordinal, stopped });
const checkpoint = async () => {
  const reached = await readCheckpoint(views.store, collection);
  return reached === null ? null : { position: reached.position, ...reached.checkpoint };
};

describe('a runner folds', () => {
  const past = history([counted('甲', 1), noise, counted('乙', 2, '甲'), counted('甲', 4)]);

  test.each([[[4]], [[1, 1, 1, 1]], [[1, 3]], [[3, 1]], [[2, 2]]])('in batches of %j', async (sizes) => {
    const runner = await opened();
    let from = 0;
    for (const size of sizes) {
      await apply(runner, past.slice(from, from + size));
      from += size;
    }
    expect(await sums()).toStrictEqual({ 甲: 7, 乙: 2 });
    expect(placeOf(runner)).toStrictEqual({ position: positionAt(4), ordinal: 4, stopped: null });
    expect(await checkpoint()).toStrictEqual({
      position: positionAt(4),
      view: 'tally',
      ordinal: 4,
      last: 'event 4',
      stopped: null,
    });
  });

  test('nothing that it knows: batches that begin before it, or end there, change nothing', async () => {
    const runner = await opened();
    await apply(runner, past.slice(0, 3));
    await apply(runner, past.slice(0, 2));
    await apply(runner, past.slice(0, 3));
    expect(placeOf(runner)).toStrictEqual({ position: positionAt(3), ordinal: 3, stopped: null });
    await apply(runner, past);
    expect(await sums()).toStrictEqual({ 甲: 7, 乙: 2 });
    expect(placeOf(runner)).toStrictEqual({ position: positionAt(4), ordinal: 4, stopped: null });
  });

  test('on from the checkpoint of the one before it', async () => {
    await apply(await opened(), past.slice(0, 2));
    const successor = await opened();
    expect(placeOf(successor)).toStrictEqual({ position: positionAt(2), ordinal: 2, stopped: null });
    await apply(successor, past);
    expect(await sums()).toStrictEqual({ 甲: 7, 乙: 2 });
  });
});

describe('an event that cannot be folded', () => {
  const past = history([
    counted('甲', 1),
    counted('乙', 2),
    counted('甲', 0),
    counted('乙', 3),
    counted('甲', 4),
  ]);
  const reached = { position: positionAt(5), ordinal: 5, stopped: null };
  const poison = {
    ...{ key: '甲', event: 'Counted', stream: 'count-a', revision: 2, at: positionAt(3) },
    ...{ because: '甲 does not move', waiting: 1 },
  };
  const marks = async () => [...(await readMarks(views.store, collection)).values()].map(({ doc }) => doc);

  test.each([[[5]], [[3, 2]], [[2, 3]], [[1, 1, 1, 1, 1]]])(
    'leaves its document as it was in front of it, marked; the others go on, in batches of %j',
    async (sizes) => {
      const runner = await opened({ refuses: true });
      let from = 0;
      for (const size of sizes) {
        await apply(runner, past.slice(from, from + size));
        from += size;
      }
      expect(placeOf(runner)).toStrictEqual(reached);
      expect(await checkpoint()).toStrictEqual({
        ...{ view: 'tally', ...reached, last: 'event 5' },
        incomplete: 1,
      });
      expect(await sums()).toStrictEqual({ 甲: 1, 乙: 5 });
      expect(await marks()).toStrictEqual([poison]);
    },
  );

  test('and does not even tell its documents is noted for the whole view', async () => {
    const runner = await opened({ misplaces: true });
    await apply(runner, history([counted('甲', 1), counted('乙', -1), counted('甲', 4)]));
    expect(placeOf(runner)).toStrictEqual({ position: positionAt(3), ordinal: 3, stopped: null });
    expect(await sums()).toStrictEqual({ 甲: 5 });
    expect(await marks()).toStrictEqual([
      {
        ...{ key: null, event: 'Counted', stream: 'count-a', revision: 1, at: positionAt(2) },
        ...{ because: 'below nothing', waiting: 0 },
      },
    ]);
  });

  test.each([
    ['it is one of the view’s', 'Counted', 1],
    ['nobody knows what it is', null, 1],
    ['the view does not fold such events', 'NothingOfOurs', 0],
  ])('because it cannot even be read: %s', async (_what, type, count) => {
    const runner = await opened();
    const [first, second, third] = history([counted('甲', 1), counted('甲', 2), counted('甲', 4)]);
    if (first === undefined || second === undefined || third === undefined) throw new Error('three happened');
    const unreadable = { ...second, unreadable: { because: 'from the future', type } };
    await apply(runner, [first, unreadable, third]);
    expect(placeOf(runner)).toMatchObject({ position: positionAt(3), stopped: null });
    expect(runner.incomplete).toBe(count);
    expect(await sums()).toStrictEqual({ 甲: 5 });
  });

  test('stops the view in front of it where too many documents are incomplete already', async () => {
    const runner = await opened({ refuses: true });
    const poisons = Array.from({ length: incompleteMax + 1 }, (_, index) => counted(`n${String(index)}`, 0));
    await apply(runner, history([...poisons, counted('甲', 1)]));
    expect(runner.position).toBe(positionAt(incompleteMax));
    expect(runner.stopped).toMatch(
      /^view tally stands still at event Counted at .*: n1000 does not move; 1000 of/,
    );
  });

  test('is not tried again by the next runner: its document waits until it is repaired', async () => {
    await apply(await opened({ refuses: true }), past.slice(0, 4));
    const mended = await opened();
    await apply(mended, past);
    expect(await sums()).toStrictEqual({ 甲: 1, 乙: 5 });
    expect(await marks()).toStrictEqual([poison]);
  });
});

describe('of two runners of one view', () => {
  const past = history([counted('甲', 1), counted('甲', 2), counted('甲', 4), counted('甲', 8)]);

  test('the slower one finds its put refused, folds what is missing and takes up the checkpoint', async () => {
    const slow = await opened();
    await apply(slow, past.slice(0, 1));
    const fast = await opened();
    await apply(fast, past.slice(0, 3));
    await apply(slow, past.slice(0, 2));
    expect(placeOf(slow)).toStrictEqual({ position: positionAt(3), ordinal: 3, stopped: null });
    await apply(slow, past);
    expect(await sums()).toStrictEqual({ 甲: 15 });
    await apply(fast, past);
    expect(await sums()).toStrictEqual({ 甲: 15 });
    expect(placeOf(fast)).toStrictEqual(placeOf(slow));
  });

  test('one that went further than the other puts that one right', async () => {
    const [slow, fast] = [await opened(), await opened()];
    await apply(slow, past.slice(0, 2));
    await apply(fast, past);
    expect(placeOf(fast)).toStrictEqual({ position: positionAt(2), ordinal: 2, stopped: null });
    await apply(fast, past);
    expect(placeOf(fast)).toStrictEqual({ position: positionAt(4), ordinal: 4, stopped: null });
    expect(await sums()).toStrictEqual({ 甲: 15 });
  });

  test('one that must stop and is not the first to say so tries again, and says so then', async () => {
    const poisons = Array.from({ length: incompleteMax + 1 }, (_, index) => counted(`n${String(index)}`, 0));
    const poisoned = history([counted('甲', 1), counted('乙', 2), ...poisons, counted('甲', 4)]);
    const slow = await opened({ refuses: true });
    await apply(slow, poisoned.slice(0, 1));
    await apply(await opened(), poisoned.slice(0, 2));
    await apply(slow, poisoned);
    expect(placeOf(slow)).toStrictEqual({ position: positionAt(2), ordinal: 2, stopped: null });
    await apply(slow, poisoned);
    expect(slow.position).toBe(positionAt(2 + incompleteMax));
    expect(slow.stopped).toMatch(
      /^view tally stands still at event Counted at .*: n1000 does not move; 1000 of/,
    );
    expect(await checkpoint()).toStrictEqual({
      ...{ view: 'tally', ...placeOf(slow), last: `event ${String(2 + incompleteMax)}` },
      halt: {
        ...{ problem: 'standsStill', view: 'tally', event: 'Counted', at: positionAt(3 + incompleteMax) },
        ...{ stream: 'count-a', revision: 2 + incompleteMax, why: 'n1000 does not move', max: incompleteMax },
      },
      incomplete: incompleteMax,
    });
  });

  test('one that must stop where the other went on goes on behind it', async () => {
    const poisoned = history([counted('甲', 1), counted('甲', 0), counted('乙', 2), counted('乙', 4)]);
    const slow = await opened({ refuses: true });
    await apply(await opened(), poisoned.slice(0, 3));
    await apply(slow, poisoned);
    expect(placeOf(slow)).toStrictEqual({ position: positionAt(3), ordinal: 3, stopped: null });
    await apply(slow, poisoned);
    expect(placeOf(slow)).toStrictEqual({ position: positionAt(4), ordinal: 4, stopped: null });
    expect(await sums()).toStrictEqual({ 甲: 1, 乙: 6 });
  });

  test('one that believes it opens a document finds the truth in the store', async () => {
    await apply(await opened(), past.slice(0, 2));
    const believing = await opened({ opens: true });
    await apply(believing, past);
    expect(await sums()).toStrictEqual({ 甲: 15 });
  });
});

describe('what a runner keeps in memory', () => {
  test('are the documents it touched: they are not looked for again', async () => {
    const runner = await opened();
    const past = history([counted('甲', 1), counted('乙', 1), counted('甲', 1)]);
    await apply(runner, past.slice(0, 2));
    await apply(runner, past);
    expect(looked).toStrictEqual([['甲', '乙']]);
  });

  test('is bounded: what was touched longest ago is looked for again', async () => {
    const many = Array.from({ length: cacheMax + 1 }, (_, index) => counted(`n${String(index)}`, 1));
    const past = history([...many, counted(`n${String(cacheMax)}`, 1), counted('n0', 1)]);
    const runner = await opened();
    await apply(runner, past.slice(0, cacheMax + 1));
    looked = [];
    await apply(runner, past);
    expect(looked).toStrictEqual([['n0']]);
    const { items } = await views.store.find(collection, {
      index: 'key',
      where: { name: { in: ['n0', `n${String(cacheMax)}`] } },
      direction: 'ascending',
      after: null,
      limit: 10,
    });
    expect(items.map(({ doc }) => doc['sum'])).toStrictEqual([2, 2]);
  });
});
