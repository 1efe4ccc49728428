import {
  byKey,
  findLimitMax,
  type Collection,
  type DocumentStore,
  type Find,
  type DocumentPut,
  type Where,
} from '@ledger/projections/ports/document-store.js';
import type { Handles } from '../places.js';
import {
  at,
  bucket,
  declared,
  first,
  freshCollection,
  live,
  naiveFind,
  over,
  storeFaultOf,
  walk,
  type Bucket,
} from './document-setup.js';
import { sample } from './sample.js';

type Filled = Readonly<{
  store: DocumentStore;
  collection: Collection;
  docs: readonly DocumentPut<Bucket>[];
}>;

const filled = async (stores: Handles<DocumentStore>): Promise<Filled> => {
  const store = await stores.open();
  const collection = await declared(store);
  const docs = sample();
  expect(await store.putMany(collection.name, docs)).toStrictEqual([]);
  return { store, collection, docs };
};

const indexes = [byKey, ...Object.keys(freshCollection().indexes)];
const directions = ['ascending', 'descending'] as const;
const orders = indexes.flatMap((index) => directions.map((direction) => [index, direction] as const));

const conditions: readonly (readonly [string, Where])[] = [
  ['text that is a value', { district: { is: '徐汇区' } }],
  ['text that is empty', { district: { is: '' } }],
  ['an integer that is a value', { month: { is: Number.MAX_SAFE_INTEGER } }],
  ['a field that is null or missing', { district: { is: null } }],
  ['text that is one of several', { district: { in: ['310104', 'zhabei', 'unknown'] } }],
  ['an integer that is one of several', { month: { in: [9, -3, 0, 77] } }],
  ['one of several, null among them', { kind: { in: ['🛵', null] } }],
  ['one of none', { kind: { in: [] } }],
  ['text from one value to another', { district: { from: '310104', to: 'Zhabei' } }],
  ['text by its code points', { district: { from: '徐汇区', to: '\uff21区' } }],
  ['integers from one value to another', { month: { from: -3, to: 10 } }],
  ['a range of one value', { month: { from: 9, to: 9 } }],
  ['a range from high to low', { month: { from: 10, to: -3 } }],
  ['several fields', { kind: { in: ['🛵', 'legal'] }, month: { from: 0, to: 202512 } }],
];

const pages = (stores: Handles<DocumentStore>): void => {
  it.each(orders)('by the index %s, %s, in pages of three', async (index, direction) => {
    const { store, collection, docs } = await filled(stores);
    const query = { index, where: {}, direction };
    const found = await walk(store, collection, { ...query, limit: 3 });
    expect(found).toStrictEqual(naiveFind(docs, collection, query));
    expect(found.length).toBeGreaterThan(20);
  });

  it.each(orders)('by the index %s, %s, where conditions hold', async (index, direction) => {
    const { store, collection, docs } = await filled(stores);
    for (const [what, where] of conditions) {
      const query = { index, where, direction };
      const found = await walk(store, collection, { ...query, limit: 3 });
      expect([what, found]).toStrictEqual([what, naiveFind(docs, collection, query)]);
    }
  });

  it.each([1, 2, 7, 1_000])('the same in pages of %i', async (limit) => {
    const { store, collection, docs } = await filled(stores);
    for (const [index, direction] of orders) {
      const query = { index, where: {}, direction };
      const found = await walk(store, collection, { ...query, limit });
      expect(found).toStrictEqual(naiveFind(docs, collection, query));
    }
  });
};

const onePage: Find = { index: 'byMonth', where: {}, direction: 'ascending', after: null, limit: 2 };

const details = (stores: Handles<DocumentStore>): void => {
  it('no more on a page that ends with the last document', async () => {
    const store = await stores.open();
    const { name } = await declared(store);
    await store.putMany(name, [first('a'), first('b')]);
    const page = await store.find(name, onePage);
    expect([page.items.map(({ key }) => key), page.more]).toStrictEqual([['a', 'b'], false]);
    await store.putMany(name, [first('c')]);
    expect((await store.find(name, onePage)).more).toBe(true);
  });

  it('the latest position of the page alone', async () => {
    const store = await stores.open();
    const { name } = await declared(store);
    const positions = [at(4), at(10), at(9), at(99)];
    await store.putMany(
      name,
      positions.map((position, index) => first(`k${String(index)}`, bucket(), position)),
    );
    expect((await store.find(name, onePage)).latest).toBe(at(10));
    const none = { ...onePage, where: { kind: { is: 'unknown' } } };
    expect(await store.find(name, none)).toStrictEqual({ items: [], more: false, latest: null });
  });

  it('what comes after a cursor although its document has moved since', async () => {
    const store = await stores.open();
    const { name } = await declared(store);
    await store.putMany(
      name,
      [1, 2, 3, 4].map((month) => first(`k${String(month)}`, bucket({ month }))),
    );
    const page = await store.find(name, onePage);
    await store.putMany(name, [over('k2', at(1), at(2), bucket({ month: 9 }))]);
    const after = page.items.at(-1)?.cursor ?? null;
    const next = await store.find(name, { ...onePage, after, limit: 10 });
    expect(next.items.map(({ key }) => key)).toStrictEqual(['k3', 'k4', 'k2']);
  });

  it('a document under its new values, and no longer under the old', async () => {
    const store = await stores.open();
    const collection = await declared(store);
    const [a, b] = [bucket({ district: '310101', month: 5 }), bucket({ district: null, month: 7 })];
    await store.putMany(collection.name, [first('a'), first('b', b), first('c')]);
    const docs = [
      over('a', at(1), at(2), a),
      over('b', at(1), at(2), bucket({ district: '310104', month: 7 })),
      over('c', at(1), at(2), bucket({ district: null, month: null, kind: null, amountFen: null })),
    ];
    await store.putMany(collection.name, docs);
    const wheres: readonly Where[] = [{}, { district: { is: '310104' } }, { month: { is: 5 } }];
    for (const [index, direction] of orders) {
      for (const where of wheres) {
        const query = { index, where, direction };
        expect(await walk(store, collection, { ...query, limit: 2 })).toStrictEqual(
          naiveFind(docs, collection, query),
        );
      }
    }
  });

  it('no more at once than any page may hold', async () => {
    const store = await stores.open();
    const { name } = await declared(store);
    const docs = Array.from({ length: findLimitMax + 1 }, (_, index) =>
      first(`k${String(index).padStart(5, '0')}`, { people: new Uint8Array() }),
    );
    await store.putMany(name, docs);
    const page = await store.find<Bucket>(name, { ...onePage, index: byKey, limit: findLimitMax + 10 });
    expect(page.items.map(({ cursor: _cursor, ...item }) => item)).toStrictEqual(
      live(docs.slice(0, findLimitMax)),
    );
    expect(page.more).toBe(true);
  });
};

export const finding = (stores: Handles<DocumentStore>): void => {
  describe('finds', () => {
    pages(stores);
    details(stores);
  });

  describe('refuses to find', () => {
    it.each<[string, Partial<Find>]>([
      ['an index that was not declared', { index: 'byActs' }],
      ['a field that was not declared as an index', { index: 'month' }],
      ['a condition on a field that was not declared', { where: { note: { is: 'x' } } }],
      ['a condition on a measure that is no field', { where: { acts: { is: 1 } } }],
      ['a condition on bytes', { where: { people: { is: null } } }],
    ])('by %s', async (_what, change) => {
      const store = await stores.open();
      const { name } = await declared(store);
      expect(await storeFaultOf(store.find(name, { ...onePage, ...change }))).toBe('UNDECLARED');
    });

    it.each<[string, Find['after']]>([
      ['nothing', []],
      ['less than the index has', ['330602']],
      ['more than the index has', ['330602', '2024-03', 'k1', 'k2']],
    ])('behind a cursor of %s', async (_what, after) => {
      const store = await stores.open();
      const { name } = await declared(store);
      expect(await storeFaultOf(store.find(name, { ...onePage, after }))).toBe('FOREIGN_CURSOR');
    });
  });
};
