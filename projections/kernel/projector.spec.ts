import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { happened } from '@ledger/test/dsl/project.js';
import { tally, type Tallied } from '@ledger/test/dsl/tally.js';
import { BackedUpLog } from '@ledger/test/support/put-back.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import { LogFault } from '@ledger/ledger/ports/event-log.js';
import { StoreFault } from '../ports/document-store.js';
import { moveCheckpoint, readCheckpoint } from './checkpoint.js';
import { incompleteMax } from './incomplete-documents.js';
import { collectionOf } from './projection.js';
import { projector, type Projector } from './projector.js';
import { viewRunner, type ViewRunner } from './view-runner.js';

const counted = (step: number): Tallied => ({ type: 'Counted', data: { name: '甲', step } });
const one = happened('count-a', counted(1));
const tooMany = Array.from({ length: incompleteMax + 1 }, (_, index) =>
  happened('count-a', { type: 'Counted', data: { name: `n${String(index)}`, step: 0 } }),
);

let views: Views;
beforeEach(() => {
  views = openViews();
});
afterEach(() => views.close());

const runnerOf = (name: string, refuses = false): ViewRunner =>
  viewRunner(tally(name, { refuses }), 1, views);

const opened = async (...runners: readonly ViewRunner[]): Promise<Projector> => {
  const all = projector(views.log, runners);
  await all.open();
  return all;
};

const nameOf = (name: string): string => collectionOf(tally(name), 1).name;
const placesOf = ({ views: all }: Projector) =>
  all.map(({ view, ordinal, stopped }) => [view, ordinal, stopped !== null]);

describe('views that are folded from one reading of the log', () => {
  test('all come to its end', async () => {
    await views.write(one, one, one);
    const all = await opened(runnerOf('first'), runnerOf('second'));
    await all.catchUp();
    expect(placesOf(all)).toStrictEqual([
      ['first', 3, false],
      ['second', 3, false],
    ]);
    expect(await views.documents(nameOf('second'))).toStrictEqual({ 甲: { name: '甲', sum: 3 } });
  });

  test('of an empty log are at its end already', async () => {
    const all = await opened(runnerOf('first'));
    expect(await all.pass()).toBe(true);
    expect(placesOf(all)).toStrictEqual([['first', 0, false]]);
  });

  test('begin where the one furthest behind stands, and fold nothing twice', async () => {
    await views.write(one);
    await (await opened(runnerOf('first'))).catchUp();
    await views.write(one);
    const all = await opened(runnerOf('first'), runnerOf('second'));
    await all.catchUp();
    for (const name of ['first', 'second']) {
      expect(await views.documents(nameOf(name))).toStrictEqual({ 甲: { name: '甲', sum: 2 } });
    }
  });

  test('do not wait for one that stops: it stands in front of the event, the others go on', async () => {
    await views.write(one, ...tooMany, one);
    const all = await opened(runnerOf('strict', true), runnerOf('lenient'));
    await all.catchUp();
    expect(placesOf(all)).toStrictEqual([
      ['strict', tooMany.length, true],
      ['lenient', tooMany.length + 2, false],
    ]);
    await views.write(one);
    await all.catchUp();
    expect(placesOf(all)).toStrictEqual([
      ['strict', tooMany.length, true],
      ['lenient', tooMany.length + 3, false],
    ]);
  });

  test('that have all stopped leave nothing to do', async () => {
    await views.write(...tooMany);
    const all = await opened(runnerOf('strict', true));
    await all.catchUp();
    expect(await all.pass()).toBe(true);
    expect(placesOf(all)).toStrictEqual([['strict', incompleteMax, true]]);
  });
});

test('a view whose checkpoint another runner moved, and then died, is folded to the end all the same', async () => {
  await views.write(one);
  const all = await opened(runnerOf('first'));
  await all.catchUp();
  const [, second] = await views.write(one, one);
  const was = await readCheckpoint(views.store, nameOf('first'));
  if (was === null || second === undefined) throw new Error('nothing was folded');
  const moved = {
    position: second.position,
    checkpoint: { view: 'first', ordinal: 2, last: second.id, stopped: null },
  };
  expect(await moveCheckpoint(views.store, nameOf('first'), was.position, moved)).toBe(true);
  await all.catchUp();
  expect(placesOf(all)).toStrictEqual([['first', 3, false]]);
});

describe('a view that is not of this log', () => {
  const faultOf = async (work: Promise<unknown>): Promise<unknown> => {
    const fault: unknown = await work.catch((error: unknown) => error);
    return fault instanceof LogFault || fault instanceof StoreFault ? fault.code : fault;
  };

  test('is refused where it was folded from another one', async () => {
    await views.write(one);
    await (await opened(runnerOf('first'))).catchUp();
    const other = openViews();
    await other.write(one);
    const foreign = projector(other.log, [viewRunner(tally('first'), 1, { ...other, store: views.store })]);
    expect(await faultOf(foreign.open())).toBe('FOREIGN_POSITION');
    await other.close();
  });

  test('is refused where the log came back as an older copy, also once that has grown further', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ledger-past-'));
    const backed = new BackedUpLog(folder);
    const projecting = () =>
      projector(backed.log, [viewRunner(tally('first'), 1, { log: backed.log, store: views.store })]);
    const folding = async (): Promise<void> => {
      const all = projecting();
      await all.open();
      await all.catchUp();
    };
    await backed.write(one);
    await backed.backUp();
    await folding();
    await backed.putBack();
    await backed.write(one, one);
    await folding();
    await backed.putBack();
    expect(await faultOf(projecting().open())).toBe('ANOTHER_PAST');
    await backed.write(one, one, one);
    expect(await faultOf(projecting().open())).toBe('ANOTHER_PAST');
    expect(await views.documents(nameOf('first'))).toStrictEqual({ 甲: { name: '甲', sum: 3 } });
    await backed.close();
    rmSync(folder, { recursive: true });
  });
});
