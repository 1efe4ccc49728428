import type { Position } from '@ledger/ledger/ports/event-log.js';
import type { DocumentStore, DocumentPut } from '@ledger/projections/ports/document-store.js';
import type { Handles } from '../places.js';
import {
  allKept,
  at,
  bucket,
  bytesOf,
  declared,
  first,
  getAll,
  live,
  over,
  walk,
  type Bucket,
} from './document-setup.js';

const texts: readonly string[] = [
  '外卖骑手',
  '𠮷🛵👩‍🔧',
  'a\u2028b\u2029c\r\n',
  `"double" 'single' \\ \\u0041 $set a.b`,
  Array.from({ length: 31 }, (_, index) => String.fromCodePoint(index + 1)).join(''),
];

const roundTrip = (stores: Handles<DocumentStore>): void => {
  it('documents of any text, under keys of any text', async () => {
    const store = await stores.open();
    const collection = await declared(store);
    const docs = texts.map((text) =>
      first(text, bucket({ district: text, kind: text, note: { [text]: [text] } })),
    );
    expect(await store.putMany(collection.name, docs)).toStrictEqual([]);
    expect(await getAll(store, collection, texts)).toStrictEqual(allKept(docs));
  });

  it('numbers, truth values, nulls, and what is empty, deep or missing', async () => {
    const store = await stores.open();
    const collection = await declared(store);
    const note = {
      numbers: [0, -1, 0.1, 1e21, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
      rest: [true, false, null, '', [], {}, [[[{ a: { b: [{}] } }]]]],
    };
    const docs = [
      first('full', bucket({ note, amountFen: Number.MIN_SAFE_INTEGER })),
      first('nulls', bucket({ district: null, month: null, acts: null, note: null })),
      first('bare', { people: bytesOf(7) }),
    ];
    await store.putMany(collection.name, docs);
    expect(await getAll(store, collection, ['full', 'nulls', 'bare'])).toStrictEqual(allKept(docs));
  });

  it('declared bytes: none at all, every byte, and many', async () => {
    const store = await stores.open();
    const collection = await declared(store);
    const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const docs = [
      first('empty', bucket({}, bytesOf())),
      first('every', bucket({}, every)),
      first('many', bucket({}, new Uint8Array(300_000).fill(171))),
    ];
    await store.putMany(collection.name, docs);
    expect(await getAll(store, collection, ['empty', 'every', 'many'])).toStrictEqual(allKept(docs));
    const found = await walk(store, collection, {
      index: 'key',
      where: {},
      direction: 'ascending',
      limit: 5,
    });
    expect(found).toStrictEqual(live(docs));
  });

  it('nothing for keys that were never stored, and each key once', async () => {
    const store = await stores.open();
    const collection = await declared(store);
    await store.putMany(collection.name, [first('a'), first('b')]);
    expect(await getAll(store, collection, ['c', 'a', 'a', 'A', ''])).toStrictEqual(allKept([first('a')]));
    expect(await getAll(store, collection, [])).toStrictEqual(new Map());
    expect(await store.putMany(collection.name, [])).toStrictEqual([]);
  });

  it('the same keys in other collections apart', async () => {
    const store = await stores.open();
    const [one, other] = [await declared(store), await declared(store)];
    await store.putMany(one.name, [first('a', bucket({ month: 1 }))]);
    await store.putMany(other.name, [first('a', bucket({ month: 2 }))]);
    expect(await getAll(store, one, ['a'])).toStrictEqual(allKept([first('a', bucket({ month: 1 }))]));
    expect(await getAll(store, other, ['a'])).toStrictEqual(allKept([first('a', bucket({ month: 2 }))]));
  });
};

const comparing = (stores: Handles<DocumentStore>): void => {
  it('over the position that was read', async () => {
    const store = await stores.open();
    const collection = await declared(store);
    await store.putMany(collection.name, [first('a', bucket(), at(5))]);
    const next = over('a', at(5), at(9), bucket({ acts: 2 }));
    expect(await store.putMany(collection.name, [next])).toStrictEqual([]);
    expect(await getAll(store, collection, ['a'])).toStrictEqual(allKept([next]));
  });

  it.each<[string, Position | 'none']>([
    ['none', 'none'],
    ['an earlier position', at(4)],
    ['a later position', at(6)],
  ])('never where %s was expected', async (_what, was) => {
    const store = await stores.open();
    const collection = await declared(store);
    const stored = first('a', bucket(), at(5));
    await store.putMany(collection.name, [stored]);
    // The first document leaves the indexed fields as they are, the others change them: an engine may write these two
    // cases in different ways.
    for (const doc of [bucket({ note: 'late', acts: 9 }), bucket({ month: 9 }), null]) {
      const late: DocumentPut<Bucket> = { key: 'a', position: at(9), was, doc };
      expect(await store.putMany(collection.name, [late])).toStrictEqual(['a']);
      expect(await getAll(store, collection, ['a'])).toStrictEqual(allKept([stored]));
    }
  });

  it('never where a position was expected and there is nothing', async () => {
    const store = await stores.open();
    const collection = await declared(store);
    expect(await store.putMany(collection.name, [over('a', at(1), at(2), bucket())])).toStrictEqual(['a']);
    expect(await getAll(store, collection, ['a'])).toStrictEqual(new Map());
  });

  it('where the position stays as it is', async () => {
    const store = await stores.open();
    const collection = await declared(store);
    await store.putMany(collection.name, [first('a', bucket(), at(5))]);
    const marked = over('a', at(5), at(5), bucket({ note: 'incomplete' }));
    expect(await store.putMany(collection.name, [marked])).toStrictEqual([]);
    const moved = over('a', at(5), at(5), bucket({ district: '310101' }));
    expect(await store.putMany(collection.name, [moved])).toStrictEqual([]);
    expect(await getAll(store, collection, ['a'])).toStrictEqual(allKept([moved]));
  });

  it('all others where three of a thousand are refused, and names those', async () => {
    const store = await stores.open();
    const collection = await declared(store);
    const keys = Array.from({ length: 1_000 }, (_, index) => `k${String((index * 7) % 1_000)}`);
    const before = keys.map((key) => first(key, bucket(), at(2)));
    expect(await store.putMany(collection.name, before)).toStrictEqual([]);
    const late = new Set(['k0', 'k512', 'k999']);
    const after = keys.map((key) => over(key, at(late.has(key) ? 1 : 2), at(3), bucket({ month: 202604 })));
    expect((await store.putMany(collection.name, after)).toSorted()).toStrictEqual([...late]);
    const kept = after.map((doc) => (late.has(doc.key) ? first(doc.key, bucket(), at(2)) : doc));
    expect(await getAll(store, collection, keys)).toStrictEqual(allKept(kept));
  });
};

const tombstones = (stores: Handles<DocumentStore>): void => {
  const everything = { index: 'key', where: {}, direction: 'ascending', limit: 10 } as const;
  const everySum = { where: {}, by: [], measures: ['acts'], bytes: 'people' } as const;

  it('a tombstone, which is kept but never found or summed', async () => {
    const store = await stores.open();
    const collection = await declared(store);
    await store.putMany(collection.name, [first('a'), first('b', null, at(2))]);
    const gone = over('a', at(1), at(3), null);
    expect(await store.putMany(collection.name, [gone])).toStrictEqual([]);
    expect(await getAll(store, collection, ['a', 'b'])).toStrictEqual(
      allKept([gone, first('b', null, at(2))]),
    );
    expect(await walk(store, collection, everything)).toStrictEqual([]);
    expect(await walk(store, collection, { ...everything, where: { district: { is: null } } })).toStrictEqual(
      [],
    );
    expect(await store.sum(collection.name, everySum)).toStrictEqual({ groups: [], latest: null });
  });

  it('nothing over a tombstone that was not seen', async () => {
    const store = await stores.open();
    const collection = await declared(store);
    const gone = first('a', null, at(3));
    await store.putMany(collection.name, [gone]);
    expect(await store.putMany(collection.name, [first('a', bucket(), at(4))])).toStrictEqual(['a']);
    expect(await getAll(store, collection, ['a'])).toStrictEqual(allKept([gone]));
  });

  it('a document over the tombstone that was read', async () => {
    const store = await stores.open();
    const collection = await declared(store);
    await store.putMany(collection.name, [first('a', null, at(3))]);
    const back = over('a', at(3), at(4), bucket({ acts: 8 }));
    expect(await store.putMany(collection.name, [back])).toStrictEqual([]);
    expect(await getAll(store, collection, ['a'])).toStrictEqual(allKept([back]));
    expect(await walk(store, collection, everything)).toStrictEqual(live([back]));
  });
};

/** A writer that loses a race tries again. With two writers that each count to 25, nobody loses this often. */
const triesMax = 1_000;

const racing = (stores: Handles<DocumentStore>): void => {
  it('every key for exactly one of two handles that race', async () => {
    const both = await Promise.all([stores.open(), stores.open()]);
    const collection = await declared(both[0]);
    await both[1].declare(collection);
    const keys = Array.from({ length: 200 }, (_, index) => `k${String(index)}`);
    const tries = both.flatMap((store, who) =>
      Array.from({ length: 10 }, (_, part) => {
        const docs = keys
          .filter((_key, index) => index % 10 === part)
          .map((key) => first(key, bucket({ acts: who })));
        return { store, docs };
      }),
    );
    const won = await Promise.all(
      tries.map(async ({ store, docs }) => {
        const refused = new Set(await store.putMany(collection.name, docs));
        return docs.filter(({ key }) => !refused.has(key));
      }),
    );
    const winners = won.flat();
    expect(winners.map(({ key }) => key).toSorted()).toStrictEqual(keys.toSorted());
    expect(await getAll(both[0], collection, keys)).toStrictEqual(allKept(winners));
    expect(await getAll(both[1], collection, keys)).toStrictEqual(allKept(winners));
  });

  it('no step twice of two handles that count together', async () => {
    const both = await Promise.all([stores.open(), stores.open()]);
    const collection = await declared(both[0]);
    await both[1].declare(collection);
    await both[0].putMany(collection.name, [first('sum', bucket({ acts: 0 }), at(1))]);
    const step = async (store: DocumentStore): Promise<boolean> => {
      const kept = (await getAll(store, collection, ['sum'])).get('sum');
      const acts = Number(kept?.doc?.acts ?? 0);
      const next = over('sum', kept?.position ?? at(0), at(acts + 2), bucket({ acts: acts + 1 }));
      return (await store.putMany(collection.name, [next])).length === 0;
    };
    const count = async (store: DocumentStore): Promise<void> => {
      for (let steps = 0, tries = 0; steps < 25; tries += 1) {
        if (tries === triesMax) throw new Error('some step must succeed');
        if (await step(store)) steps += 1;
      }
    };
    await Promise.all(both.map(count));
    expect(await getAll(both[0], collection, ['sum'])).toStrictEqual(
      allKept([first('sum', bucket({ acts: 50 }), at(51))]),
    );
  });
};

export const putting = (stores: Handles<DocumentStore>): void => {
  describe('gives back', () => {
    roundTrip(stores);
  });
  describe('stores', () => {
    comparing(stores);
    tombstones(stores);
    racing(stores);
  });
};
