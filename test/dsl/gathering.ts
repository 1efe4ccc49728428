import type { ActInput, Circumstances } from '@ledger/ledger/acts/act-facts.js';
import type { GatheringCommand, GatheringEvent } from '@ledger/ledger/gathering/gathering-decider.js';
import { actIdOf, type ActId } from '@ledger/ledger/kernel/ids.js';
import {
  act,
  circumstances,
  correctingIn,
  counted,
  keqiao,
  line,
  releasingIn,
  reversingIn,
  session,
} from './acts.js';
import { stream as passbookStream } from './passbook.js';

/** The stream of the session that test acts attend: a lecture. */
export const stream = session;

type CommandOf<T extends GatheringCommand['type']> = Extract<GatheringCommand, { type: T }>;
type EventOf<T extends GatheringEvent['type']> = Extract<GatheringEvent, { type: T }>;

const nobody = { worker: null, sex: null } as const;

/** A lecture that was held. By default it states a headcount of 0. */
export const lecture = (said: Partial<ActInput> = {}): ActInput =>
  act({ kind: 'legal-lecture', ...nobody, headcount: 0, sessions: 1, ...said });
/** A training session that was held. By default it states a headcount of 0. */
export const training = (said: Partial<ActInput> = {}): ActInput =>
  lecture({ kind: 'skills-training', minutes: 120, ...said });
/** The input for an act of the courier, who attends the lecture. */
export const attending = (said: Partial<ActInput> = {}): ActInput =>
  act({ kind: 'legal-lecture', session, ...said });
/** The input for an act of a person without a name, who attends the lecture. */
export const unnamed = (said: Partial<ActInput> = {}): ActInput => attending({ ...nobody, ...said });

export const recordGathering = (
  input: ActInput,
  said: Partial<Circumstances> = {},
): CommandOf<'RecordGathering'> => ({
  type: 'RecordGathering',
  data: { stream, input, ...circumstances(input, said) },
});
/** The command gives no state of the session ('none'), because the decider knows it from the gathering's own events. */
export const recordAttendance = (
  input: ActInput,
  said: Partial<Circumstances> = {},
): CommandOf<'RecordAttendance'> => ({
  type: 'RecordAttendance',
  data: { stream, input, ...circumstances(input, { session: 'none', ...said }) },
});
export const correctAct = correctingIn(stream);
export const reverseAct = reversingIn(stream);
export const releaseReference = releasingIn(stream);

/** The id of an act in the courier's passbook: an act in another stream than the gathering. */
export const elsewhere = (number: number): ActId => actIdOf(passbookStream, number);

/** A command that notes in the gathering that an act of the courier's passbook attends it. By default this is act 0. */
export const noteAttendance = (facts: ActInput, actId = elsewhere(0)): CommandOf<'NoteAttendance'> => ({
  type: 'NoteAttendance',
  data: { stream, actId, worker: facts.worker, headcount: facts.headcount, facts },
});
export const withdrawAttendance = (actId = elsewhere(0)): CommandOf<'WithdrawAttendance'> => ({
  type: 'WithdrawAttendance',
  data: { stream, actId },
});

/**
 * The number of the act, the headcount that it adds to the gathering, and the district where the gathering was held.
 */
type Adding = Readonly<{ act?: number; adds?: number; heldIn?: string }>;

const addedBy = ({ act: number = 0, adds = 0 }: Adding) => ({
  act: number,
  judgedBy: null,
  counts: { headcount: adds },
});

export const gatheringHeld = (input: ActInput, adding: Adding = {}): EventOf<'GatheringHeld'> => ({
  type: 'GatheringHeld',
  data: counted(input, addedBy({ adds: input.headcount, ...adding })),
});
export const trainingSessionHeld = (
  input: ActInput,
  adding: Adding = {},
): EventOf<'TrainingSessionHeld'> => ({
  type: 'TrainingSessionHeld',
  data: counted(input, addedBy({ adds: input.headcount, ...adding })),
});
export const gatheringAttended = (input: ActInput, adding: Adding = {}): EventOf<'GatheringAttended'> => ({
  type: 'GatheringAttended',
  data: { ...counted(input, addedBy(adding)), heldIn: adding.heldIn ?? keqiao },
});
export const trainingAttended = (input: ActInput, adding: Adding = {}): EventOf<'TrainingAttended'> => ({
  type: 'TrainingAttended',
  data: { ...counted(input, addedBy(adding)), heldIn: adding.heldIn ?? keqiao },
});

type Noting = Readonly<{ actId?: ActId; adds?: number }>;

const noted = (facts: ActInput, { actId = elsewhere(0), adds = 0 }: Noting) => ({
  actId,
  worker: facts.worker,
  headcount: facts.headcount,
  entry: { ...line(facts, { headcount: adds }), worker: null },
});

export const attendanceNoted = (facts: ActInput, noting: Noting = {}): EventOf<'AttendanceNoted'> => ({
  type: 'AttendanceNoted',
  data: noted(facts, noting),
});
/** `adds` is the change of the gathering's headcount: a negative number. */
export const attendanceWithdrawn = (
  facts: ActInput,
  noting: Noting = {},
): EventOf<'AttendanceWithdrawn'> => ({ type: 'AttendanceWithdrawn', data: noted(facts, noting) });
