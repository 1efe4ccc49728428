import { acts } from '../acts/acts-projection.js';
import { totals } from '../totals/totals-projection.js';
import { views as allViews } from '../views.js';
import { currentViews } from './current-builds.js';
import { KeepingFault, type ViewManager } from './view-manager.js';
import { ViewsOnDisk, actsOf, nameOf, statesOf } from '@ledger/test/support/views-on-disk.js';

let kept: ViewsOnDisk;
beforeEach(() => {
  kept = new ViewsOnDisk();
});
afterEach(() => kept.close());

describe('a view is built anew', () => {
  it('beside the one that is read, equal to it at one position, and read once it is switched to', async () => {
    await kept.given(5);
    const manager = await kept.keeping();
    await manager.projector.catchUp();
    const reader = currentViews(kept.open('read'), allViews);
    const { allotted, comparison } = await kept.building(manager, 'totals');
    expect(allotted).toStrictEqual({
      number: 2,
      resumed: false,
      current: nameOf(totals, 1),
      sameVersion: true,
    });
    expect(comparison).toMatchObject({ documents: 1, differences: 0, named: [] });
    expect(await statesOf(manager, 'totals')).toStrictEqual([
      [1, 'current'],
      [2, 'folding'],
    ]);
    await kept.given(3);
    expect(await actsOf(reader)).toBe(5);
    await manager.switchTo('totals', 2);
    reader.forget();
    expect(await actsOf(reader)).toBe(5);
    await manager.projector.catchUp();
    expect(await actsOf(reader)).toBe(8);
    expect(await statesOf(manager, 'totals')).toStrictEqual([
      [1, 'former'],
      [2, 'current'],
    ]);
    await kept.given(1);
    await manager.projector.catchUp();
    expect(await actsOf(reader)).toBe(9);
    expect(kept.files()).toStrictEqual(['views.db', `views.${nameOf(totals, 2)}.db`]);
  });

  it('and its position never falls: not when it is switched, nor when it goes back', async () => {
    await kept.given(4);
    const manager = await kept.keeping();
    await manager.projector.catchUp();
    const reader = currentViews(kept.open('read'), allViews);
    const seen = [await kept.positionOf(reader)];
    const look = async (): Promise<void> => {
      reader.forget();
      seen.push(await kept.positionOf(reader));
    };
    await kept.building(manager, 'totals');
    await kept.given(2);
    await manager.projector.catchUp();
    await look();
    await manager.switchTo('totals', 2);
    await look();
    await kept.given(2);
    await manager.projector.catchUp();
    await look();
    expect((await manager.back('totals')).number).toBe(1);
    await look();
    expect(seen).toStrictEqual(seen.toSorted());
    expect(await actsOf(reader)).toBe(8);
    expect(await manager.drop('totals')).toStrictEqual([2]);
    expect(await manager.drop('totals')).toStrictEqual([]);
    expect(kept.files()).toStrictEqual(['views.db']);
    expect((await manager.allot('totals')).number).toBe(3);
  });

  it('is taken up by the next keeper as it was left', async () => {
    await kept.given(2);
    const first = await kept.keeping();
    await kept.building(first, 'totals');
    await first.switchTo('totals', 2);
    await kept.given(2);
    const second = await kept.keeping();
    await second.projector.catchUp();
    expect(await actsOf(currentViews(kept.open('read'), allViews))).toBe(4);
  });

  it('names what differs, where somebody has changed the one that is read', async () => {
    await kept.given(2);
    const manager = await kept.keeping();
    await manager.projector.catchUp();
    const [[key, first] = []] = await kept.store.getMany(nameOf(acts, 1), [
      'passbook-1-2026.0',
      `passbook-${String(kept.written)}-2026.0`,
    ]);
    if (key === undefined || first === undefined) throw new Error('acts were folded');
    await kept.store.putMany(nameOf(acts, 1), [
      { ...first, was: first.position, doc: { ...first.doc, district: '330101' } },
    ]);
    expect((await kept.building(manager, 'acts')).comparison).toMatchObject({
      documents: 2,
      differences: 1,
      named: [`${key}: other content than in a fresh fold`],
    });
  });

  it('goes on where it was interrupted, or begins anew where it cannot', async () => {
    await kept.given(3);
    const manager = await kept.keeping();
    await manager.projector.catchUp();
    const ending = new AbortController();
    const interrupted = kept.building(manager, 'totals', {
      signal: ending.signal,
      progress: () => {
        ending.abort(new Error('killed'));
      },
    });
    await expect(interrupted).rejects.toThrow('killed');
    const again = await kept.keeping();
    expect((await kept.building(again, 'totals')).allotted).toMatchObject({ number: 2, resumed: true });
    await again.markReady('totals', 2);
    expect(await again.readyOf('totals')).toBe(2);
    // A build that was completed and compared is not continued: a repeated request begins a new one.
    expect((await kept.building(again, 'totals')).allotted).toMatchObject({ number: 3, resumed: false });
    expect(kept.files()).toStrictEqual(['views.db', `views.${nameOf(totals, 3)}.db`]);
  });
});

describe('what is asked wrongly is refused', () => {
  it.each<[string, (manager: ViewManager) => Promise<unknown>, RegExp]>([
    ['no such view', (manager) => manager.allot('people'), /no view “people”; the views are workers, acts/],
    [
      'nothing to go back to',
      (manager) => manager.back('acts'),
      /no former build of version 2 to go back to/,
    ],
  ])('%s', async (_what, ask, sentence) => {
    const fault: unknown = await ask(await kept.keeping()).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(KeepingFault);
    expect(fault instanceof KeepingFault ? fault.message : '').toMatch(sentence);
  });
});

test('builds that lie beside a database of views that is gone are removed: nobody knows them any more', async () => {
  await kept.given(2);
  const manager = await kept.keeping();
  await kept.building(manager, 'totals');
  await kept.loseMain();
  expect(kept.files()).toStrictEqual(['views.db']);
});
