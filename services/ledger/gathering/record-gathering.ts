import type { CountedAct, Entry } from '@ledger/schema/events/values.js';
import { actOf, countsOf } from '../acts/act-facts.js';
import { agreesWithRegister, referenceIsFree, sessionIsOpen } from '../acts/act-policies.js';
import type { Decision } from '../kernel/decision.js';
import { accepted, firstRefusal, refused } from '../kernel/decision.js';
import { entryOf } from '../kernel/entries.js';
import { noCounts } from '../kernel/count-arithmetic.js';
import type {
  NoteAttendance,
  RecordAttendance,
  RecordGathering,
  WithdrawAttendance,
} from './gathering-commands.js';
import type { GatheringEvent } from './gathering-events.js';
import {
  heldAct,
  heldSession,
  largerHeadcount,
  sessionStateFor,
  type GatheringState,
} from './gathering-state.js';

/** Decides on a session, an event, or an act without a named person. */
export const recordGathering = (
  state: GatheringState,
  data: RecordGathering['data'],
): Decision<GatheringEvent> => {
  const refusal = referenceIsFree(data.input, data) ?? agreesWithRegister(data);
  if (refusal !== null) return refusal;
  const heldAlready = heldAct(state);
  if (heldAlready !== undefined) return refused('WRONG_STATE', { state: heldAlready.state });
  // Acts of other streams may have been noted as attendance already: the session adds only the headcount beyond
  // theirs.
  const headcount = largerHeadcount(data.input.headcount, state.attended) - state.attended;
  const counts = { ...countsOf(data.input), headcount };
  const act: CountedAct = actOf(data.input, { act: state.next, judgedBy: null, counts });
  return accepted<GatheringEvent>(
    data.family === 'training'
      ? { type: 'TrainingSessionHeld', data: act }
      : { type: 'GatheringHeld', data: act },
  );
};

/**
 * How much the gathering's headcount changes if the attended headcount changes by `headcount` (negative: fewer
 * people).
 */
export const difference = (state: GatheringState, headcount: number): number =>
  largerHeadcount(state.stated, state.attended + headcount) - largerHeadcount(state.stated, state.attended);

/**
 * Decides on an attendance: its session must be recorded, each person may attend once, and the stream holds at most
 * 2,000 attendances.
 */
export const recordAttendance = (
  state: GatheringState,
  data: RecordAttendance['data'],
): Decision<GatheringEvent> => {
  const { input } = data;
  const session = sessionStateFor(state, input);
  const refusal = firstRefusal<RecordAttendance['data']>(
    [
      () => referenceIsFree(input, data),
      () => agreesWithRegister(data),
      () => sessionIsOpen(input, { session }),
    ],
    data,
  );
  if (refusal !== null) return refusal;
  const counts = { ...countsOf(input), headcount: difference(state, input.headcount) };
  const heldIn = heldSession(state)?.district ?? input.district;
  const act = { ...actOf(input, { act: state.next, judgedBy: null, counts }), heldIn };
  return accepted<GatheringEvent>(
    data.family === 'training'
      ? { type: 'TrainingAttended', data: act }
      : { type: 'GatheringAttended', data: act },
  );
};

const withdrawn = (state: GatheringState, data: WithdrawAttendance['data']): readonly GatheringEvent[] => {
  const noted = state.noted.get(data.actId);
  if (noted === undefined) return [];
  const counts = { ...noted.entry.counts, headcount: difference(state, -noted.headcount) };
  return [
    { type: 'AttendanceWithdrawn', data: { ...noted, actId: data.actId, entry: { ...noted.entry, counts } } },
  ];
};

const sameLine = (a: Entry, b: Entry): boolean =>
  a.kind === b.kind &&
  a.district === b.district &&
  a.on === b.on &&
  a.sex === b.sex &&
  a.occupation === b.occupation &&
  a.employer === b.employer &&
  a.outcome === b.outcome &&
  a.satisfied === b.satisfied &&
  a.place === b.place;

/**
 * Counts an act of another stream as attendance. The act was judged in its own stream, so it is never refused here:
 * it is noted, updated, or unchanged.
 */
export const noteAttendance = (
  state: GatheringState,
  data: NoteAttendance['data'],
): Decision<GatheringEvent> => {
  const { actId, worker, headcount, facts } = data;
  // The headcount counts in the district of the session, whatever the act's own district.
  const district = heldSession(state)?.district ?? facts.district;
  const line = { ...entryOf(facts, noCounts), district, worker: null };
  const before = state.noted.get(actId);
  if (before !== undefined && before.headcount === headcount && sameLine(before.entry, line))
    return accepted();
  const undone = withdrawn(state, data);
  const stateAfter = before === undefined ? state : { ...state, attended: state.attended - before.headcount };
  const counts = { ...noCounts, headcount: difference(stateAfter, headcount) };
  return accepted<GatheringEvent>(...undone, {
    type: 'AttendanceNoted',
    data: { actId, worker, headcount, entry: { ...line, counts } },
  });
};

/** Stops counting an act of another stream as attendance. Idempotent. */
export const withdrawAttendance = (
  state: GatheringState,
  data: WithdrawAttendance['data'],
): Decision<GatheringEvent> => accepted(...withdrawn(state, data));
