import type { ActFacts, CaseOutcome, Sex } from '@ledger/schema/events/values.js';

/** What an act says, with its texts decrypted: what an export shows of it. */
export type ActSaid = Pick<
  ActFacts,
  | 'kind'
  | 'on'
  | 'district'
  | 'worker'
  | 'session'
  | 'headcount'
  | 'sessions'
  | 'minutes'
  | 'items'
  | 'amountFen'
  | 'occupation'
  | 'employer'
> &
  Readonly<{
    sex: Sex | null;
    place: string | null;
    note: string | null;
    outcome: CaseOutcome | null;
    satisfied: boolean | null;
    office: string;
    reference: string | null;
    /** The names that the act or the register has had for its person; null if their key was destroyed. */
    names: readonly string[] | null;
  }>;
