import { act, actCorrected, actReversed, counted } from '@ledger/test/dsl/acts.js';
import * as passbook from '@ledger/test/dsl/passbook.js';
import { happened } from '@ledger/test/dsl/project.js';
import { collectionNames, runnersOf } from '@ledger/test/support/known-views.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import { acts } from '../acts/acts-projection.js';
import { projector } from '../kernel/projector.js';
import { viewRunner } from '../kernel/view-runner.js';
import type { DocumentStore } from '../ports/document-store.js';
import { settling } from './settled-reading.js';

const screening = act();
const { stream } = passbook;

let views: Views;
beforeEach(async () => {
  views = openViews();
  await views.write(happened(stream, passbook.serviceRecorded(screening)));
  await folded(views.store);
});
afterEach(() => views.close());

/** Folds everything; through a store that may forget checkpoints, as a runner does that is between put and checkpoint. */
const folded = async (store: DocumentStore): Promise<void> => {
  const all = projector(views.log, runnersOf({ log: views.log, store }));
  await all.open();
  await all.catchUp();
};

/** Folds the acts, but dies before the checkpoint. */
const halfFolded = async (): Promise<void> => {
  const { log, store } = views;
  const dying: DocumentStore = {
    ...store,
    declare: (collection) => store.declare(collection),
    getMany: (collection, keys) => store.getMany(collection, keys),
    find: (collection, query) => store.find(collection, query),
    putMany: (collection, docs) =>
      collection === collectionNames.acts
        ? store.putMany(collection, docs)
        : Promise.reject(new Error('dead')),
  };
  const runner = viewRunner(acts, 1, { log, store: dying });
  await runner.open();
  const { events, reached } = await log.readAll(log.start, 100);
  await expect(runner.apply({ reached, events })).rejects.toThrow('dead');
};

const correction = happened(
  stream,
  actCorrected(counted(screening), counted({ ...screening, district: '330784' })),
);

test('what nobody touched while it was read is settled', async () => {
  const { began, settled } = await settling(views, acts);
  expect([began.ordinal, await settled()]).toStrictEqual([1, true]);
});

test('so it is while events wait that nobody has begun to fold', async () => {
  await views.write(correction);
  const { began, settled } = await settling(views, acts);
  expect([began.lag, await settled()]).toStrictEqual([1, true]);
});

test('it is not where the view moved on', async () => {
  const { settled } = await settling(views, acts);
  await views.write(happened(stream, actReversed(counted(screening))));
  await folded(views.store);
  expect(await settled()).toBe(false);
});

test('nor where an act has moved to another place in front of the checkpoint', async () => {
  const { settled } = await settling(views, acts);
  await views.write(correction);
  await halfFolded();
  expect(await settled()).toBe(false);
  const again = await settling(views, acts);
  expect([again.began.ordinal, await again.settled()]).toStrictEqual([1, false]);
});
