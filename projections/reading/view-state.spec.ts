import { happened } from '@ledger/test/dsl/project.js';
import { attending } from '@ledger/test/dsl/gathering.js';
import { serviceRecorded, stream } from '@ledger/test/dsl/passbook.js';
import { act, day } from '@ledger/test/dsl/acts.js';
import { collectionNames, knownViews, runnersOf, viewNames } from '@ledger/test/support/known-views.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import type { ActDocument } from '../acts/acts-document.js';
import { moveCheckpoint } from '../kernel/checkpoint.js';
import { projector } from '../kernel/projector.js';
import { viewState } from './view-state.js';
import { list, type Listed, type ListSlice } from './list-slice.js';

let views: Views;
beforeEach(() => {
  views = openViews();
});
afterEach(() => views.close());

const declared = async () => {
  const all = projector(views.log, runnersOf(views));
  await all.open();
  return all;
};
const fold = async (): Promise<void> => (await declared()).catchUp();

const screeningOn = (date: string) => serviceRecorded(act({ on: day(date) }));

describe('how far a view has come', () => {
  const event = happened(stream, serviceRecorded(attending()));

  test.each(viewNames)('%s: nowhere before anybody has folded it', async (name) => {
    await declared();
    await views.write(event, event);
    const { start } = views.log;
    const nowhere = { name, position: start, ordinal: 0, lag: 2, stopped: null, incomplete: [] };
    expect(await viewState(views, knownViews[name])).toStrictEqual(nowhere);
  });

  test.each(viewNames)('%s: to the end, then behind by what was written since', async (name) => {
    const written = await views.write(event, event);
    await fold();
    const here = { name, position: written.at(-1)?.position, ordinal: 2, stopped: null, incomplete: [] };
    expect(await viewState(views, knownViews[name])).toStrictEqual({ ...here, lag: 0 });
    await views.write(event, event, event);
    expect(await viewState(views, knownViews[name])).toStrictEqual({ ...here, lag: 3 });
  });

  test('says why it stands still', async () => {
    await views.write(event, event);
    await fold();
    const name = collectionNames.acts;
    const { position } = await viewState(views, knownViews.acts);
    const stopped = { view: 'acts', ordinal: 1, stopped: 'view acts cannot fold' };
    await moveCheckpoint(views.store, name, position, { position, checkpoint: stopped });
    expect(await viewState(views, knownViews.acts)).toMatchObject({
      lag: 1,
      stopped: 'view acts cannot fold',
    });
  });
});

describe('a part of a list', () => {
  const days = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05'];

  const part = (slice: ListSlice): Promise<Listed<ActDocument>> =>
    list<ActDocument>(
      views.store,
      { collection: collectionNames.acts, index: 'byWorker', where: {}, direction: 'descending' },
      slice,
    );
  const shown = ({ items, hasNext, hasPrevious }: Listed<ActDocument>) => ({
    days: items.map(({ doc }) => Number(doc.on.slice(-2))),
    hasNext,
    hasPrevious,
  });

  beforeEach(async () => {
    await views.write(...days.map((date, index) => happened(`passbook-${String(index)}`, screeningOn(date))));
    await fold();
  });

  test('from the front, and on behind its last cursor', async () => {
    const first = await part({ from: 'front', first: 2, after: null });
    expect(shown(first)).toStrictEqual({ days: [5, 4], hasNext: true, hasPrevious: false });
    const second = await part({ from: 'front', first: 3, after: first.items.at(-1)?.cursor ?? null });
    expect(shown(second)).toStrictEqual({ days: [3, 2, 1], hasNext: false, hasPrevious: true });
  });

  test('from the end, and back in front of its first cursor, in the same order', async () => {
    const last = await part({ from: 'end', last: 2, before: null });
    expect(shown(last)).toStrictEqual({ days: [2, 1], hasNext: false, hasPrevious: true });
    const before = await part({ from: 'end', last: 3, before: last.items[0]?.cursor ?? null });
    expect(shown(before)).toStrictEqual({ days: [5, 4, 3], hasNext: true, hasPrevious: false });
  });

  test('is empty behind the end', async () => {
    const all = await part({ from: 'front', first: 5, after: null });
    const behind = await part({ from: 'front', first: 5, after: all.items.at(-1)?.cursor ?? null });
    expect(shown(behind)).toStrictEqual({ days: [], hasNext: false, hasPrevious: true });
  });
});
