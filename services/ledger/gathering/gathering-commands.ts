import type { CorrectAct, ReleaseActReference, ReverseAct } from '../acts/act-corrections.js';
import type { ActInput, Circumstances } from '../acts/act-facts.js';
import type { ActId, StreamId, WorkerNo } from '../kernel/ids.js';

type Order<T extends string, D> = Readonly<{ type: T; data: Readonly<D & { stream: StreamId }> }>;

/** Command: record a session, an event, or an act for people who are not named. */
export type RecordGathering = Order<'RecordGathering', Circumstances & Readonly<{ input: ActInput }>>;
/** Command: record that a person, named or not, attended the session of this stream. */
export type RecordAttendance = Order<'RecordAttendance', Circumstances & Readonly<{ input: ActInput }>>;

/** Command: count an act from another stream as attendance at this session. If it is counted already, update it. */
export type NoteAttendance = Order<
  'NoteAttendance',
  Readonly<{ actId: ActId; worker: WorkerNo | null; headcount: number; facts: ActInput }>
>;
/** Command: stop counting an act of another stream as attendance, because the act was taken back. Idempotent. */
export type WithdrawAttendance = Order<'WithdrawAttendance', Readonly<{ actId: ActId }>>;

export type GatheringCommand =
  | RecordGathering
  | RecordAttendance
  | NoteAttendance
  | WithdrawAttendance
  | CorrectAct
  | ReverseAct
  | ReleaseActReference;
