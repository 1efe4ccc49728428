import { act, actReversed, counted, courier, day } from '@ledger/test/dsl/acts.js';
import * as gathering from '@ledger/test/dsl/gathering.js';
import * as passbook from '@ledger/test/dsl/passbook.js';
import { happened } from '@ledger/test/dsl/project.js';
import { runnersOf } from '@ledger/test/support/known-views.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import { workerNo } from '@ledger/ledger/kernel/ids.js';
import { projector } from '../kernel/projector.js';
import { actFromLog, actsById, everyAct, listActs, type ActFilter } from './acts-queries.js';

const other = workerNo(18);
const inJune = act({ on: day('2026-06-01') });
const inMay = act({ kind: 'certificate', on: day('2026-05-01'), district: '330784' });
const ofAnother = act({ worker: other, district: '330600' });

let views: Views;
beforeAll(async () => {
  views = openViews();
  const all = projector(views.log, runnersOf(views));
  await all.open();
  await views.write(
    happened('passbook-a', passbook.serviceRecorded(inJune)),
    happened('passbook-a', passbook.serviceRecorded(inMay, { act: 1 })),
    happened('passbook-b', passbook.serviceRecorded(ofAnother)),
    happened('passbook-b', actReversed(counted(ofAnother))),
    happened(gathering.stream, gathering.gatheringHeld(gathering.lecture())),
    happened(
      gathering.stream,
      gathering.gatheringAttended(gathering.attending({ worker: other }), { act: 1 }),
    ),
    happened(gathering.stream, gathering.gatheringAttended(gathering.unnamed(), { act: 2 })),
  );
  await all.catchUp();
});
afterAll(() => views.close());

const [june, may, reversed] = ['passbook-a.0', 'passbook-a.1', 'passbook-b.0'];
const [held, named, unnamed] = [0, 1, 2].map((number) => `${gathering.stream}.${String(number)}`);

test.each<[asks: string, filter: Partial<ActFilter>, found: readonly (string | undefined)[]]>([
  ['all, by district and day', {}, [reversed, held, named, unnamed, june, may]],
  ['a worker’s history, newest first', { worker: courier }, [june, may]],
  ['a worker’s history with what was taken back', { worker: other }, [reversed, named]],
  ['the attendance of a session, by number', { session: gathering.stream }, [named, unnamed]],
  ['a county', { district: '330784' }, [may]],
  ['a city with its counties', { district: '330600' }, [reversed, held, named, unnamed, june]],
  ['days, both included', { from: '2026-05-01', to: '2026-06-01' }, [june, may]],
  ['from a day on', { from: '2026-05-02' }, [june]],
  ['up to a day', { to: '2026-05-01', worker: courier }, [may]],
  ['kinds', { kinds: ['certificate', 'legal-lecture'] }, [held, named, unnamed, may]],
  ['states', { states: ['reversed'] }, [reversed]],
  ['what nobody did', { kinds: [] }, []],
])('%s', async (_asks, filter, found) => {
  const slice = { from: 'front', first: 10, after: null } as const;
  const { items } = await listActs(views.store, { ...everyAct, ...filter }, slice);
  expect(items.map(({ key }) => key)).toStrictEqual(found);
});

test('an act as its stream tells it is the one of the view', async () => {
  for (const id of ['passbook-a.1', 'passbook-b.0']) {
    const fromLog = await actFromLog(views.log, id);
    const fromView = (await actsById(views.store, [id])).get(id);
    expect(fromLog?.act).toStrictEqual(fromView);
    expect(fromLog?.act.act).toBe(id);
  }
  expect((await actFromLog(views.log, 'passbook-b.0'))?.position).toBe((await views.write())[3]?.position);
});

test.each(['passbook-a.2', 'passbook-z.0', 'passbook-b.1', 'no act', ''])('%j names no act', async (id) => {
  expect(await actFromLog(views.log, id)).toBeNull();
  expect([...(await actsById(views.store, [id]))]).toStrictEqual([]);
});
