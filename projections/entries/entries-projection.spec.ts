import { act, actCorrected, actReversed, counted, day } from '@ledger/test/dsl/acts.js';
import * as gathering from '@ledger/test/dsl/gathering.js';
import * as passbook from '@ledger/test/dsl/passbook.js';
import { wayOfASubsidy } from '@ledger/test/dsl/payouts.js';
import { happened, positionAt, project, recordedAt } from '@ledger/test/dsl/project.js';
import { runnersOf } from '@ledger/test/support/known-views.js';
import { openViews } from '@ledger/test/support/views.js';
import { actIdOf } from '@ledger/ledger/kernel/ids.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import { fen } from '@ledger/ledger/kernel/money.js';
import { projector } from '../kernel/projector.js';
import type { EntryDocument } from './entries-document.js';
import { entries } from './entries-projection.js';
import { listEntries } from './entries-queries.js';
import { everybody, type TotalsScope } from '../reading/totals-scope.js';

const { given } = project(entries);
const { stream } = passbook;
const later = '2026-05-02T02:00:00.000Z';

const screening = act({ amountFen: fen(90_000) });
const recorded = happened(stream, passbook.serviceRecorded(screening));
const line: EntryDocument = {
  act: actIdOf(stream, 0),
  event: 'ServiceRecorded',
  stream,
  eventPosition: positionAt(1),
  revision: 0,
  at: recordedAt,
  actor: 'li',
  district: '330603',
  kind: 'cancer-screening',
  on: '2026-03-12',
  month: '2026-03',
  recorded: '2026-03',
  worker: 17,
  sex: 'male',
  occupation: null,
  employer: null,
  employerForm: null,
  acts: 1,
  headcount: 1,
  sessions: 0,
  minutes: 0,
  items: 0,
  amountFen: 90_000,
  paidFen: 90_000,
};
const lineOf = (ordinal: number, index = 0): string => `${positionAt(ordinal)}.${String(index)}`;

describe('the lines behind totals', () => {
  test('are one for an act that was given', () => {
    given(recorded).then({ [lineOf(1)]: line });
  });

  test('are one more for its reversal, in the month of that', () => {
    const reversed = happened(stream, actReversed(counted(screening)), { at: later, actor: 'wang' });
    given(recorded, reversed).then({
      [lineOf(1)]: line,
      [lineOf(2)]: {
        ...line,
        event: 'ActReversed',
        eventPosition: positionAt(2),
        revision: 1,
        at: later,
        actor: 'wang',
        recorded: '2026-05',
        acts: -1,
        headcount: -1,
        amountFen: -90_000,
        paidFen: -90_000,
      },
    });
  });

  test('are two for a correction: what stood, taken back, and what is right', () => {
    const right = { ...screening, district: '330604', on: day('2026-02-01'), amountFen: fen(80_000) };
    const corrected = happened(stream, actCorrected(counted(screening), counted(right)), { at: later });
    const both = {
      ...line,
      event: 'ActCorrected',
      eventPosition: positionAt(2),
      revision: 1,
      at: later,
      recorded: '2026-05',
    };
    given(recorded, corrected).then({
      [lineOf(1)]: line,
      [lineOf(2, 0)]: { ...both, acts: -1, headcount: -1, amountFen: -90_000, paidFen: -90_000 },
      [lineOf(2, 1)]: {
        ...both,
        district: '330604',
        on: '2026-02-01',
        month: '2026-02',
        amountFen: 80_000,
        paidFen: 80_000,
      },
    });
  });

  test('are one for a subsidy, of its payment', () => {
    given(...wayOfASubsidy).then({
      [lineOf(3)]: {
        ...line,
        event: 'SubsidyPaid',
        eventPosition: positionAt(3),
        revision: 2,
        at: '2026-04-02T02:00:00.000Z',
        kind: 'education-subsidy',
        on: '2026-04-02',
        month: '2026-04',
        recorded: '2026-04',
        amountFen: 20_000,
        paidFen: 20_000,
      },
    });
  });

  test('name the act of another stream that attended, and no worker: it counts at its home', () => {
    const check = act({ kind: 'health-check' });
    given(happened(gathering.stream, gathering.attendanceNoted(check, { adds: 1 }))).then({
      [lineOf(1)]: {
        ...line,
        act: gathering.elsewhere(0),
        event: 'AttendanceNoted',
        stream: gathering.stream,
        kind: 'health-check',
        worker: null,
        acts: 0,
        amountFen: 0,
        paidFen: 0,
      },
    });
  });
});

test('lines are listed by district, month and order of recording, within what a total adds up', async () => {
  const views = openViews();
  const all = projector(views.log, runnersOf(views));
  await all.open();
  const inFebruary = { ...screening, on: day('2026-02-01') };
  const visit = act({ kind: 'certificate', district: '330602' });
  const written = await views.write(
    recorded,
    happened('passbook-b', passbook.serviceRecorded(inFebruary)),
    happened('passbook-c', passbook.serviceRecorded(visit)),
    happened(stream, actReversed(counted(screening)), { at: later }),
  );
  await all.catchUp();
  const listed = async (
    said: Partial<TotalsScope>,
    until: Position | null = null,
  ): Promise<readonly string[]> => {
    const scope = { district: null, depth: 'all', from: '2026-01', to: '2026-12', kinds: null } as const;
    const asked: TotalsScope = { ...scope, recordedTo: null, whom: everybody, ...said };
    const { items } = await listEntries(views.store, asked, { from: 'front', first: 10, after: null }, until);
    return items.map(({ doc }) => `${doc.stream} ${String(doc.acts)}`);
  };
  expect(await listed({})).toStrictEqual(['passbook-c 1', 'passbook-b 1', `${stream} 1`, `${stream} -1`]);
  expect(await listed({ district: '330603', from: '2026-03' })).toStrictEqual([
    `${stream} 1`,
    `${stream} -1`,
  ]);
  expect(await listed({ kinds: ['certificate'] })).toStrictEqual(['passbook-c 1']);
  expect(await listed({ district: '330603', recordedTo: '2026-04' })).toStrictEqual([
    'passbook-b 1',
    `${stream} 1`,
  ]);
  expect(await listed({}, written[1]?.position)).toStrictEqual(['passbook-b 1', `${stream} 1`]);
  expect(await listed({ kinds: ['certificate'] }, written[2]?.position)).toStrictEqual(['passbook-c 1']);
  expect(await listed({ district: '330600', depth: 'self' })).toStrictEqual([]);
  await views.close();
});
