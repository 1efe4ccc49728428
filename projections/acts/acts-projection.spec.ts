import {
  act,
  actCorrected,
  actReferenceReleased,
  actReversed,
  counted,
  day,
  sealedText,
} from '@ledger/test/dsl/acts.js';
import * as cases from '@ledger/test/dsl/cases.js';
import { saidAs } from '@ledger/test/dsl/documents.js';
import * as gathering from '@ledger/test/dsl/gathering.js';
import * as passbook from '@ledger/test/dsl/passbook.js';
import { approvedAt, asked, laterAt, paidAt, wayOfASubsidy } from '@ledger/test/dsl/payouts.js';
import { happened, project, recordedAt } from '@ledger/test/dsl/project.js';
import type { ActInput } from '@ledger/ledger/acts/act-facts.js';
import { actIdOf } from '@ledger/ledger/kernel/ids.js';
import { fen } from '@ledger/ledger/kernel/money.js';
import type { ActDocument } from './acts-document.js';
import { acts } from './acts-projection.js';

const { given } = project(acts);
const { stream } = passbook;
const key = actIdOf(stream, 0);
const later = { at: laterAt, actor: 'wang' };

/** The act as it was submitted, and what the view adds to it. */
const documentOf = (input: ActInput, said: Partial<ActDocument> = {}): ActDocument => {
  const { money: _money, handedIn: _handedIn, result, ...shown } = input;
  const { officeWritten: _office, districtWritten: _district, ...facts } = shown;
  const sealedOf = (text: string | null) => (text === null ? null : saidAs(text));
  return {
    act: key,
    stream,
    ...facts,
    sealedPlace: sealedOf(input.sealedPlace),
    name: sealedOf(input.name),
    note: sealedOf(input.note),
    paidFen: input.amountFen ?? 0,
    takenBackFen: 0,
    approvedOn: null,
    approvedFen: null,
    state: 'given',
    outcome: result?.outcome ?? null,
    satisfied: result?.satisfied ?? null,
    judgedBy: null,
    correlation: 'desk',
    recordedAt,
    recordedBy: 'li',
    changedAt: recordedAt,
    steps: 1,
    ...said,
  };
};

const screening = act({
  amountFen: fen(90_000),
  name: sealedText('王小明'),
  note: sealedText('复查'),
  occupation: '骑手',
  reference: 'A-1',
});
const recorded = happened(stream, passbook.serviceRecorded(screening));

describe('an act stands', () => {
  test('as it was given, personal text still sealed', () => {
    given(recorded).then({ [key]: documentOf(screening) });
  });

  test('under the rule that it was judged by', () => {
    const check = act({ kind: 'health-check' });
    given(happened(stream, passbook.healthCheckRecorded(check))).then({
      [key]: documentOf(check, { judgedBy: 'health-check/1' }),
    });
  });

  test('as it was put right last, with who recorded it first and when it changed', () => {
    const right = { ...screening, district: '330604', on: day('2026-02-01'), amountFen: fen(80_000) };
    given(recorded, happened(stream, actCorrected(counted(screening), counted(right)), later)).then({
      [key]: documentOf(right, { changedAt: laterAt, steps: 2 }),
    });
  });

  test('as taken back, with all that it said', () => {
    given(recorded, happened(stream, actReversed(counted(screening), { ground: 'withdrawn' }), later)).then({
      [key]: documentOf(screening, {
        state: 'reversed',
        paidFen: 0,
        takenBackFen: 90_000,
        reversedFor: 'withdrawn',
        changedAt: laterAt,
        steps: 2,
      }),
    });
  });

  test('as taken back after its reference was given free: only that it changed is new', () => {
    const back = happened(stream, actReversed(counted(screening)), later);
    const free = happened(stream, actReferenceReleased({ act: 0, reference: 'A-1' }), later);
    given(recorded, back, free).then({
      [key]: documentOf(screening, {
        ...{ state: 'reversed', paidFen: 0, takenBackFen: 90_000, reversedFor: null },
        ...{ changedAt: laterAt, steps: 3 },
      }),
    });
  });

  test('in a history with others of its stream, each under its own number', () => {
    const other = act({ kind: 'certificate' });
    given(recorded, happened(stream, passbook.serviceRecorded(other, { act: 1 }))).then({
      [key]: documentOf(screening),
      [actIdOf(stream, 1)]: documentOf(other, { act: actIdOf(stream, 1) }),
    });
  });
});

const approval = { approvedOn: '2026-03-20', approvedFen: 20_000 } as const;

describe('a subsidy', () => {
  const [requested, approved, paid] = wayOfASubsidy;
  const rule = { judgedBy: 'education-subsidy/1' };
  const asRequested = documentOf(asked, { ...rule, paidFen: 0, state: 'requested' });

  test('stands as requested, and nothing is paid', () => {
    given(requested).then({ [key]: asRequested });
  });

  test.each([
    ['approved', [requested, approved], { ...approval, state: 'approved', changedAt: approvedAt, steps: 2 }],
    [
      'refused',
      [requested, happened(stream, passbook.subsidyRefused(), later)],
      { state: 'refused', changedAt: laterAt, steps: 2 },
    ],
    [
      'paid',
      [requested, approved, paid],
      {
        ...approval,
        state: 'paid',
        on: '2026-04-02',
        amountFen: 20_000,
        paidFen: 20_000,
        changedAt: paidAt,
        steps: 3,
      },
    ],
  ] as const)('stands as %s', (_state, past, change) => {
    given(...past).then({ [key]: { ...asRequested, ...change } });
  });
});

test('a mutual-aid claim stands where its own steps have brought it', () => {
  const claim = act({ kind: 'medical-mutual-aid-payout', amountFen: fen(30_000) });
  const submitted = happened(stream, passbook.mutualAidClaimSubmitted(claim));
  const assessed = happened(stream, passbook.mutualAidClaimAssessed(fen(20_000)), later);
  const refused = happened(stream, passbook.mutualAidClaimRefused(), later);
  const asSubmitted = documentOf(claim, { state: 'submitted', paidFen: 0 });
  given(submitted).then({ [key]: asSubmitted });
  given(submitted, assessed).then({
    [key]: { ...asSubmitted, ...approval, state: 'assessed', changedAt: laterAt, steps: 2 },
  });
  given(submitted, refused).then({
    [key]: { ...asSubmitted, state: 'refused', changedAt: laterAt, steps: 2 },
  });
  given(happened(stream, passbook.mutualAidPaid(claim))).then({
    [key]: documentOf(claim, { state: 'paid' }),
  });
});

describe('a case', () => {
  const dispute = cases.dispute();
  const id = actIdOf(cases.stream, 0);
  const opened = happened(cases.stream, cases.caseRecorded({ ...dispute, result: cases.mediated }));
  const asOpened = documentOf(dispute, {
    act: id,
    stream: cases.stream,
    paidFen: 0,
    outcome: 'mediated',
  });

  test('stands with its outcome; nobody pays the sum in dispute', () => {
    given(opened).then({ [id]: asOpened });
  });

  test('stands with the outcome of its correction', () => {
    const closed = { outcome: 'closed', satisfied: true } as const;
    const right = { ...dispute, result: { ...closed, said: [] } };
    const corrected = actCorrected(counted(dispute), counted(right));
    given(opened, happened(cases.stream, corrected, later)).then({
      [id]: { ...asOpened, ...closed, changedAt: laterAt, steps: 2 },
    });
  });
});

test('a session and its attendance are acts of the gathering; attendance from elsewhere is not', () => {
  const lecture = gathering.lecture({ headcount: 5 });
  const attending = gathering.attending();
  given(
    happened(gathering.stream, gathering.gatheringHeld(lecture)),
    happened(gathering.stream, gathering.gatheringAttended(attending, { act: 1 })),
    happened(gathering.stream, gathering.attendanceNoted(act({ kind: 'health-check' }), { adds: 0 })),
  ).then({
    [actIdOf(gathering.stream, 0)]: documentOf(lecture, {
      act: actIdOf(gathering.stream, 0),
      stream: gathering.stream,
    }),
    [actIdOf(gathering.stream, 1)]: documentOf(attending, {
      act: actIdOf(gathering.stream, 1),
      stream: gathering.stream,
    }),
  });
});
