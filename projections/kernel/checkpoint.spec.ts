import { positionAt } from '@ledger/test/dsl/project.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import {
  checkpoints,
  checkpointsOf,
  latestOf,
  moveCheckpoint,
  reachedIn,
  readCheckpoint,
  type Reached,
} from './checkpoint.js';

const at = (ordinal: number, stopped: string | null = null): Reached => ({
  position: positionAt(ordinal),
  checkpoint: { view: 'tally', ordinal, stopped },
});

let views: Views;
beforeEach(async () => {
  views = openViews();
  await views.store.declare(checkpoints);
});
afterEach(() => views.close());

const read = () => readCheckpoint(views.store, 'tally_v1_b1');
const move = (was: Reached | 'none', to: Reached) =>
  moveCheckpoint(views.store, 'tally_v1_b1', was === 'none' ? was : was.position, to);

describe('the checkpoint of a view', () => {
  test('is not there before its first', async () => {
    expect(await read()).toBeNull();
  });

  test('is what it was moved to, with why the view stands still', async () => {
    expect(await move('none', at(1))).toBe(true);
    expect(await move(at(1), at(5, 'view tally cannot fold'))).toBe(true);
    expect(await read()).toStrictEqual(at(5, 'view tally cannot fold'));
  });

  test('is not moved by somebody who believes it elsewhere', async () => {
    await move('none', at(3));
    expect(await move('none', at(4))).toBe(false);
    expect(await move(at(2), at(4))).toBe(false);
    expect(await move(at(4), at(4))).toBe(false);
    expect(await read()).toStrictEqual(at(3));
  });

  test('of another collection is another', async () => {
    await move('none', at(3));
    expect(await readCheckpoint(views.store, 'tally_v2_b1')).toBeNull();
  });
});

describe('the collection of a checkpoint', () => {
  test('is shared by the first builds, and is another for each later build', () => {
    expect(checkpointsOf('tally_v2_b1')).toBe(checkpoints);
    expect(checkpointsOf('tally_v2_b12')).toStrictEqual({
      ...checkpoints,
      name: 'tally_v2_b12_checkpoint',
    });
  });
});

describe('the position that a collection has reached', () => {
  test('is the start of the log until a checkpoint is stored', async () => {
    const start = positionAt(0);
    expect(await reachedIn(views.store, 'tally_v1_b1', start)).toBe(start);
    await move('none', at(3));
    expect(await reachedIn(views.store, 'tally_v1_b1', start)).toBe(positionAt(3));
  });
});

describe('the latest of a checkpoint and documents', () => {
  const latest = (...documents: readonly (number | null)[]): string =>
    latestOf(
      positionAt(5),
      documents.map((ordinal) => (ordinal === null ? null : positionAt(ordinal))),
    );

  test.each([
    ['the checkpoint, without documents', [], 5],
    ['the checkpoint, if no document is later', [4, null, 5], 5],
    ['the latest document, wherever it stands', [4, 9, null, 7], 9],
    ['a document behind one that was never stored', [null, 6], 6],
  ] as const)('is %s', (_what, documents, expected) => {
    expect(latest(...documents)).toBe(positionAt(expected));
  });
});
