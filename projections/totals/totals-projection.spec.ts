import { act, actCorrected, actReversed, counted, day, line } from '@ledger/test/dsl/acts.js';
import * as gathering from '@ledger/test/dsl/gathering.js';
import * as passbook from '@ledger/test/dsl/passbook.js';
import { wayOfASubsidy } from '@ledger/test/dsl/payouts.js';
import { happened, project } from '@ledger/test/dsl/project.js';
import { fen } from '@ledger/ledger/kernel/money.js';
import type { Counts } from '@ledger/schema/events/values.js';
import type { TotalsDocument } from './totals-document.js';
import { noFacets, withEntry } from './facets-blob.js';
import { nobody, withActs } from './people-blob.js';
import { totals } from './totals-projection.js';

const { given } = project(totals);
const { stream } = passbook;

const screening = act({ amountFen: fen(90_000), minutes: 30, items: 2 });
const recorded = happened(stream, passbook.serviceRecorded(screening));
const inMay = { at: '2026-05-02T02:00:00.000Z' };

/** What a bucket says, with figures that are numbers. */
type Said = Omit<TotalsDocument, 'facets' | keyof Counts> & Record<keyof Counts, number>;

/** A bucket (stored sum) whose acts are either all about the same person or all without named persons. */
const bucket = (said: Partial<Said>, about = screening): TotalsDocument => ({
  district: '330603',
  kind: 'cancer-screening',
  month: '2026-03',
  recorded: '2026-03',
  acts: 0,
  headcount: 0,
  sessions: 0,
  minutes: 0,
  items: 0,
  amountFen: 0,
  paidFen: 0,
  people: nobody,
  ...said,
  facets: withEntry(
    noFacets,
    line(about, {
      ...said,
      amountFen: fen(said.amountFen ?? 0),
      paidFen: fen(said.paidFen ?? 0),
    }),
  ),
});
const courierWith = (acts: number) => withActs(nobody, 17, acts);
const once = { acts: 1, headcount: 1, minutes: 30, items: 2, amountFen: 90_000, paidFen: 90_000 };
const takenBack = { acts: -1, headcount: -1, minutes: -30, items: -2, amountFen: -90_000, paidFen: -90_000 };
const march = '330603|cancer-screening|2026-03|2026-03';
const marchInMay = '330603|cancer-screening|2026-03|2026-05';

describe('the buckets of totals', () => {
  test('hold what was given of a kind in a district in a month', () => {
    given(recorded).then({ [march]: bucket({ ...once, people: courierWith(1) }) });
  });

  test('add up; who comes twice is one person with two acts', () => {
    const again = happened(stream, passbook.serviceRecorded({ ...screening, on: day('2026-03-31') }));
    given(recorded, again).then({
      [march]: bucket({
        acts: 2,
        headcount: 2,
        minutes: 60,
        items: 4,
        amountFen: 180_000,
        paidFen: 180_000,
        people: courierWith(2),
      }),
    });
  });

  test('are others for what is recorded in a later month', () => {
    given(recorded, { ...recorded, origin: { ...recorded.origin, ...inMay } }).then({
      [march]: bucket({ ...once, people: courierWith(1) }),
      [marchInMay]: bucket({ ...once, recorded: '2026-05', people: courierWith(1) }),
    });
  });

  test('keep what was said in its time: a later reversal is a line of its own month', () => {
    given(recorded, happened(stream, actReversed(counted(screening)), inMay)).then({
      [march]: bucket({ ...once, people: courierWith(1) }),
      [marchInMay]: bucket({ ...takenBack, recorded: '2026-05', people: courierWith(-1) }),
    });
  });

  test('come to nothing where an act is taken back in the month of its recording', () => {
    given(recorded, happened(stream, actReversed(counted(screening)))).then({ [march]: bucket({}) });
  });

  test('exchange an act that is put right: out of one, into the other, both recorded now', () => {
    const right = { ...screening, district: '330604', on: day('2026-02-28') };
    given(recorded, happened(stream, actCorrected(counted(screening), counted(right)), inMay)).then({
      [march]: bucket({ ...once, people: courierWith(1) }),
      [marchInMay]: bucket({ ...takenBack, recorded: '2026-05', people: courierWith(-1) }),
      '330604|cancer-screening|2026-02|2026-05': bucket({
        ...once,
        district: '330604',
        month: '2026-02',
        recorded: '2026-05',
        people: courierWith(1),
      }),
    });
  });

  test('take both lines of a correction that leaves the act where it was', () => {
    const right = { ...screening, minutes: 45 };
    given(recorded, happened(stream, actCorrected(counted(screening), counted(right)))).then({
      [march]: bucket({ ...once, minutes: 45, people: courierWith(1) }),
    });
  });

  test('take a subsidy in the month of its payment only', () => {
    given(...wayOfASubsidy).then({
      '330603|education-subsidy|2026-04|2026-04': bucket({
        kind: 'education-subsidy',
        month: '2026-04',
        recorded: '2026-04',
        acts: 1,
        headcount: 1,
        amountFen: 20_000,
        paidFen: 20_000,
        people: courierWith(1),
      }),
    });
  });

  test('name nobody where nobody was named, and not for attendance that counts elsewhere', () => {
    const check = act({ kind: 'health-check' });
    given(
      happened(gathering.stream, gathering.gatheringHeld(gathering.lecture({ headcount: 3 }))),
      happened(gathering.stream, gathering.attendanceNoted(check, { adds: 1 })),
    ).then({
      '330603|legal-lecture|2026-03|2026-03': bucket(
        { kind: 'legal-lecture', acts: 1, headcount: 3, sessions: 1 },
        gathering.lecture(),
      ),
      '330603|health-check|2026-03|2026-03': bucket(
        { kind: 'health-check', headcount: 1 },
        act({ worker: null }),
      ),
    });
  });
});
