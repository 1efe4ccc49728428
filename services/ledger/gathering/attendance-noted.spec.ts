import { act, day, session } from '@ledger/test/dsl/acts.js';
import {
  attendanceNoted,
  attendanceWithdrawn,
  attending,
  elsewhere,
  gatheringAttended,
  gatheringHeld,
  lecture,
  noteAttendance,
  reverseAct,
  withdrawAttendance,
} from '@ledger/test/dsl/gathering.js';
import { specify } from '@ledger/test/dsl/specify.js';
import type { ActInput } from '../acts/act-facts.js';
import { fen } from '../kernel/money.js';
import { gathering } from './gathering-decider.js';

const { given } = specify(gathering);

const check = act({ kind: 'health-check', session, amountFen: fen(68_000), minutes: 20 });
const held = gatheringHeld(lecture({ headcount: 1 }));

describe('an act that is at home in another stream', () => {
  test('is noted as attendance: the headcount counts here, everything else at home', () => {
    given(gatheringHeld(lecture()))
      .when(noteAttendance(check))
      .then({
        type: 'AttendanceNoted',
        data: {
          actId: elsewhere(0),
          worker: check.worker,
          headcount: 1,
          entry: {
            kind: 'health-check',
            district: check.district,
            on: check.on,
            worker: null,
            sex: 'male',
            occupation: null,
            employer: null,
            outcome: null,
            satisfied: null,
            place: null,
            counts: {
              acts: 0,
              headcount: 1,
              sessions: 0,
              minutes: 0,
              items: 0,
              amountFen: fen(0),
              paidFen: fen(0),
            },
          },
        },
      });
  });

  test('adds only the difference to the larger headcount', () => {
    given(held)
      .when(noteAttendance(check))
      .then(attendanceNoted(check, { adds: 0 }));
    given(held, gatheringAttended(attending(), { act: 1 }))
      .when(noteAttendance({ ...check, headcount: 3 }))
      .then(attendanceNoted({ ...check, headcount: 3 }, { adds: 3 }));
  });

  test('is noted once, however often that is ordered', () => {
    given(held, attendanceNoted(check)).when(noteAttendance(check)).thenNothing();
  });

  test('is not noted anew when only what counts at home has changed', () => {
    given(held, attendanceNoted(check))
      .when(noteAttendance({ ...check, amountFen: fen(70_000), minutes: 0, place: '柯桥' }))
      .thenNothing();
  });

  test.each<[what: string, changes: Partial<ActInput>]>([
    ['kind', { kind: 'recuperation' }],
    ['day', { on: day('2026-03-13') }],
    ['sex', { sex: 'female' }],
    ['occupation', { occupation: '外卖员' }],
    ['employer', { employer: '饿了么' }],
  ])('is brought up to date when its %s was corrected', (_what, changes) => {
    const right = { ...check, ...changes };
    given(gatheringHeld(lecture()), attendanceNoted(check, { adds: 1 }))
      .when(noteAttendance(right))
      .then(attendanceWithdrawn(check, { adds: -1 }), attendanceNoted(right, { adds: 1 }));
  });

  test('counts its heads where the session was, whatever its own district', () => {
    const elsewhere = { ...check, district: '330604' };
    given(gatheringHeld(lecture()))
      .when(noteAttendance(elsewhere))
      .then(attendanceNoted(check, { adds: 1 }));
    given(gatheringHeld(lecture()), attendanceNoted(check, { adds: 1 }))
      .when(noteAttendance(elsewhere))
      .thenNothing();
  });

  test('is brought up to date when its headcount was corrected', () => {
    const right = { ...check, headcount: 4 };
    given(held, attendanceNoted(check))
      .when(noteAttendance(right))
      .then(attendanceWithdrawn(check, { adds: 0 }), attendanceNoted(right, { adds: 3 }));
    given(held, attendanceNoted(right, { adds: 3 }))
      .when(noteAttendance(check))
      .then(attendanceWithdrawn(right, { adds: -3 }), attendanceNoted(check, { adds: 0 }));
  });

  test('is one of many: each is known by its id', () => {
    given(held, attendanceNoted(check))
      .when(noteAttendance(check, elsewhere(1)))
      .then(attendanceNoted(check, { actId: elsewhere(1), adds: 1 }));
  });

  test('is withdrawn when it was taken back, and a second time does nothing', () => {
    const noted = attendanceNoted({ ...check, headcount: 3 }, { adds: 2 });
    const withdrawn = attendanceWithdrawn({ ...check, headcount: 3 }, { adds: -2 });
    given(held, noted).when(withdrawAttendance()).then(withdrawn);
    given(held, noted, withdrawn).when(withdrawAttendance()).thenNothing();
  });

  test('that was never noted is not withdrawn', () => {
    given(held, attendanceNoted(check))
      .when(withdrawAttendance(elsewhere(1)))
      .thenNothing();
  });

  test('may be noted again after it was withdrawn', () => {
    given(held, attendanceNoted(check), attendanceWithdrawn(check))
      .when(noteAttendance(check))
      .then(attendanceNoted(check));
  });

  test('without a person is noted as well', () => {
    const hotline = act({ kind: 'hotline-case', worker: null, sex: null, session, headcount: 2 });
    given(held)
      .when(noteAttendance(hotline))
      .then(attendanceNoted(hotline, { adds: 1 }));
  });

  test('holds the session: it goes only after the act was withdrawn', () => {
    given(held, attendanceNoted(check)).when(reverseAct()).thenRefused('HAS_ATTENDANCE', { attended: 1 });
  });
});
