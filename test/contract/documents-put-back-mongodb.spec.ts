import { openMongoDocuments } from '@ledger/infra/documents/mongodb/mongodb-documents.js';
import { singleConnectionDocuments } from '@ledger/infra/documents/mongodb/single-connection-documents.js';
import { collectionOf } from '@ledger/projections/kernel/projection.js';
import { projector, type Projector } from '@ledger/projections/kernel/projector.js';
import { viewRunner } from '@ledger/projections/kernel/view-runner.js';
import { StoreFault, type DocumentStore } from '@ledger/projections/ports/document-store.js';
import { readDatabase, replaceDatabase } from '../doubles/mongodb/database-copy.js';
import { freshDatabase, startMongo, type MongoServer } from '../doubles/mongodb/server.js';
import { startWireProxy, type WireProxy } from '../doubles/mongodb/wire-proxy.js';
import { happened } from '../dsl/project.js';
import { tally, type TallyDocument, type Tallied } from '../dsl/tally.js';
import { openViews, type Views } from '../support/views.js';
import { declared, first } from './documents/document-setup.js';

/**
 * A MongoDB server becomes unreachable while documents are folded into it, and may come back with an older copy of its
 * data.
 */

let server: MongoServer;
let proxy: WireProxy;
const opened: DocumentStore[] = [];

beforeAll(async () => {
  server = await startMongo();
});
beforeEach(async () => {
  proxy = await startWireProxy(server.url);
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  await proxy.close();
});
afterAll(() => server.stop());

const open = async (database = freshDatabase()): Promise<DocumentStore> => {
  const store = singleConnectionDocuments(await openMongoDocuments({ url: proxy.url, database }, 'write'));
  opened.push(store);
  return store;
};

/** Makes the server unreachable, runs `meanwhile`, and makes the server reachable again on the same port. */
const away = async (meanwhile: () => Promise<void> = async () => undefined): Promise<void> => {
  const { port } = new URL(proxy.url);
  await proxy.close();
  await meanwhile();
  proxy = await startWireProxy(server.url, { port: Number(port) });
};

const faultOf = async (work: Promise<unknown>): Promise<unknown> => {
  const fault: unknown = await work.catch((error: unknown) => error);
  return fault instanceof StoreFault ? [fault.code, fault.message] : fault;
};

const takenUpAnew = ['STORE_FAULT', 'the MongoDB was away for a moment: the views are taken up from it anew'];

describe('who has put documents on a MongoDB', () => {
  it('puts on while nothing happens to it', async () => {
    const store = await open();
    const { name } = await declared(store);
    for (const key of ['a', 'b', 'c']) expect(await store.putMany(name, [first(key)])).toStrictEqual([]);
  });

  it('puts nothing more once it was away, and reads all the same', async () => {
    const store = await open();
    const { name } = await declared(store);
    await store.putMany(name, [first('a')]);
    await away();
    expect([...(await store.getMany(name, ['a'])).keys()]).toStrictEqual(['a']);
    expect(await faultOf(store.putMany(name, [first('b')]))).toStrictEqual(takenUpAnew);
    expect([...(await store.getMany(name, ['a', 'b'])).keys()]).toStrictEqual(['a']);
  });

  it('puts nothing more once its node was no primary for a moment', async () => {
    const store = await open();
    const { name } = await declared(store);
    proxy.prepare('insert', 'not-primary');
    expect(await store.putMany(name, [first('a')])).toStrictEqual([]);
    expect(await faultOf(store.putMany(name, [first('b')]))).toStrictEqual(takenUpAnew);
  });
});

describe('a view whose MongoDB came back as an older copy', () => {
  let views: Views;
  beforeEach(() => {
    views = openViews();
  });
  afterEach(() => views.close());

  const counted = (step: number) => {
    const event: Tallied = { type: 'Counted', data: { name: '甲', step } };
    return happened('count-a', event);
  };

  const folding = async (store: DocumentStore): Promise<Projector> => {
    const all = projector(views.log, [viewRunner(tally('tally'), 1, { log: views.log, store })]);
    await all.open();
    await all.catchUp();
    return all;
  };

  it('is folded from where that copy stands: nothing in between is left out', async () => {
    const database = freshDatabase();
    await views.write(counted(1));
    const all = await folding(await open(database));
    const copy = await readDatabase(server.url, database);
    await views.write(counted(2), counted(4));
    await all.catchUp();
    await away(() => replaceDatabase(server.url, database, copy));
    await views.write(counted(8));
    expect(await faultOf(all.catchUp())).toStrictEqual(takenUpAnew);
    const store = await open(database);
    await folding(store);
    const { name } = collectionOf(tally('tally'), 1);
    const found = await store.getMany<TallyDocument>(name, ['甲']);
    expect(found.get('甲')?.doc?.sum).toBe(15);
  });
});
