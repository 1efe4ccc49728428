import { positionAt } from '@ledger/test/dsl/project.js';
import { workerNo } from '@ledger/ledger/kernel/ids.js';
import { said } from '@ledger/test/contract/key-vault/key-vault-setup.js';
import type { Subject } from '@ledger/ledger/ports/key-vault.js';
import { caseworker } from '@ledger/test/support/acts.js';
import { Door, type OrderHandler } from '@ledger/runtime/door/door.js';
import type { ActsRequest, EntriesRequest, OrderOf } from '@ledger/runtime/door/orders.js';
import { scriptedDoor } from '@ledger/test/support/direct-doors.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { loadersOf, type Loaders } from './data-loaders.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

const by = caseworker;

/**
 * Loaders whose queries get the given answers, and whose keys come from the test ledger's vault. Records the queries
 * and the requested keys.
 */
const loading = (answers: readonly unknown[]) => {
  const asked: unknown[] = [];
  const opened: (readonly Subject[])[] = [];
  const { vault } = ledger;
  const scripted = scriptedDoor(answers, asked);
  const keys = new Door({
    FindKeys: ({ subjects }: OrderOf<'FindKeys'>) => {
      opened.push(subjects);
      return vault.existingKeys(subjects);
    },
  } as never);
  const door: OrderHandler = {
    handle: (order) => (order.order === 'FindKeys' ? keys.handle(order) : scripted.handle(order)),
  };
  const loaders: Loaders = loadersOf(door, by);
  return { loaders, asked, opened, vault };
};

const acts = (after: string): ActsRequest => ({
  filter: {} as ActsRequest['filter'],
  slice: { from: 'front', first: 1, after: null },
  atLeast: after,
});
const entries = (ordinal: string): EntriesRequest => ({
  scope: {} as EntriesRequest['scope'],
  slice: { from: 'front', first: 1, after: null },
  atLeast: positionAt(Number(ordinal)),
});

describe('requests of several nodes at the same time are combined into one read, and each gets its own answer:', () => {
  it('pages of acts, in the order of the requests', async () => {
    const { loaders, asked } = loading([['A', 'B']]);
    const both = await Promise.all([loaders.acts.load(acts('1')), loaders.acts.load(acts('2'))]);
    expect(both).toStrictEqual(['A', 'B']);
    expect(asked).toStrictEqual([{ order: 'ListActs', by, asked: [acts('1'), acts('2')] }]);
  });

  it('pages of entries, in the order of the requests', async () => {
    const { loaders, asked } = loading([['A', 'B']]);
    const both = await Promise.all([loaders.entries.load(entries('1')), loaders.entries.load(entries('2'))]);
    expect(both).toStrictEqual(['A', 'B']);
    expect(asked).toStrictEqual([{ order: 'ListEntries', by, asked: [entries('1'), entries('2')] }]);
  });

  it('histories, in the order of the requests', async () => {
    const { loaders, asked } = loading([[['step'], []]]);
    const both = await Promise.all([loaders.histories.load('a.0'), loaders.histories.load('b.0')]);
    expect(both).toStrictEqual([['step'], []]);
    expect(asked).toStrictEqual([{ order: 'GetActHistories', by, ids: ['a.0', 'b.0'] }]);
  });

  it('workers: each is looked up once, and an unknown worker is null', async () => {
    const [li, wang] = [workerNo(1), workerNo(2)];
    const { loaders, asked } = loading([new Map([[wang, { worker: 2 }]])]);
    const found = await Promise.all([wang, li, wang].map((number) => loaders.workers.load(number)));
    expect(found).toStrictEqual([{ worker: 2 }, null, { worker: 2 }]);
    expect(asked).toStrictEqual([{ order: 'FindWorkers', by, numbers: [wang, li] }]);
  });

  it('keys: each is read once, and a subject without a key is null', async () => {
    const { loaders, opened, vault } = loading([]);
    const made = await vault.keysFor(['worker-1']);
    const sealed = made.get('worker-1')?.seal(said('name'), '王芳');
    const keys = await Promise.all(
      ['worker-1', 'worker-2', 'worker-1'].map((each) => loaders.keys.load(each)),
    );
    expect(
      keys.map((key) => (key === null || sealed === undefined ? null : key.open(said('name'), sealed))),
    ).toStrictEqual(['王芳', null, '王芳']);
    expect(opened).toStrictEqual([['worker-1', 'worker-2']]);
  });
});

it('a refused page does not affect the other pages', async () => {
  const refused = new RangeError('no such cursor');
  const { loaders } = loading([['A', refused]]);
  const both = await Promise.allSettled([loaders.acts.load(acts('1')), loaders.acts.load(acts('2'))]);
  expect(both).toStrictEqual([
    { status: 'fulfilled', value: 'A' },
    { status: 'rejected', reason: refused },
  ]);
});

it('nothing is cached between reads: a repeated request is read again', async () => {
  const { loaders, asked, opened, vault } = loading([
    [['one']],
    [['two']],
    new Map(),
    new Map([[workerNo(1), { worker: 1 }]]),
  ]);
  expect([await loaders.histories.load('a.0'), await loaders.histories.load('a.0')]).toStrictEqual([
    ['one'],
    ['two'],
  ]);
  expect([await loaders.workers.load(workerNo(1)), await loaders.workers.load(workerNo(1))]).toStrictEqual([
    null,
    { worker: 1 },
  ]);
  expect(await loaders.keys.load('worker-1')).toBeNull();
  await vault.keysFor(['worker-1']);
  expect(await loaders.keys.load('worker-1')).not.toBeNull();
  expect([asked.length, opened.length]).toStrictEqual([4, 2]);
});
