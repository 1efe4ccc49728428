import { sumOf } from '@ledger/test/dsl/sums.js';
import {
  attendanceNoted,
  attending,
  correctAct,
  elsewhere,
  gatheringAttended,
  gatheringHeld,
  lecture,
  noteAttendance,
  recordAttendance,
  recordGathering,
  reverseAct,
  unnamed,
  withdrawAttendance,
} from '@ledger/test/dsl/gathering.js';
import { specify } from '@ledger/test/dsl/specify.js';
import { act } from '@ledger/test/dsl/acts.js';
import { workerNo } from '../kernel/ids.js';
import { gathering, type GatheringCommand, type GatheringEvent } from './gathering-decider.js';

const { given } = specify(gathering);

const attendee = (index: number, headcount = 1) => attending({ worker: workerNo(index + 1), headcount });

/** The events of a session that states a headcount, followed by one attendance for each element of `adds`. */
const sessionOf = (stated: number, adds: readonly number[]): readonly GatheringEvent[] => [
  gatheringHeld(lecture({ headcount: stated })),
  ...adds.map((each, index) => gatheringAttended(attendee(index), { act: index + 1, adds: each })),
];

describe('a session counts the larger of the stated and the attended headcount', () => {
  test.each<[stated: number, attended: number, adds: readonly number[]]>([
    [0, 0, []],
    [0, 1, [1]],
    [0, 2, [1, 1]],
    [0, 3, [1, 1, 1]],
    [0, 4, [1, 1, 1, 1]],
    [0, 5, [1, 1, 1, 1, 1]],
    [1, 0, []],
    [1, 1, [0]],
    [1, 2, [0, 1]],
    [1, 3, [0, 1, 1]],
    [1, 4, [0, 1, 1, 1]],
    [1, 5, [0, 1, 1, 1, 1]],
    [3, 0, []],
    [3, 1, [0]],
    [3, 2, [0, 0]],
    [3, 3, [0, 0, 0]],
    [3, 4, [0, 0, 0, 1]],
    [3, 5, [0, 0, 0, 1, 1]],
  ])('stated %i, attended by %i: each adds %j', (stated, attended, adds) => {
    expect(sumOf(sessionOf(stated, adds)).headcount).toBe(Math.max(stated, attended));
    given()
      .when(recordGathering(lecture({ headcount: stated })))
      .then(gatheringHeld(lecture({ headcount: stated })));
    adds.forEach((each, index) => {
      given(...sessionOf(stated, adds.slice(0, index)))
        .when(recordAttendance(attendee(index)))
        .then(gatheringAttended(attendee(index), { act: index + 1, adds: each }));
    });
  });

  test.each<[stated: number, headcounts: readonly number[], adds: readonly number[]]>([
    [0, [0], [0]],
    [0, [2, 0, 3], [2, 0, 3]],
    [3, [2, 2, 2], [0, 1, 2]],
    [3, [5], [2]],
    [3, [0, 3, 1], [0, 0, 1]],
    [10, [4, 4, 4], [0, 0, 2]],
  ])('stated %i, attended with the headcounts %j: each adds %j', (stated, headcounts, adds) => {
    const held = gatheringHeld(lecture({ headcount: stated }));
    const events = headcounts.map((headcount, index) =>
      gatheringAttended(attendee(index, headcount), { act: index + 1, adds: adds[index] ?? 0 }),
    );
    events.forEach((event, index) => {
      given(held, ...events.slice(0, index))
        .when(recordAttendance(attendee(index, headcounts[index])))
        .then(event);
    });
  });

  test('adds nothing but the headcount of a person: the act counts by itself', () => {
    const { acts, headcount, sessions } = sumOf(sessionOf(3, [0, 0]));
    expect({ acts, headcount, sessions }).toStrictEqual({ acts: 3, headcount: 3, sessions: 1 });
  });
});

/** All permutations of the steps. */
const ordersOf = <T>(steps: readonly T[]): readonly (readonly T[])[] =>
  steps.length === 0
    ? [[]]
    : steps.flatMap((step, index) =>
        ordersOf(steps.filter((_, other) => other !== index)).map((rest) => [step, ...rest]),
      );

/**
 * Applies the steps to a session and returns, after each, the summed headcount and the expected one. Throws if a step
 * is refused.
 */
const headcountsThrough = (
  past: readonly GatheringEvent[],
  steps: readonly GatheringCommand[],
): readonly (readonly [sum: number, larger: number])[] => {
  let state = past.reduce(gathering.evolve, gathering.initial);
  let sum = sumOf(past).headcount;
  return steps.map((step) => {
    const decision = gathering.decide(state, step);
    if (decision.kind === 'refused') throw new Error(`${step.type}: ${decision.code}`);
    state = decision.events.reduce(gathering.evolve, state);
    sum += sumOf(decision.events).headcount;
    return [sum, Math.max(state.stated, state.attended)];
  });
};

describe('a session that is held only after acts of other streams were noted at it', () => {
  const check = act({ kind: 'health-check', worker: workerNo(77), headcount: 3 });

  test.each<[stated: number, adds: number]>([
    [0, 0],
    [2, 0],
    [3, 0],
    [5, 2],
  ])('stated %i, noted 3: adds %i', (stated, adds) => {
    given(attendanceNoted(check, { adds: 3 }))
      .when(recordGathering(lecture({ headcount: stated })))
      .then(gatheringHeld(lecture({ headcount: stated }), { act: 1, adds }));
  });
});

describe('corrections and reversals in every order', () => {
  const past = sessionOf(3, [0, 0, 0, 1]);
  const steps: readonly GatheringCommand[] = [
    correctAct({ headcount: 1 }, { act: 0 }),
    correctAct({ headcount: 4 }, { act: 1 }),
    correctAct({ headcount: 0 }, { act: 2 }),
    reverseAct(3),
    recordAttendance(unnamed({ headcount: 2 })),
    noteAttendance(act({ kind: 'health-check', worker: workerNo(77), headcount: 2 }), elsewhere(9)),
  ];
  const orders = ordersOf(steps);

  test('are 720 orders of six steps', () => {
    expect(orders).toHaveLength(720);
  });

  test('keep the sum of all lines at the larger headcount after every step', () => {
    for (const order of orders) {
      for (const [sum, larger] of headcountsThrough(past, order)) expect(sum).toBe(larger);
    }
  });

  test('end at the same headcount', () => {
    const ends = orders.map((order) => headcountsThrough(past, order).at(-1));
    // The session states 1. The four attendances have 4, 0, reversed and 1; then 2 unnamed and 2 noted: 9.
    expect(new Set(ends.map(String))).toStrictEqual(new Set(['9,9']));
  });

  test('leave nothing when everything was taken back', () => {
    const all = [
      ...ordersOf([reverseAct(1), reverseAct(2), reverseAct(3), reverseAct(4)]).map((order) => [
        correctAct({ headcount: 7 }, { act: 0 }),
        ...order,
        reverseAct(0),
      ]),
    ];
    for (const order of all) expect(headcountsThrough(past, order).at(-1)).toStrictEqual([0, 0]);
  });

  test('withdraw a noted act as if it had never been', () => {
    const check = act({ kind: 'health-check', worker: workerNo(77), headcount: 5 });
    const order = [noteAttendance(check), correctAct({ headcount: 6 }, { act: 0 }), withdrawAttendance()];
    expect(headcountsThrough(past, order)).toStrictEqual([
      [9, 9],
      [9, 9],
      [6, 6],
    ]);
  });
});
