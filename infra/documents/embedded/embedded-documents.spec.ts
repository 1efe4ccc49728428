import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { StoreFault, type DocumentStore } from '@ledger/projections/ports/document-store.js';
import {
  allKept,
  at,
  bucket,
  declared,
  first,
  freshCollection,
  getAll,
  live,
  over,
  storeFaultOf,
  walk,
} from '@ledger/test/contract/documents/document-setup.js';
import { temporaryFolders } from '@ledger/test/contract/temporary-folders.js';
import { openDatabase } from '../../sqlite/sqlite-database.js';
import { openEmbeddedDocuments } from './embedded-documents.js';

/** Returns a function that opens stores; they are closed after each test. */
const stores = (): ((file: string, mode?: 'write' | 'read' | 'snapshot') => DocumentStore) => {
  const opened: DocumentStore[] = [];
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
  });
  return (file, mode = 'write') => {
    const store = openEmbeddedDocuments(file, mode);
    opened.push(store);
    return store;
  };
};

const everything = { index: 'key', where: {}, direction: 'ascending', limit: 10 } as const;
const everySum = { where: {}, by: [], measures: ['acts'], bytes: null };

describe('embedded documents that are only read', () => {
  const folder = temporaryFolders();
  const open = stores();

  it('are none until their writer has declared them, and then are those that it stores', async () => {
    const file = join(folder(), 'views.db');
    const [writer, reader] = [open(file), open(file, 'read')];
    const collection = freshCollection();
    await reader.declare(collection);
    expect(await getAll(reader, collection, ['a'])).toStrictEqual(new Map());
    expect(await walk(reader, collection, everything)).toStrictEqual([]);
    expect(await reader.sum(collection.name, everySum)).toStrictEqual({ groups: [], latest: null });
    await writer.declare(collection);
    await writer.putMany(collection.name, [first('a')]);
    expect(await getAll(reader, collection, ['a'])).toStrictEqual(allKept([first('a')]));
    expect(await walk(reader, collection, everything)).toStrictEqual(live([first('a')]));
  });

  it('are not written, also where they were declared', async () => {
    const file = join(folder(), 'views.db');
    const [writer, reader] = [open(file), open(file, 'read')];
    const collection = await declared(writer);
    await reader.declare(collection);
    expect(await storeFaultOf(reader.putMany(collection.name, [first('a')]))).toBe('STORE_FAULT');
    expect(await getAll(writer, collection, ['a'])).toStrictEqual(new Map());
  });

  it('are refused where they have another shape, or were dropped', async () => {
    const file = join(folder(), 'views.db');
    const [writer, reader] = [open(file), open(file, 'read')];
    const [shaped, dropped] = [await declared(writer), await declared(writer)];
    await writer.drop(dropped.name);
    expect(await storeFaultOf(reader.declare({ ...shaped, measures: [] }))).toBe('UNDECLARED');
    expect(await storeFaultOf(reader.declare(dropped))).toBe('UNDECLARED');
    expect(await storeFaultOf(getAll(reader, dropped, ['a']))).toBe('UNDECLARED');
  });
});

describe('a snapshot of embedded documents', () => {
  const folder = temporaryFolders();
  const open = stores();

  it('stays as they were when it was taken', async () => {
    const file = join(folder(), 'views.db');
    const writer = open(file);
    const collection = await declared(writer);
    await writer.putMany(collection.name, [first('a'), first('b')]);
    const snapshot = open(file, 'snapshot');
    const now = [over('a', at(1), at(2), bucket({ acts: 5 })), over('b', at(1), at(2), null), first('c')];
    await writer.putMany(collection.name, now);
    await writer.declare(freshCollection());
    expect(await getAll(snapshot, collection, ['a', 'b', 'c'])).toStrictEqual(
      allKept([first('a'), first('b')]),
    );
    expect(await walk(snapshot, collection, everything)).toStrictEqual(live([first('a'), first('b')]));
    expect(await snapshot.sum(collection.name, everySum)).toStrictEqual({
      groups: [{ by: {}, documents: 2, sums: { acts: 2 }, bytes: [] }],
      latest: at(1),
    });
    expect(await getAll(open(file, 'snapshot'), collection, ['a', 'b', 'c'])).toStrictEqual(allKept(now));
  });

  it('has measures beyond what a number holds as they were put', async () => {
    const file = join(folder(), 'views.db');
    const writer = open(file);
    const collection = await declared(writer);
    const docs = ['99999999999999999', '-9007199254740992', 9_007_199_254_740_991].map((acts, index) =>
      first(`k${String(index)}`, bucket({ acts })),
    );
    await writer.putMany(collection.name, docs);
    expect(await walk(open(file, 'snapshot'), collection, everything)).toStrictEqual(live(docs));
  });

  it('knows no collection that was declared later', async () => {
    const file = join(folder(), 'views.db');
    const writer = open(file);
    const snapshot = open(file, 'snapshot');
    const collection = await declared(writer);
    await writer.putMany(collection.name, [first('a')]);
    expect(await getAll(snapshot, collection, ['a'])).toStrictEqual(new Map());
    expect(await walk(snapshot, collection, everything)).toStrictEqual([]);
  });
});

describe('embedded documents', () => {
  const folder = temporaryFolders();
  const open = stores();

  it.each([
    ['acts_v2_b1', 'views.db'],
    ['acts_v2_b12', 'views.acts_v2_b12.db'],
    ['acts_v2_b12_people', 'views.acts_v2_b12.db'],
    ['acts_v2_b1_people', 'views.db'],
    ['contract_b3062817_5', 'views.db'],
    ['acts_b2', 'views.db'],
  ])('have the collection %s in %s', async (name, expected) => {
    const path = folder();
    const store = open(join(path, 'views.db'));
    await store.declare({ ...freshCollection(), name });
    const holding = readdirSync(path)
      .filter((file) => file.endsWith('.db'))
      .filter((file) => {
        const db = openDatabase(join(path, file), { readOnly: true, waitMs: 0 });
        const found = db.prepare('SELECT name FROM collections').all();
        db.close();
        return found.length > 0;
      });
    expect(holding).toStrictEqual([expected]);
  });

  it.each(['a b', 'A', '1a', '', 'a"; DROP TABLE collections; --', 'ä'])(
    'have no collection, field, measure or bytes of the name “%s”',
    async (name) => {
      const store = open(join(folder(), 'views.db'));
      const { fields } = freshCollection();
      const wrong = [
        { ...freshCollection(), name: `c ${name}` },
        { ...freshCollection(), fields: { ...fields, [name]: 'text' } as const },
        { ...freshCollection(), measures: [name] },
        { ...freshCollection(), bytes: [name] },
        { ...freshCollection(), indexes: { [name]: ['month', name] } },
      ];
      for (const collection of wrong) {
        expect(await storeFaultOf(store.declare(collection))).toBe('UNDECLARED');
        expect(await storeFaultOf(getAll(store, collection, ['a']))).toBe('UNDECLARED');
      }
    },
  );

  it('are stored all or not at all where the disk fails', async () => {
    const file = join(folder(), 'views.db');
    const store = open(file);
    const collection = await declared(store);
    await store.putMany(collection.name, [first('a')]);
    const db = openDatabase(file, { readOnly: false, waitMs: 0 });
    db.exec(`CREATE TRIGGER failing BEFORE INSERT ON c_${collection.name} WHEN NEW.key = 'poison'
      BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`);
    const docs = [over('a', at(1), at(2), bucket({ acts: 9 })), first('b'), first('poison'), first('z')];
    const fault: unknown = await store.putMany(collection.name, docs).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(StoreFault);
    expect(String(fault)).toMatch(/nothing was written to .*the disk is full/);
    const keys = docs.map(({ key }) => key);
    expect(await getAll(store, collection, keys)).toStrictEqual(allKept([first('a')]));
    db.exec('DROP TRIGGER failing');
    db.close();
    expect(await store.putMany(collection.name, docs)).toStrictEqual([]);
    expect(await getAll(store, collection, keys)).toStrictEqual(allKept(docs));
  });
});
