import { happened } from '@ledger/test/dsl/project.js';
import { serviceRecorded } from '@ledger/test/dsl/passbook.js';
import { act, actReversed, counted, day } from '@ledger/test/dsl/acts.js';
import { collectionNames, runnersOf, type ViewName, viewNames } from '@ledger/test/support/known-views.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import type { Document, DocumentStore } from '../ports/document-store.js';
import { moveCheckpoint, readCheckpoint } from '../kernel/checkpoint.js';
import { projector } from '../kernel/projector.js';
import { views as allViews } from '../views.js';
import { verifyViews, type Verified } from './verify-views.js';

let views: Views;
let scratch: Views;
let seen: (readonly [read: number, of: number])[] = [];
const acts = ['2026-01-05', '2026-02-05', '2026-03-05'].map((date) => act({ on: day(date) }));
beforeEach(async () => {
  views = openViews();
  scratch = openViews();
  seen = [];
  await views.write(...acts.map((each, index) => happened(streamOf(index), serviceRecorded(each))));
  await fold();
});
afterEach(async () => {
  await views.close();
  await scratch.close();
});

const streamOf = (index: number): string => `passbook-${String(index)}`;

const fold = async (): Promise<void> => {
  const all = projector(views.log, runnersOf(views));
  await all.open();
  await all.catchUp();
};

const verify = (
  store: DocumentStore = views.store,
  pause: () => Promise<void> = neverAsked,
): Promise<readonly Verified[]> =>
  verifyViews({
    log: views.log,
    views: allViews,
    store,
    scratch: scratch.store,
    pause,
    progress: (read, of) => {
      seen.push([read, of]);
    },
  });

/** Used where the store does not change: the comparison must not wait for it. */
const neverAsked = (): Promise<never> =>
  Promise.reject(new Error('the comparison waited for a store at rest'));

const healthy: Readonly<Record<ViewName, number>> = {
  workers: 0,
  acts: 3,
  entries: 3,
  totals: 3,
  payouts: 0,
  imports: 0,
};
const expected = (other: Partial<Record<ViewName, Partial<Verified>>> = {}): readonly Verified[] =>
  viewNames.map((view) => ({
    view,
    documents: healthy[view],
    differences: 0,
    miscounts: 0,
    first: null,
    stopped: null,
    incomplete: [],
    ...other[view],
  }));

/** Changes a document directly in the store, bypassing the projection. */
const tamper = async (view: ViewName, key: string, change: (doc: Document | null) => Document | null) => {
  const name = collectionNames[view];
  const kept = (await views.store.getMany(name, [key])).get(key);
  const { position } = await views.log.head();
  const put = { key, position: kept?.position ?? position, was: kept?.position ?? 'none' } as const;
  expect(await views.store.putMany(name, [{ ...put, doc: change(kept?.doc ?? null) }])).toStrictEqual([]);
};

describe('comparing every view with a fresh fold', () => {
  test('finds no difference where there is none, and tells how far it is', async () => {
    expect(await verify()).toStrictEqual(expected());
    expect(seen).toStrictEqual([[3, 3]]);
  });

  test('of an empty ledger finds nothing', async () => {
    const empty = openViews();
    const all = projector(empty.log, runnersOf(empty));
    await all.open();
    const verified = await verifyViews({
      log: empty.log,
      views: allViews,
      store: empty.store,
      scratch: scratch.store,
      progress: () => undefined,
      pause: neverAsked,
    });
    expect(verified.map(({ documents, differences }) => [documents, differences])).toStrictEqual(
      viewNames.map(() => [0, 0]),
    );
    await empty.close();
  });

  test('names a document that was changed by hand', async () => {
    await tamper('acts', 'passbook-1.0', (doc) => ({ ...doc, district: '330604' }));
    expect(await verify()).toStrictEqual(
      expected({ acts: { differences: 1, first: 'passbook-1.0: other content than in a fresh fold' } }),
    );
  });

  test('names the first of several, in the order of keys', async () => {
    await tamper('acts', 'passbook-2.0', (doc) => ({ ...doc, place: '柯桥' }));
    await tamper('acts', 'passbook-0.0', (doc) => ({ ...doc, steps: 2 }));
    expect(await verify()).toStrictEqual(
      expected({ acts: { differences: 2, first: 'passbook-0.0: other content than in a fresh fold' } }),
    );
  });

  test('names a document that was removed', async () => {
    await tamper('acts', 'passbook-0.0', () => null);
    expect(await verify()).toStrictEqual(
      expected({
        acts: { documents: 2, differences: 1, first: 'passbook-0.0: missing, but a fresh fold has it' },
      }),
    );
  });

  test('names a document that was added', async () => {
    await tamper('payouts', 'passbook-9.9', () => ({ act: 'passbook-9.9', amountFen: 1 }));
    expect(await verify()).toStrictEqual(
      expected({
        payouts: {
          documents: 1,
          differences: 1,
          first: 'passbook-9.9: there, but a fresh fold has no such document',
        },
      }),
    );
  });

  test('sees a single byte among the people of a bucket', async () => {
    const key = '330603|cancer-screening|2026-02|2026-03';
    await tamper('totals', key, (doc) => ({ ...doc, people: Uint8Array.from([36]) }));
    expect(await verify()).toStrictEqual(
      expected({ totals: { differences: 1, first: `${key}: other content than in a fresh fold` } }),
    );
  });

  test('does not mind that views are behind the log: each is compared as of where it stands', async () => {
    await views.write(happened(streamOf(7), serviceRecorded(act())));
    expect(await verify()).toStrictEqual(expected());
  });

  test('compares a batch that was put, and then the runner died in front of its checkpoint', async () => {
    const name = collectionNames.acts;
    const reached = await readCheckpoint(views.store, name);
    const [first] = await views.write();
    if (reached === null || first === undefined) throw new Error('nothing was folded');
    const back = { position: first.position, checkpoint: { view: 'acts', ordinal: 1, stopped: null } };
    await moveCheckpoint(views.store, name, reached.position, back);
    expect(await verify()).toStrictEqual(expected());
  });

  test('says of a view that stands still why, and compares what it has', async () => {
    const name = collectionNames.totals;
    const reached = await readCheckpoint(views.store, name);
    if (reached === null) throw new Error('nothing was folded');
    const { position, checkpoint } = reached;
    await moveCheckpoint(views.store, name, position, {
      position,
      checkpoint: { ...checkpoint, stopped: 'view totals cannot fold' },
    });
    expect(await verify()).toStrictEqual(expected({ totals: { stopped: 'view totals cannot fold' } }));
  });
});

/** Callbacks that change the store between reads of acts: a database server offers no snapshot, so this can happen. */
type Between = Readonly<{ pages?: () => Promise<void>; asked?: () => Promise<void> }>;

const moving = ({ pages, asked }: Between): DocumentStore => {
  const { store } = views;
  const name = collectionNames.acts;
  let isWalked = false;
  return {
    declare: (collection) => store.declare(collection),
    getMany: async (collection, keys) => {
      if (collection === name) await asked?.();
      return store.getMany(collection, keys);
    },
    putMany: (collection, docs) => store.putMany(collection, docs),
    find: async (collection, query) => {
      if (collection === name && !isWalked) await pages?.();
      if (collection === name) isWalked = true;
      return store.find(collection, query);
    },
    sum: (collection, query) => store.sum(collection, query),
    drop: (collection) => store.drop(collection),
    close: () => store.close(),
  };
};

const changed = async (...indexes: readonly number[]): Promise<void> => {
  await views.write(
    ...indexes.map((index) => happened(streamOf(index), actReversed(counted(acts[index] ?? act())))),
  );
};

/** Folds, and simulates a crash after only this one act document was stored. */
const foldOnly = async (key: string): Promise<void> => {
  const { store } = views;
  const dying: DocumentStore = {
    ...moving({}),
    putMany: async (collection, docs) => {
      if (collection !== collectionNames.acts) return store.putMany(collection, docs);
      await store.putMany(
        collection,
        docs.filter((doc) => doc.key === key),
      );
      throw new Error('killed');
    },
  };
  const all = projector(views.log, runnersOf({ log: views.log, store: dying }));
  await all.open();
  await expect(all.catchUp()).rejects.toThrow('killed');
};

const ofActs = async (store: DocumentStore, pause?: () => Promise<void>): Promise<Verified | undefined> =>
  (await verify(store, pause)).find(({ view }) => view === 'acts');
const actsExpected = (other: Partial<Verified> = {}): Verified | undefined =>
  expected({ acts: other }).find(({ view }) => view === 'acts');

describe('comparing views that move meanwhile', () => {
  test('takes the fresh fold on to where they have come', async () => {
    const pages = async (): Promise<void> => {
      await changed(1);
      await fold();
    };
    expect(await ofActs(moving({ pages }))).toStrictEqual(actsExpected());
  });

  test('still names what differs beyond the checkpoint that it began with', async () => {
    const pages = async (): Promise<void> => {
      await changed(1);
      await fold();
      await tamper('acts', 'passbook-1.0', (doc) => ({ ...doc, place: '柯桥' }));
    };
    const first = 'passbook-1.0: other content than in a fresh fold';
    expect(await ofActs(moving({ pages }))).toStrictEqual(actsExpected({ differences: 1, first }));
  });

  test('waits for the rest of a batch that is half put', async () => {
    const pages = async (): Promise<void> => {
      await changed(0, 2);
      await fold();
    };
    let rounds = 0;
    const asked = async (): Promise<void> => {
      rounds += 1;
      if (rounds > 1) return;
      await changed(2, 0);
      await foldOnly('passbook-0.0');
    };
    expect(await ofActs(moving({ pages, asked }), fold)).toStrictEqual(actsExpected());
    expect(rounds).toBe(2);
  });

  test('judges them however fast they move on', async () => {
    const pages = async (): Promise<void> => {
      await changed(0, 1, 2);
      await fold();
      await tamper('acts', 'passbook-1.0', (doc) => ({ ...doc, place: '柯桥' }));
    };
    const asked = async (): Promise<void> => {
      await changed(2, 0);
      await foldOnly('passbook-0.0');
    };
    const first = 'passbook-1.0: other content than in a fresh fold';
    expect(await ofActs(moving({ pages, asked }), fold)).toStrictEqual(
      actsExpected({ differences: 1, first }),
    );
  });
});
