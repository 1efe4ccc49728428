import { happened } from '@ledger/test/dsl/project.js';
import { serviceRecorded } from '@ledger/test/dsl/passbook.js';
import { act, day } from '@ledger/test/dsl/acts.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import type { Document } from '../ports/document-store.js';
import { collections, runnersOf, type ViewName } from '../views.js';
import { moveCheckpoint, readCheckpoint } from './checkpoint.js';
import { projector } from './projector.js';
import { viewNames } from './reading.js';
import { verifyViews, type Verified } from './verifying.js';

let views: Views;
let scratch: Views;
let seen: (readonly [read: number, of: number])[] = [];
beforeEach(async () => {
  views = openViews();
  scratch = openViews();
  seen = [];
  const acts = ['2026-01-05', '2026-02-05', '2026-03-05'].map((date) => act({ on: day(date) }));
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

const verify = (): Promise<readonly Verified[]> =>
  verifyViews({
    log: views.log,
    views: views.store,
    scratch: scratch.store,
    progress: (read, of) => {
      seen.push([read, of]);
    },
  });

const healthy: Readonly<Record<ViewName, number>> = {
  workers: 0,
  acts: 3,
  entries: 3,
  totals: 3,
  payouts: 0,
};
const expected = (other: Partial<Record<ViewName, Partial<Verified>>> = {}): readonly Verified[] =>
  viewNames.map((view) => ({
    view,
    documents: healthy[view],
    differences: 0,
    first: null,
    stopped: null,
    incomplete: [],
    ...other[view],
  }));

/** Somebody writes into the store by hand. */
const tamper = async (view: ViewName, key: string, change: (doc: Document | null) => Document | null) => {
  const { name } = collections[view];
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
      views: empty.store,
      scratch: scratch.store,
      progress: () => undefined,
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
    const { name } = collections.acts;
    const reached = await readCheckpoint(views.store, name);
    const [first] = await views.write();
    if (reached === null || first === undefined) throw new Error('nothing was folded');
    const back = { position: first.position, checkpoint: { view: 'acts', ordinal: 1, stopped: null } };
    await moveCheckpoint(views.store, name, reached.position, back);
    expect(await verify()).toStrictEqual(expected());
  });

  test('says of a view that stands still why, and compares what it has', async () => {
    const { name } = collections.totals;
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
