import { views as allViews } from '../views.js';
import { currentViews } from './current-builds.js';
import { dyingAt } from '@ledger/test/support/dying-store.js';
import { ViewsOnDisk, actsOf, statesOf } from '@ledger/test/support/views-on-disk.js';

let kept: ViewsOnDisk;
beforeEach(() => {
  kept = new ViewsOnDisk();
});
afterEach(() => kept.close());

describe('a keeper that dies inside of a switch leaves one build or the other, whole', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8].flatMap((put) => [[put, false] as const, [put, true] as const]))(
    'at its put %i, stored: %s',
    async (put, isStored) => {
      await kept.given(3);
      const first = await kept.keeping();
      await first.projector.catchUp();
      await kept.building(first, 'totals');
      await kept.given(2);
      await first.projector.catchUp();
      const dying = await kept.keeping(allViews, dyingAt(kept.store, put, isStored));
      const before = await kept.positionOf(currentViews(kept.open('read'), allViews));
      const switched = await dying.switchTo('totals', 2).then(
        () => true,
        () => false,
      );
      const reader = currentViews(kept.open('read'), allViews);
      expect((await kept.positionOf(reader)) >= before).toBe(true);
      expect(await actsOf(reader)).toBe(5);
      const next = await kept.keeping();
      await next.projector.catchUp();
      if ((await statesOf(next, 'totals'))?.some(([number, state]) => number === 1 && state === 'current')) {
        expect(switched).toBe(false);
        await next.switchTo('totals', 2);
      }
      reader.forget();
      expect(await actsOf(reader)).toBe(5);
      expect(await statesOf(next, 'totals')).toStrictEqual([
        [1, 'former'],
        [2, 'current'],
      ]);
    },
  );
});
