import type { Origin } from '../ports/event-log.js';
import type { Kind } from '@ledger/schema/catalogue/kinds.js';
import type { CaseOutcome, Sex } from '@ledger/schema/events/values.js';
import type { PlainDate } from '../kernel/calendar.js';
import type { MembershipNumber, OfficeCode, Reference } from '../kernel/identifiers.js';
import type { StreamId, WorkerNo } from '../kernel/ids.js';
import type { Fen } from '../kernel/money.js';

/** The person an act names: by worker number, or by a membership number of the office. */
export type PersonReading = Readonly<
  | {
      by: 'number';
      worker: WorkerNo;
      /** The membership number, if it was stated as well. */
      membership: MembershipNumber | null;
    }
  | { by: 'membership'; membership: MembershipNumber; written: string }
>;

/**
 * One act after parsing, in the same canonical form for every entry point. It contains nothing that the ledger adds.
 */
export type ActReading = Readonly<{
  office: OfficeCode;
  /** The office as written, if that differs from its canonical form; otherwise null. */
  officeWritten: string | null;
  /** The act reference, unique within the office. */
  reference: Reference | null;
  /** The reference as written, if that differs from its canonical form; otherwise null. */
  referenceWritten: string | null;
  kind: Kind;
  district: string;
  /** The district as written, if that differs from its canonical form; otherwise null. */
  districtWritten: string | null;
  place: string | null;
  on: PlainDate;
  person: PersonReading | null;
  name: string | null;
  sex: Sex | null;
  occupation: string | null;
  employer: string | null;
  /** The session that the act names, as written, and its stream if known. */
  session: Readonly<{ text: string; stream: StreamId | null }> | null;
  headcount: number;
  sessions: number;
  /** Class hours as a canonical decimal; `minutes` is the same, rounded to whole minutes. */
  hours: string;
  minutes: number;
  items: number;
  amountFen: Fen | null;
  note: string | null;
  /** The result of the act, as stated in its own field; not what the note says. */
  outcome: CaseOutcome | null;
  satisfied: boolean | null;
}>;

/** The longest texts that an act may contain, in characters. All together they fit into one event. */
export const textMax = { reference: 100, session: 200, membership: 100, name: 100, short: 200, note: 4_000 };

/** The user who submits a command, with role and district, and the correlation and cause of the command. */
export type Initiator = Omit<Origin, 'at' | 'commandId' | 'hash'>;

/** An act that was parsed without a refusal, submitted for a decision. */
export type Handed = Readonly<{
  reading: ActReading;
  /** `given`: the service was given or paid already. `request`: the first step of a subsidy or a claim. */
  as: 'given' | 'request';
  /**
   * Whether the client stated the office. If not, it is the ledger's own office, which is allowed only while no office
   * has recorded acts under its own code.
   */
  saysOffice: boolean;
  commandId: string;
  /** The idempotency key that the command must reserve; null if it came without one. */
  key: string | null;
  by: Initiator;
}>;
