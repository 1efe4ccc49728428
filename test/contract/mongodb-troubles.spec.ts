import { openMongoDocuments } from '@ledger/infra/documents/mongodb/mongodb-documents.js';
import { openMongoVault } from '@ledger/infra/key-vault/mongodb/mongodb-vault.js';
import { StoreFault } from '@ledger/projections/ports/document-store.js';
import { freshDatabase, startMongo, type MongoServer } from '../doubles/mongodb/server.js';
import { startWireProxy, type Trouble, type WireProxy } from '../doubles/mongodb/wire-proxy.js';
import { allKept, at, bucket, declared, first, getAll, over } from './documents/document-setup.js';
import { contractMasterKey } from './embedded-places.js';
import { claimOf, freshMember, freshSubject, freshWorker, keyOf, said } from './key-vault/key-vault-setup.js';

const troubles: readonly (readonly [string, Trouble])[] = [
  ['loses its reply', 'lose-reply'],
  ['is primary no more', 'not-primary'],
  ['is slow', { delayMs: 300 }],
];

describe('a MongoDB in trouble', () => {
  let server: MongoServer;
  let proxy: WireProxy;
  const open = async (): ReturnType<typeof openMongoDocuments> =>
    openMongoDocuments({ url: proxy.url, database: freshDatabase() }, 'write');

  beforeAll(async () => {
    server = await startMongo();
    proxy = await startWireProxy(server.url);
  });
  afterEach(() => {
    // The prepared trouble must have happened, so that no case passes without any.
    expect(proxy.pending()).toBe(0);
  });
  afterAll(async () => {
    await proxy.close();
    await server.stop();
  });

  it.each(troubles)('that %s while first documents are put refuses none of them', async (_what, trouble) => {
    const store = await open();
    const collection = await declared(store);
    const docs = Array.from({ length: 50 }, (_, index) => first(`k${String(index)}`));
    proxy.prepare('insert', trouble);
    expect(await store.putMany(collection.name, docs)).toStrictEqual([]);
    expect(
      await getAll(
        store,
        collection,
        docs.map(({ key }) => key),
      ),
    ).toStrictEqual(allKept(docs));
    await store.close();
  });

  it.each(troubles)('that %s while documents are replaced refuses who was late', async (_what, trouble) => {
    const store = await open();
    const collection = await declared(store);
    const keys = Array.from({ length: 100 }, (_, index) => `k${String(index)}`);
    await store.putMany(
      collection.name,
      keys.map((key) => first(key, bucket(), at(2))),
    );
    const late = new Set(['k7', 'k50', 'k99']);
    const next = keys.map((key) => over(key, at(late.has(key) ? 1 : 2), at(3), bucket({ acts: 2 })));
    proxy.prepare('update', trouble);
    expect((await store.putMany(collection.name, next)).toSorted()).toStrictEqual([...late].toSorted());
    await store.close();
  });

  it.each(troubles)('that %s is read again', async (_what, trouble) => {
    const store = await open();
    const collection = await declared(store);
    await store.putMany(collection.name, [first('a')]);
    proxy.prepare('find', trouble);
    proxy.prepare('aggregate', trouble);
    expect(await getAll(store, collection, ['a'])).toStrictEqual(allKept([first('a')]));
    const sums = await store.sum(collection.name, { where: {}, by: [], measures: ['acts'], bytes: null });
    expect(sums).toStrictEqual({
      groups: [{ by: {}, documents: 1, sums: { acts: 1 }, bytes: [] }],
      latest: at(1),
    });
    await store.close();
  });

  it.each(troubles)('that %s binds a look-up and makes a key once', async (_what, trouble) => {
    const place = { url: proxy.url, database: freshDatabase() };
    const vault = await openMongoVault(place, contractMasterKey, 'write');
    const [lookUp, worker, subject] = [freshMember(), freshWorker(), freshSubject()];
    proxy.prepare('insert', trouble);
    expect(await vault.claim([claimOf(vault, lookUp, worker)])).toStrictEqual([worker]);
    proxy.prepare('insert', trouble);
    const text = (await keyOf(vault, subject)).seal(said('name'), '李雷');
    expect((await keyOf(vault, subject)).open(said('name'), text)).toBe('李雷');
    await vault.close();
  });

  it('that is away is named in a sentence, without the password of its address', async () => {
    const gone = await startWireProxy(server.url);
    await gone.close();
    const url = gone.url.replace('//', '//clerk:secret@');
    const fault = await openMongoDocuments({ url, database: 'x', selectionMsMax: 200 }, 'write').catch(
      (error: unknown) => error,
    );
    expect(fault).toBeInstanceOf(StoreFault);
    expect(String(fault)).toContain('it does not answer: start it, or correct MONGODB_URL');
    expect(String(fault)).not.toContain('secret');
  });

  it('whose address is none is refused in a sentence', async () => {
    const fault = await openMongoDocuments({ url: 'nowhere', database: 'x' }, 'write').catch(
      (error: unknown) => error,
    );
    expect(String(fault)).toContain('MONGODB_URL is no address of a MongoDB');
  });
});
