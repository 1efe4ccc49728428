import type { Origin } from '../ports/event-log.js';
import type { Kind } from '@ledger/schema/catalogue/kinds.js';
import type { CaseOutcome } from '@ledger/schema/events/values.js';
import type { ActInput } from '../acts/act-facts.js';
import type { MembershipNumber } from '../kernel/identifiers.js';
import type { StreamId, WorkerNo } from '../kernel/ids.js';

/** The person an act names: by worker number, or by a membership number that the office of the act issued. */
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
export type ActReading = Pick<
  ActInput,
  | ('office' | 'officeWritten' | 'reference' | 'referenceWritten' | 'district' | 'districtWritten' | 'on')
  | ('place' | 'sex' | 'occupation' | 'employer')
  | ('headcount' | 'sessions' | 'minutes' | 'items' | 'amountFen')
> &
  Readonly<{
    kind: Kind;
    person: PersonReading | null;
    name: string | null;
    /** The session that the act names, as written, and its stream if known. */
    session: Readonly<{ text: string; stream: StreamId | null }> | null;
    note: string | null;
    /** The result of the act, as stated in its own field; not what the note says. */
    outcome: CaseOutcome | null;
    satisfied: boolean | null;
  }>;

/** The longest texts that an act may contain, in characters. All together they fit into one event. */
export const textMax = { reference: 100, session: 200, membership: 100, name: 100, short: 200, note: 4_000 };

/** The user who submits a command, with role and district, and the correlation and cause of the command. */
export type Requester = Omit<Origin, 'at' | 'commandId' | 'hash'>;

/** An act that was parsed without a refusal, submitted for a decision. */
export type RecordActCommand = Readonly<{
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
  by: Requester;
}>;
