import { byKey, type Collection, type DocumentStore } from '@ledger/projections/ports/document-store.js';
import type { Handles } from '../places.js';
import { allKept, declared, first, freshCollection, getAll, storeFaultOf } from './document-setup.js';

const everyKind = { index: byKey, where: {}, direction: 'ascending', after: null, limit: 10 } as const;
const everySum = { where: {}, by: [], measures: ['acts'], bytes: null } as const;

/** The fault codes of all four operations on a collection. */
const faultsOf = async (store: DocumentStore, { name }: Collection): Promise<readonly string[]> =>
  Promise.all(
    [
      store.getMany(name, ['a']),
      store.putMany(name, [first('a')]),
      store.find(name, everyKind),
      store.sum(name, everySum),
    ].map(storeFaultOf),
  );

const allUndeclared = Array(4).fill('UNDECLARED');

export const declaring = (stores: Handles<DocumentStore>): void => {
  describe('declares', () => {
    it('a collection that holds nothing', async () => {
      const store = await stores.open();
      const { name } = await declared(store);
      expect(await store.getMany(name, ['a'])).toStrictEqual(new Map());
      expect(await store.find(name, everyKind)).toStrictEqual({ items: [], more: false, latest: null });
      expect(await store.sum(name, everySum)).toStrictEqual({ groups: [], latest: null });
    });

    it('it again, by any handle, and what it holds stays', async () => {
      const store = await stores.open();
      const collection = await declared(store);
      await store.putMany(collection.name, [first('a')]);
      await store.declare(structuredClone(collection));
      const other = await stores.open();
      await other.declare(structuredClone(collection));
      expect(await getAll(store, collection, ['a'])).toStrictEqual(allKept([first('a')]));
      expect(await getAll(other, collection, ['a'])).toStrictEqual(allKept([first('a')]));
    });

    it('it by two handles at once', async () => {
      const [one, other] = await Promise.all([stores.open(), stores.open()]);
      const collection = freshCollection();
      await Promise.all([one.declare(collection), other.declare(collection)]);
      expect(await one.putMany(collection.name, [first('a')])).toStrictEqual([]);
      expect(await getAll(other, collection, ['a'])).toStrictEqual(allKept([first('a')]));
    });

    it.each<[string, Partial<Collection>]>([
      ['another field', { fields: { district: 'text' } }],
      ['another type of a field', { fields: { ...freshCollection().fields, month: 'text' } }],
      ['another index', { indexes: { ...freshCollection().indexes, byMonth: ['month', 'kind'] } }],
      ['another measure', { measures: ['acts'] }],
      ['other bytes', { bytes: [] }],
    ])('no collection of the same name with %s', async (_what, change) => {
      const [one, other] = [await stores.open(), await stores.open()];
      const collection = await declared(one);
      await one.putMany(collection.name, [first('a')]);
      expect(await storeFaultOf(one.declare({ ...collection, ...change }))).toBe('UNDECLARED');
      expect(await storeFaultOf(other.declare({ ...collection, ...change }))).toBe('UNDECLARED');
      await other.declare(collection);
      expect(await getAll(other, collection, ['a'])).toStrictEqual(allKept([first('a')]));
    });

    it('what is to be used: all else is refused', async () => {
      const store = await stores.open();
      expect(await faultsOf(store, freshCollection())).toStrictEqual(allUndeclared);
    });
  });
};

export const dropping = (stores: Handles<DocumentStore>): void => {
  describe('drops', () => {
    it('a collection, whose name nobody can use any more', async () => {
      const store = await stores.open();
      const [collection, neighbour] = [await declared(store), await declared(store)];
      await store.putMany(collection.name, [first('a')]);
      await store.putMany(neighbour.name, [first('a')]);
      await store.drop(collection.name);
      expect(await faultsOf(store, collection)).toStrictEqual(allUndeclared);
      expect(await storeFaultOf(store.declare(collection))).toBe('UNDECLARED');
      expect(await getAll(store, neighbour, ['a'])).toStrictEqual(allKept([first('a')]));
    });

    it('it for every handle, also one that opens later', async () => {
      const [one, other] = [await stores.open(), await stores.open()];
      const collection = await declared(one);
      await one.drop(collection.name);
      expect(await storeFaultOf(other.declare(collection))).toBe('UNDECLARED');
      const later = await stores.reopen();
      expect(await storeFaultOf(later.declare(collection))).toBe('UNDECLARED');
      expect(await faultsOf(later, collection)).toStrictEqual(allUndeclared);
    });

    it('it a second time without harm', async () => {
      const store = await stores.open();
      const collection = await declared(store);
      await store.drop(collection.name);
      await store.drop(collection.name);
      expect(await storeFaultOf(store.declare(collection))).toBe('UNDECLARED');
    });
  });
};
