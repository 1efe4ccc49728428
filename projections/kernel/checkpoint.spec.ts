import { positionAt } from '@ledger/test/dsl/project.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import { checkpoints, moveCheckpoint, readCheckpoint, type Reached } from './checkpoint.js';

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
