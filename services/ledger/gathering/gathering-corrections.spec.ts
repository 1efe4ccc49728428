import { reference } from '@ledger/test/support/identifiers.js';
import {
  act,
  actCorrected,
  actReferenceReleased,
  actReversed,
  counted,
  day,
  keqiao,
  sealedText,
} from '@ledger/test/dsl/acts.js';
import {
  attendanceNoted,
  attending,
  correctAct,
  gatheringAttended,
  gatheringHeld,
  lecture,
  releaseReference,
  reverseAct,
  stream,
  training,
  trainingAttended,
  trainingSessionHeld,
  unnamed,
} from '@ledger/test/dsl/gathering.js';
import { specify } from '@ledger/test/dsl/specify.js';
import type { ActCorrected } from '@ledger/schema/events/acts.js';
import type { CountedAct } from '@ledger/schema/events/values.js';
import type { Changes } from '../acts/act-corrections.js';
import { fen } from '../kernel/money.js';
import { gathering } from './gathering-decider.js';

const { given } = specify(gathering);

const input = lecture({ headcount: 3, minutes: 60 });
const held = gatheringHeld(input);
const first = gatheringAttended(attending(), { act: 1 });
const reason = sealedText('抄错');

/** The current act, with the headcount that its events have added to the totals so far. */
const now = (facts: typeof input, number: number, headcount: number) =>
  counted(facts, { act: number, judgedBy: null, counts: { headcount } });

describe('a corrected session', () => {
  test.each<[what: string, changes: Changes]>([
    ['the day', { on: day('2025-12-31') }],
    ['the district and place', { district: '330604', place: '上虞' }],
    ['the district, written otherwise', { district: '330604', districtWritten: '３３０６０４' }],
    ['the sessions', { sessions: 2 }],
    ['the minutes and items', { minutes: 90, items: 5 }],
    ['the amount', { amountFen: fen(10_000) }],
    ['the note', { note: sealedText('改期') }],
    ['the kind', { kind: 'sports-event' }],
  ])('may change %s', (_what, changes) => {
    given(held)
      .when(correctAct(changes, { reason }))
      .then(actCorrected(now(input, 0, 3), now({ ...input, ...changes }, 0, 3), { reason }));
  });

  test('keeps how its district was written, until there is another', () => {
    const written = lecture({ headcount: 3, minutes: 60, districtWritten: '３３０６０３' });
    given(gatheringHeld(written))
      .when(correctAct({ district: written.district, districtWritten: '330 603', items: 5 }, { reason }))
      .then(actCorrected(now(written, 0, 3), now({ ...written, items: 5 }, 0, 3), { reason }));
    const moved = { ...written, district: '330604', districtWritten: null };
    given(gatheringHeld(written))
      .when(correctAct({ district: '330604' }, { reason }))
      .then(actCorrected(now(written, 0, 3), now(moved, 0, 3), { reason }));
  });

  test.each([
    [0, 3, 1],
    [1, 3, 1],
    [5, 3, 5],
  ])('stated %i instead of %i, attended by one, counts %i', (stated, before, larger) => {
    given(held, first)
      .when(correctAct({ headcount: stated }))
      .then(actCorrected(now(input, 0, before), now({ ...input, headcount: stated }, 0, larger)));
  });

  test('counts below zero nowhere but in the difference: attendance has counted already', () => {
    const empty = lecture();
    given(gatheringHeld(empty), gatheringAttended(attending({ headcount: 4 }), { act: 1, adds: 4 }))
      .when(correctAct({ headcount: 6 }))
      .then(actCorrected(now(empty, 0, 0), now({ ...empty, headcount: 6 }, 0, 2)));
  });

  test.each([null, fen(0)])('of a payout to several keeps a sum above nothing: %s', (amountFen) => {
    const relief = lecture({ money: 'payout', headcount: 3, amountFen: fen(300) });
    given(gatheringHeld(relief)).when(correctAct({ amountFen })).thenRefused('MISSING_AMOUNT', {});
    given(held)
      .when(correctAct({ amountFen: fen(0) }))
      .then(actCorrected(now(input, 0, 3), now({ ...input, amountFen: fen(0) }, 0, 3)));
  });

  test('with nothing to change does nothing', () => {
    given(held).when(correctAct({})).thenNothing();
    given(held, first)
      .when(correctAct({ headcount: 3, minutes: 60, kind: 'legal-lecture' }))
      .thenNothing();
  });

  test.each<[what: string, changes: Changes]>([
    ['the kind', { kind: 'sports-event' }],
    ['the day', { on: day('2026-04-01') }],
    ['the district', { district: '330604' }],
  ])('keeps %s while somebody attends it', (_what, changes) => {
    given(held, first).when(correctAct(changes)).thenRefused('HAS_ATTENDANCE', { attended: 1 });
    given(held, attendanceNoted(attending()))
      .when(correctAct(changes))
      .thenRefused('HAS_ATTENDANCE', { attended: 1 });
  });

  test('may stop being a session only while nobody attended it', () => {
    const parcels = { ...input, sessions: 0 };
    given(held)
      .when(correctAct({ sessions: 0 }))
      .then(actCorrected(now(input, 0, 3), now(parcels, 0, 3)));
    given(held, first)
      .when(correctAct({ sessions: 0 }))
      .thenRefused('HAS_ATTENDANCE', { attended: 1 });
    given(held, attendanceNoted(attending({ kind: 'health-check' })), first)
      .when(correctAct({ sessions: 0 }))
      .thenRefused('HAS_ATTENDANCE', { attended: 2 });
  });

  test('may be of any kind that shares its events', () => {
    given(held)
      .when(correctAct({ kind: 'health-check' }))
      .then(actCorrected(now(input, 0, 3), now({ ...input, kind: 'health-check' }, 0, 3)));
    given(trainingSessionHeld(training()))
      .when(correctAct({ kind: 'free-course' }))
      .then(actCorrected(now(training(), 0, 0), now(training({ kind: 'free-course' }), 0, 0)));
  });

  test.each([
    ['a lecture', held, 'skills-training'],
    ['a lecture', held, 'rights-case'],
    ['a lecture, a cost,', held, 'education-subsidy'],
    ['a training session', trainingSessionHeld(training()), 'legal-lecture'],
    [
      'parcels',
      gatheringHeld(act({ kind: 'comfort-parcel', worker: null, sex: null })),
      'condolence-payment',
    ],
  ])('needs a move from %s: %j', (_what, past, kind) => {
    given(past).when(correctAct({ kind })).thenRefused('NEEDS_MOVE', {});
  });
});

const attendanceCorrected = (before: CountedAct, after: CountedAct): ActCorrected =>
  actCorrected(before, after, { heldIn: keqiao });

describe('corrected attendance', () => {
  const extra = gatheringAttended(unnamed({ headcount: 4 }), { act: 2, adds: 2 });

  test('carries the difference to the larger headcount', () => {
    const before = unnamed({ headcount: 4 });
    given(held, first, extra)
      .when(correctAct({ headcount: 1 }, { act: 2 }))
      .then(attendanceCorrected(now(before, 2, 2), now({ ...before, headcount: 1 }, 2, 0)));
    given(held, first, extra)
      .when(correctAct({ headcount: 6 }, { act: 2 }))
      .then(attendanceCorrected(now(before, 2, 2), now({ ...before, headcount: 6 }, 2, 4)));
  });

  test('may lower what others added: its own line goes below zero', () => {
    given(held, first, extra)
      .when(correctAct({ headcount: 0 }, { act: 1 }))
      .then(attendanceCorrected(now(attending(), 1, 0), now(attending({ headcount: 0 }), 1, -1)));
  });

  test('leaves its part of the headcount where the session was, whatever its own district', () => {
    const before = unnamed({ headcount: 4 });
    const after = { ...before, district: '330604' };
    given(held, first, extra)
      .when(correctAct({ district: '330604' }, { act: 2 }))
      .then(attendanceCorrected(now(before, 2, 2), now(after, 2, 2)));
  });

  test('of training stays training', () => {
    const course = attending({ kind: 'skills-training' });
    const past = [trainingSessionHeld(training()), trainingAttended(course, { act: 1, adds: 1 })];
    given(...past)
      .when(correctAct({ minutes: 45 }, { act: 1 }))
      .then(attendanceCorrected(now(course, 1, 1), now({ ...course, minutes: 45 }, 1, 1)));
    given(...past)
      .when(correctAct({ kind: 'certificate' }, { act: 1 }))
      .thenRefused('NEEDS_MOVE', {});
  });

  test('needs a move to a kind with a rule per person', () => {
    given(held, first)
      .when(correctAct({ kind: 'recuperation' }, { act: 1 }))
      .thenRefused('NEEDS_MOVE', {});
  });

  test.each<[what: string, changes: Changes]>([
    ['another kind', { kind: 'sports-event' }],
    ['another day', { on: day('2026-04-01') }],
  ])('is not of %s than its session', (_what, changes) => {
    given(held, first)
      .when(correctAct(changes, { act: 1 }))
      .thenRefused('WRONG_SESSION', { session: stream, held: 'legal-lecture', on: '2026-03-12' });
  });

  test('with nothing to change does nothing', () => {
    given(held, first)
      .when(correctAct({ headcount: 1 }, { act: 1 }))
      .thenNothing();
  });
});

describe('a reversal', () => {
  test('takes a session back that nobody attended', () => {
    given(held)
      .when(reverseAct(0, reason))
      .then(actReversed(now(input, 0, 3), { reason }));
  });

  test('of a session comes after that of its attendance', () => {
    given(held, first).when(reverseAct()).thenRefused('HAS_ATTENDANCE', { attended: 1 });
    given(held, first, actReversed(now(attending(), 1, 0)))
      .when(reverseAct())
      .then(actReversed(now(input, 0, 3)));
  });

  test('takes attendance back with the difference that it makes now', () => {
    const extra = gatheringAttended(unnamed({ headcount: 4 }), { act: 2, adds: 2 });
    given(held, first, extra)
      .when(reverseAct(2))
      .then(actReversed(now(unnamed({ headcount: 4 }), 2, 2), { heldIn: keqiao }));
    given(held, first, extra)
      .when(reverseAct(1))
      .then(actReversed(now(attending(), 1, 1), { heldIn: keqiao }));
  });

  test('takes attendance back that a corrected session has covered since', () => {
    const empty = lecture();
    const attended = gatheringAttended(attending(), { act: 1, adds: 1 });
    const covered = actCorrected(now(empty, 0, 0), now({ ...empty, headcount: 2 }, 0, 1));
    given(gatheringHeld(empty), attended, covered)
      .when(reverseAct(1))
      .then(actReversed(now(attending(), 1, 0), { heldIn: keqiao }));
  });

  test('happens once', () => {
    given(held, actReversed(now(input, 0, 3)))
      .when(reverseAct())
      .thenRefused('WRONG_STATE', { state: 'reversed' });
    given(held, first, actReversed(now(attending(), 1, 0)))
      .when(correctAct({ headcount: 2 }, { act: 1 }))
      .thenRefused('WRONG_STATE', { state: 'reversed' });
  });

  test.each([[correctAct({}, { act: 2 })], [reverseAct(2)]])('names an act that is there: %j', (order) => {
    given(held, first)
      .when(order)
      .thenRefused('UNKNOWN_ACT', { act: `${stream}.2` });
  });

  test('of what was only noted here is ordered at its home', () => {
    given(held, attendanceNoted(attending()))
      .when(reverseAct(1))
      .thenRefused('UNKNOWN_ACT', { act: `${stream}.1` });
  });
});

test('a session that was taken back keeps its reference until that is given free, once', () => {
  const named = { ...input, reference: reference('KQ-S-1') };
  const back = actReversed(counted(named));
  const free = actReferenceReleased({ act: 0, reference: 'KQ-S-1' });
  const past = gatheringHeld(named);
  given(past).when(releaseReference()).thenRefused('WRONG_STATE', { state: 'given' });
  given(past, back).when(releaseReference()).then(free);
  given(past, back, free).when(releaseReference()).thenNothing();
  given(past, actReversed(counted(named), { releases: true }))
    .when(releaseReference())
    .thenNothing();
});
