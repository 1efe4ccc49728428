import type { CorrectAct, ReleaseActReference, ReverseAct } from '../acts/act-corrections.js';
import type { ActInput, Circumstances } from '../acts/act-facts.js';
import type { ActId, StreamId, WorkerNo } from '../kernel/ids.js';

type Order<T extends string, D> = Readonly<{ type: T; data: Readonly<D & { stream: StreamId }> }>;

/** Order: record a session, an event, or an act for people nobody named. */
export type RecordGathering = Order<'RecordGathering', Circumstances & Readonly<{ input: ActInput }>>;
/** Order: record that somebody, named or not, attended the session that this stream is. */
export type RecordAttendance = Order<'RecordAttendance', Circumstances & Readonly<{ input: ActInput }>>;

/** Order: count an act that is at home in another stream as attendance of this one; again: bring it up to date. */
export type NoteAttendance = Order<
  'NoteAttendance',
  Readonly<{ actId: ActId; worker: WorkerNo | null; headcount: number; facts: ActInput }>
>;
/** Order: such an act was taken back; a second time does nothing. */
export type WithdrawAttendance = Order<'WithdrawAttendance', Readonly<{ actId: ActId }>>;

export type GatheringCommand =
  | RecordGathering
  | RecordAttendance
  | NoteAttendance
  | WithdrawAttendance
  | CorrectAct
  | ReverseAct
  | ReleaseActReference;
