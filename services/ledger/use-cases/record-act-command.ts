import type { Origin } from '../ports/event-log.js';
import type { Kind } from '@ledger/schema/catalogue/kinds.js';
import type { CaseOutcome, Sex } from '@ledger/schema/events/values.js';
import type { PlainDate } from '../kernel/calendar.js';
import type { MembershipNumber, OfficeCode, Reference } from '../kernel/identifiers.js';
import type { StreamId, WorkerNo } from '../kernel/ids.js';
import type { Fen } from '../kernel/money.js';

/** The person an act names: by the number of this ledger, or by a membership number of the office. */
export type PersonReading = Readonly<
  | {
      by: 'number';
      worker: WorkerNo;
      /** The membership number that was said as well. */
      membership: MembershipNumber | null;
    }
  | { by: 'membership'; membership: MembershipNumber; written: string }
>;

/** One act after reading: the same canonical form from every entry point, nothing that the ledger adds. */
export type ActReading = Readonly<{
  office: OfficeCode;
  /** How the office was written, where that is not its canonical form. */
  officeWritten: string | null;
  /** The act reference, unique within the office. */
  reference: Reference | null;
  /** How the reference was written, where that is not its canonical form. */
  referenceWritten: string | null;
  kind: Kind;
  district: string;
  /** How the district was written, where that is not its canonical form. */
  districtWritten: string | null;
  place: string | null;
  on: PlainDate;
  person: PersonReading | null;
  name: string | null;
  sex: Sex | null;
  occupation: string | null;
  employer: string | null;
  /** The session that the act names, as written, and its stream where it is known. */
  session: Readonly<{ text: string; stream: StreamId | null }> | null;
  headcount: number;
  sessions: number;
  /** Class hours as a canonical decimal, and rounded to whole minutes. */
  hours: string;
  minutes: number;
  items: number;
  amountFen: Fen | null;
  note: string | null;
  /** How the act ended, as far as a field of its own says it. */
  outcome: CaseOutcome | null;
  satisfied: boolean | null;
}>;

/** The longest texts that an act may carry, in characters; together they fit one event. */
export const textMax = { reference: 100, session: 200, membership: 100, name: 100, short: 200, note: 4_000 };

/** Who hands in, from where, as part of what. */
export type Initiator = Omit<Origin, 'at' | 'commandId' | 'hash'>;

/** An act that was read without a refusal, handed in for a decision. */
export type Handed = Readonly<{
  reading: ActReading;
  /** `given`: given or paid already; `request`: the first step of a subsidy or a claim. */
  as: 'given' | 'request';
  /** Whether somebody said the office: else it is the ledger's own, as long as no office has a code of its own. */
  saysOffice: boolean;
  commandId: string;
  /** The idempotency key that the command must hold alone, where it came with one. */
  key: string | null;
  by: Initiator;
}>;
