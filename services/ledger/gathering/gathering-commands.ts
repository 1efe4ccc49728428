import type { CorrectAct, ReleaseActReference, ReverseAct } from '../acts/act-corrections.js';
import type { ActInput, Circumstances } from '../acts/act-facts.js';
import type { Command } from '../kernel/decision.js';
import type { ActId, WorkerNo } from '../kernel/ids.js';

/** Command: record a session, an event, or an act for people who are not named. */
export type RecordGathering = Command<'RecordGathering', Circumstances & Readonly<{ input: ActInput }>>;
/** Command: record that a person, named or not, attended the session of this stream. */
export type RecordAttendance = Command<'RecordAttendance', Circumstances & Readonly<{ input: ActInput }>>;

/** Command: count an act from another stream as attendance at this session. If it is counted already, update it. */
export type NoteAttendance = Command<
  'NoteAttendance',
  Readonly<{ actId: ActId; worker: WorkerNo | null; headcount: number; facts: ActInput }>
>;
/** Command: stop counting an act of another stream as attendance, because the act was taken back. Idempotent. */
export type WithdrawAttendance = Command<'WithdrawAttendance', Readonly<{ actId: ActId }>>;

export type GatheringCommand =
  | RecordGathering
  | RecordAttendance
  | NoteAttendance
  | WithdrawAttendance
  | CorrectAct
  | ReverseAct
  | ReleaseActReference;
