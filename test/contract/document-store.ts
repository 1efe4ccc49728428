import type { DocumentStore } from '@ledger/projections/ports/document-store.js';
import {
  allKept,
  declared,
  first,
  getAll,
  live,
  over,
  at,
  bucket,
  walk,
} from './documents/document-setup.js';
import { declaring, dropping } from './documents/declared-collections.js';
import { finding } from './documents/found-pages.js';
import { putting } from './documents/puts.js';
import { sample } from './documents/sample.js';
import { summing } from './documents/sums.js';
import { handlesOn, type Handles, type MakePlace } from './places.js';

const reopening = (stores: Handles<DocumentStore>): void => {
  describe('after it was closed', () => {
    it('has every document and tombstone, and what can be asked', async () => {
      const store = await stores.open();
      const collection = await declared(store);
      const docs = sample();
      await store.putMany(collection.name, docs);
      const query = { where: {}, by: ['kind'], measures: ['acts'], bytes: 'people' };
      const [sums, found] = [
        await store.sum(collection.name, query),
        await walk(store, collection, { index: 'byPlace', where: {}, direction: 'ascending', limit: 50 }),
      ];
      const again = await stores.reopen();
      await again.declare(collection);
      const keys = docs.map(({ key }) => key);
      expect(await getAll(again, collection, keys)).toStrictEqual(allKept(docs));
      expect(await again.sum(collection.name, query)).toStrictEqual(sums);
      expect(
        await walk(again, collection, { index: 'byPlace', where: {}, direction: 'ascending', limit: 50 }),
      ).toStrictEqual(found);
    });

    it('compares with what was stored before', async () => {
      const store = await stores.open();
      const collection = await declared(store);
      await store.putMany(collection.name, [first('a'), first('b', null)]);
      const again = await stores.reopen();
      await again.declare(collection);
      const next = [over('a', at(1), at(2), bucket({ acts: 3 })), first('b'), first('c')];
      expect(await again.putMany(collection.name, next)).toStrictEqual(['b']);
      const all = await walk(again, collection, {
        index: 'key',
        where: {},
        direction: 'ascending',
        limit: 9,
      });
      expect(all).toStrictEqual(live(next.filter(({ key }) => key !== 'b')));
    });
  });
};

/** The contract of every document store. The store need not be empty, because each case uses new collections. */
export const describeDocumentStore = (name: string, place: MakePlace<DocumentStore>): void => {
  describe(`the document store “${name}”`, () => {
    const stores = handlesOn(place);
    declaring(stores);
    putting(stores);
    finding(stores);
    summing(stores);
    dropping(stores);
    reopening(stores);
  });
};
