import type { CountedAct, Entry } from '@ledger/schema/events/values.js';
import { actOf, countsOf } from '../acts/act-facts.js';
import { agreesWithRegister, referenceIsFree, sessionIsOpen } from '../acts/act-policies.js';
import type { Decision } from '../kernel/decision.js';
import { accepted, firstRefusal, refused } from '../kernel/decision.js';
import { entryOf } from '../kernel/entries.js';
import { noCounts } from '../kernel/counts.js';
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
  sessionStanding,
  type GatheringState,
} from './gathering-state.js';

/** Decides on a session, an event, or an act without a named person. */
export const recordGathering = (
  state: GatheringState,
  data: RecordGathering['data'],
): Decision<GatheringEvent> => {
  const refusal = referenceIsFree(data.input, data) ?? agreesWithRegister(data);
  if (refusal !== null) return refusal;
  const standing = heldAct(state);
  if (standing !== undefined) return refused('WRONG_STATE', { state: standing.state });
  // Acts of other streams may have been noted before: the session adds only what goes beyond them.
  const headcount = largerHeadcount(data.input.headcount, state.attended) - state.attended;
  const counts = { ...countsOf(data.input), headcount };
  const act: CountedAct = actOf(data.input, { act: state.next, judgedBy: null, counts });
  return accepted<GatheringEvent>(
    data.family === 'training'
      ? { type: 'TrainingSessionHeld', data: act }
      : { type: 'GatheringHeld', data: act },
  );
};

/** What one more (or, negative, one less) attending headcount adds to the gathering. */
export const difference = (state: GatheringState, headcount: number): number =>
  largerHeadcount(state.stated, state.attended + headcount) - largerHeadcount(state.stated, state.attended);

/** Decides on attendance: of a session that was held, by nobody twice, by at most as many as a stream can hold. */
export const recordAttendance = (
  state: GatheringState,
  data: RecordAttendance['data'],
): Decision<GatheringEvent> => {
  const { input } = data;
  const session = sessionStanding(state, input);
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
 * Counts an act of another stream as attendance here. The act itself was judged at its home; here it can only be
 * noted, brought up to date, or be there already.
 */
export const noteAttendance = (
  state: GatheringState,
  data: NoteAttendance['data'],
): Decision<GatheringEvent> => {
  const { actId, worker, headcount, facts } = data;
  // Heads count where the session was held, whatever the district of the act.
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

/** Takes such an attendance out again. */
export const withdrawAttendance = (
  state: GatheringState,
  data: WithdrawAttendance['data'],
): Decision<GatheringEvent> => accepted(...withdrawn(state, data));
