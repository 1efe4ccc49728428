import type { SaidText } from '@ledger/ledger/ports/sealed-texts.js';
import type { ActState } from '@ledger/schema/catalogue/act-states.js';
import type { OfficeCode, Reference } from '@ledger/schema/events/values.js';
import type { ReversalGround } from '@ledger/schema/events/acts.js';

/** The current state of one act. Personal texts are still encrypted. */
export type ActDocument = Readonly<{
  act: string;
  stream: string;
  kind: string;
  /** The day on which the act counts; for a request, the day of the request. */
  on: string;
  district: string;
  /**
   * The place. It is plain text in `place` for an act without a person, and encrypted in `sealedPlace` for the act of a
   * named person.
   */
  place: string | null;
  sealedPlace: SaidText | null;
  worker: number | null;
  sex: 'male' | 'female' | null;
  occupation: string | null;
  employer: string | null;
  /** The session that the act attended: the id of the session's stream. */
  session: string | null;
  headcount: number;
  sessions: number;
  minutes: number;
  items: number;
  /** In fen; null if the act states no amount. */
  amountFen: number | null;
  /** In fen: paid or spent, and not taken back. */
  paidFen: number;
  /** In fen: the amount that had been paid or spent before the act was reversed; 0 if it is not reversed. */
  takenBackFen: number;
  /** For a subsidy or claim: the day and the amount (in fen) of its approval or assessment. */
  approvedOn: string | null;
  approvedFen: number | null;
  state: ActState;
  outcome: string | null;
  satisfied: boolean | null;
  /** For a reversed act: the ground of the reversal, if one was named. */
  reversedFor?: ReversalGround | null;
  name: SaidText | null;
  note: SaidText | null;
  office: OfficeCode;
  reference: Reference | null;
  /** The reference as the user wrote it, if that is not its canonical form. */
  referenceWritten: string | null;
  judgedBy: string | null;
  /** The id of the import that recorded the act; otherwise the id of the command. */
  correlation: string;
  recordedAt: string;
  recordedBy: string;
  changedAt: string;
  /** The number of the act's events: its revision. */
  steps: number;
}>;
