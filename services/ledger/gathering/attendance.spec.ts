import { reference } from '@ledger/test/support/identifiers.js';
import { act, actReversed, counted, courier, day, keqiao } from '@ledger/test/dsl/acts.js';
import {
  attendanceNoted,
  attendanceWithdrawn,
  attending,
  elsewhere,
  gatheringAttended,
  gatheringHeld,
  lecture,
  noteAttendance,
  recordAttendance,
  stream,
  training,
  trainingAttended,
  trainingSessionHeld,
  unnamed,
} from '@ledger/test/dsl/gathering.js';
import type { ActInput } from '../acts/act-facts.js';
import { specify } from '@ledger/test/dsl/specify.js';
import { workerNo } from '../kernel/ids.js';
import { gathering, type GatheringEvent } from './gathering-decider.js';

const { given } = specify(gathering);

const held = gatheringHeld(lecture());
const rider = workerNo(18);

describe('attendance', () => {
  test('of a session is recorded, with everything of its own and the headcount it adds', () => {
    const input = attending({ minutes: 45, items: 1 });
    given(held)
      .when(recordAttendance(input))
      .then({
        type: 'GatheringAttended',
        data: {
          ...input,
          act: 1,
          judgedBy: null,
          counts: { ...counted(input).counts, acts: 1, headcount: 1, minutes: 45, items: 1 },
          heldIn: keqiao,
        },
      });
  });

  test('from another district adds its heads where the session was', () => {
    const input = attending({ district: '330604' });
    given(held)
      .when(recordAttendance(input))
      .then(gatheringAttended(input, { act: 1, adds: 1, heldIn: keqiao }));
  });

  test.each<[what: string, said: Partial<ActInput>]>([
    ['another kind', { kind: 'sports-event' }],
    ['another day', { on: day('2026-03-13') }],
  ])('of %s than the session is of another session', (_what, said) => {
    given(held)
      .when(recordAttendance(attending(said)))
      .thenRefused('WRONG_SESSION', { session: stream, held: 'legal-lecture', on: '2026-03-12' });
  });

  test('of a training session is training', () => {
    const input = attending({ kind: 'skills-training' });
    given(trainingSessionHeld(training()))
      .when(recordAttendance(input))
      .then(trainingAttended(input, { act: 1, adds: 1 }));
  });

  test('may be by anybody, each once', () => {
    given(held, gatheringAttended(attending(), { act: 1, adds: 1 }))
      .when(recordAttendance(attending({ worker: rider })))
      .then(gatheringAttended(attending({ worker: rider }), { act: 2, adds: 1 }));
  });

  test('may be by people without a name, as often as there were some', () => {
    given(held, gatheringAttended(unnamed(), { act: 1, adds: 1 }))
      .when(recordAttendance(unnamed({ headcount: 3 })))
      .then(gatheringAttended(unnamed({ headcount: 3 }), { act: 2, adds: 3 }));
  });

  test.each<[string, readonly GatheringEvent[]]>([
    ['nothing was held', []],
    ['the session was taken back', [held, actReversed(counted(lecture(), { judgedBy: null }))]],
    ['what was held is no session', [gatheringHeld(lecture({ sessions: 0 }))]],
  ])('is refused where %s', (_what, past) => {
    given(...past)
      .when(recordAttendance(attending()))
      .thenRefused('UNKNOWN_SESSION', { session: stream });
  });

  test('by the same person twice is refused', () => {
    given(held, gatheringAttended(attending(), { act: 1, adds: 1 }))
      .when(recordAttendance(attending({ note: null, headcount: 2 })))
      .thenRefused('ALREADY_ATTENDED', { session: stream });
  });

  test.each([[1], [17], [18], [19], [500]])('by person %i is found among many', (number) => {
    const numbers = [1, 500, 17, 19, 18];
    const past = numbers.map((each, index) =>
      gatheringAttended(attending({ worker: workerNo(each) }), { act: index + 1, adds: 1 }),
    );
    given(held, ...past)
      .when(recordAttendance(attending({ worker: workerNo(number) })))
      .thenRefused('ALREADY_ATTENDED', { session: stream });
    given(held, ...past)
      .when(recordAttendance(attending({ worker: workerNo(number + 1_000) })))
      .then(gatheringAttended(attending({ worker: workerNo(number + 1_000) }), { act: 6, adds: 1 }));
  });

  test('by a person whose act at home was noted here is refused', () => {
    given(held, attendanceNoted(attending({ kind: 'recuperation' }), { adds: 1 }))
      .when(recordAttendance(attending()))
      .thenRefused('ALREADY_ATTENDED', { session: stream });
  });

  test('is possible again after it was taken back', () => {
    const first = gatheringAttended(attending(), { act: 1, adds: 1 });
    given(held, first, actReversed(first.data))
      .when(recordAttendance(attending()))
      .then(gatheringAttended(attending(), { act: 3, adds: 1 }));
  });

  test('is possible again after the act elsewhere was withdrawn', () => {
    const check = attending({ kind: 'health-check' });
    given(held, attendanceNoted(check, { adds: 1 }), attendanceWithdrawn(check, { adds: -1 }))
      .when(recordAttendance(attending()))
      .then(gatheringAttended(attending(), { act: 3, adds: 1 }));
  });

  test('with a reference that is taken is refused', () => {
    const input = attending({ reference: reference('KQ-2') });
    given(held)
      .when(recordAttendance(input, { reference: 'same' }))
      .thenRefused('DUPLICATE', { reference: 'KQ-2' });
    given(held)
      .when(recordAttendance(input, { reference: 'other' }))
      .thenRefused('REF_REUSED', { reference: 'KQ-2' });
  });
});

describe('a session', () => {
  const crowd = (count: number): readonly GatheringEvent[] => [
    held,
    ...Array.from({ length: count }, (_, index) =>
      gatheringAttended(attending({ worker: workerNo(index + 1) }), { act: index + 1, adds: 1 }),
    ),
  ];
  const full = crowd(2_000);
  const last = attending({ worker: workerNo(9_999) });

  test('takes its two-thousandth attendance', () => {
    given(...full.slice(0, -1))
      .when(recordAttendance(last))
      .then(gatheringAttended(last, { act: 2_000, adds: 1 }));
  });

  test('takes no more than two thousand, named or not', () => {
    given(...full)
      .when(recordAttendance(last))
      .thenRefused('SESSION_FULL', { max: 2_000 });
    given(...full)
      .when(recordAttendance(unnamed()))
      .thenRefused('SESSION_FULL', { max: 2_000 });
  });

  test('says of somebody in the crowd that they attended, not that it is full', () => {
    given(...full)
      .when(recordAttendance(attending({ worker: courier })))
      .thenRefused('ALREADY_ATTENDED', { session: stream });
  });

  test('still notes an act that was accepted at its home', () => {
    const check = act({ kind: 'health-check', worker: workerNo(9_998), session: stream });
    given(...full)
      .when(noteAttendance(check, elsewhere(4)))
      .then(attendanceNoted(check, { actId: elsewhere(4), adds: 1 }));
  });
});
