import type { EventFamily } from '@ledger/schema/catalogue/kinds.js';
import type { ActReversed } from '@ledger/schema/events/acts.js';
import type { CountedAct, Entry } from '@ledger/schema/events/values.js';
import { attendanceMax, isOfSession } from '../acts/act-policies.js';
import type { SessionState } from '../acts/act-facts.js';
import type { PlainDate } from '../kernel/calendar.js';
import type { ActId, WorkerNo } from '../kernel/ids.js';
import type { GatheringEvent } from './gathering-events.js';

export type GatheringAct = Readonly<{
  now: CountedAct;
  family: EventFamily;
  role: 'held' | 'attendance';
  state: 'given' | 'reversed';
  /**
   * Whether the act's reference stays reserved. An act that was taken back keeps its reference unless it was
   * released.
   */
  keepsReference: boolean;
}>;

/** An attendance whose act is recorded in another stream, and the entry that it added to this gathering's totals. */
export type NotedAct = Readonly<{ worker: WorkerNo | null; headcount: number; entry: Entry }>;

/**
 * The state of a gathering. `acts` is indexed by act number (with holes for other events), `present` is sorted. Both
 * are copied for every event: with at most 2,000 elements that is faster than a persistent data structure.
 */
export type GatheringState = Readonly<{
  next: number;
  acts: readonly (GatheringAct | undefined)[];
  noted: ReadonlyMap<ActId, NotedAct>;
  /** The numbers of the attending persons, without duplicates, ascending. */
  present: readonly WorkerNo[];
  /** The number of attendances that were not taken back, of named persons or not. */
  attendances: number;
  /** `stated`: the headcount that the session states. `attended`: the sum of the headcounts of its attendances. */
  stated: number;
  attended: number;
}>;

export const emptyGathering: GatheringState = {
  next: 0,
  acts: [],
  noted: new Map(),
  present: [],
  attendances: 0,
  stated: 0,
  attended: 0,
};

/** The headcount of a session with its attendances: the larger of the two numbers. */
export const largerHeadcount = (stated: number, attended: number): number => Math.max(stated, attended);

/** Binary search: the index of a worker in the sorted list, or the index at which to insert the worker. */
const placeOf = (present: readonly WorkerNo[], worker: WorkerNo): number => {
  let low = 0;
  let high = present.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((present[middle] ?? 0) < worker) low = middle + 1;
    else high = middle;
  }
  return low;
};

export const isPresent = (state: GatheringState, worker: WorkerNo): boolean =>
  state.present[placeOf(state.present, worker)] === worker;

/** The act that opened the gathering, unless it was taken back. */
export const heldAct = (state: GatheringState): GatheringAct | undefined =>
  state.acts.find((act) => act?.role === 'held' && act.state === 'given');

/** The act that opened the gathering, if it is a session and was not taken back; otherwise null. */
export const heldSession = (state: GatheringState): CountedAct | null => {
  const held = heldAct(state);
  return held === undefined || held.now.sessions < 1 ? null : held.now;
};

type Attendance = Readonly<{ worker: WorkerNo | null; kind: string; on: PlainDate }>;

/** The state of the session for an act that names it. */
export const sessionStateFor = (state: GatheringState, { worker, kind, on }: Attendance): SessionState => {
  const held = heldSession(state);
  if (held === null) return 'unknown';
  if (!isOfSession({ kind, on }, held)) return { kind: held.kind, on: held.on };
  if (worker !== null && isPresent(state, worker)) return 'attended';
  return state.attendances < attendanceMax ? 'open' : 'full';
};

type Attending = Readonly<{ worker: WorkerNo | null; headcount: number }>;

const attend = (state: GatheringState, { worker, headcount }: Attending): GatheringState => ({
  ...state,
  attendances: state.attendances + 1,
  attended: state.attended + headcount,
  present:
    worker === null ? state.present : state.present.toSpliced(placeOf(state.present, worker), 0, worker),
});

const leave = (state: GatheringState, { worker, headcount }: Attending): GatheringState => ({
  ...state,
  attendances: state.attendances - 1,
  attended: state.attended - headcount,
  present: worker === null ? state.present : state.present.toSpliced(placeOf(state.present, worker), 1),
});

const withAct = (state: GatheringState, act: GatheringAct): GatheringState => {
  const acts = [...state.acts];
  acts[act.now.act] = act;
  return { ...state, acts };
};

const held = (state: GatheringState, now: CountedAct, family: EventFamily): GatheringState => ({
  ...withAct(state, { now, family, role: 'held', state: 'given', keepsReference: true }),
  stated: now.headcount,
});

const attended = (state: GatheringState, now: CountedAct, family: EventFamily): GatheringState =>
  attend(withAct(state, { now, family, role: 'attendance', state: 'given', keepsReference: true }), now);

const corrected = (state: GatheringState, now: CountedAct): GatheringState => {
  const before = state.acts[now.act];
  if (before === undefined) return state;
  const next = withAct(state, { ...before, now });
  return before.role === 'held'
    ? { ...next, stated: now.headcount }
    : { ...next, attended: next.attended - before.now.headcount + now.headcount };
};

const reversed = (state: GatheringState, { act, releases }: ActReversed['data']): GatheringState => {
  const before = state.acts[act];
  if (before === undefined) return state;
  const next = withAct(state, { ...before, state: 'reversed', keepsReference: !releases });
  return before.role === 'held' ? { ...next, stated: 0 } : leave(next, before.now);
};

const apply = (state: GatheringState, { type, data }: GatheringEvent): GatheringState => {
  switch (type) {
    case 'GatheringHeld':
      return held(state, data, 'service');
    case 'TrainingSessionHeld':
      return held(state, data, 'training');
    case 'GatheringAttended':
    case 'TrainingAttended': {
      const { heldIn: _heldIn, ...now } = data;
      return attended(state, now, type === 'TrainingAttended' ? 'training' : 'service');
    }
    case 'AttendanceNoted':
      return attend({ ...state, noted: new Map(state.noted).set(data.actId, data) }, data);
    case 'AttendanceWithdrawn': {
      const noted = new Map(state.noted);
      noted.delete(data.actId);
      return leave({ ...state, noted }, data);
    }
    case 'ActCorrected': {
      const { undone: _undone, heldIn: _heldIn, reason: _reason, ...now } = data;
      return corrected(state, now);
    }
    case 'ActReversed':
      return reversed(state, data);
    case 'ActReferenceReleased': {
      const before = state.acts[data.act];
      return before === undefined ? state : withAct(state, { ...before, keepsReference: false });
    }
    case 'ReservationFenced':
      return state;
  }
};

/** The state of the gathering after one more event. */
export const evolve = (state: GatheringState, event: GatheringEvent): GatheringState => ({
  ...apply(state, event),
  next: state.next + 1,
});
