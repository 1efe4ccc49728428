import type { SaidText } from '@ledger/ledger/ports/sealed-texts.js';
import type { ActState } from '@ledger/schema/catalogue/act-states.js';
import type { OfficeCode, Reference } from '@ledger/schema/events/values.js';
import type { ReversalGround } from '@ledger/schema/events/acts.js';

/** One act as it stands now, personal text still sealed. */
export type ActDocument = Readonly<{
  act: string;
  stream: string;
  kind: string;
  /** The day on which the act counts; of a request, the day of the request. */
  on: string;
  district: string;
  /** Of an act without a person, open; of a named person's act, sealed. */
  place: string | null;
  sealedPlace: SaidText | null;
  worker: number | null;
  sex: 'male' | 'female' | null;
  occupation: string | null;
  employer: string | null;
  /** The session that it attended: the stream of the gathering. */
  session: string | null;
  headcount: number;
  sessions: number;
  minutes: number;
  items: number;
  /** In fen; null where the act states none. */
  amountFen: number | null;
  /** Paid or spent, and not taken back. */
  paidFen: number;
  /** What had been paid or spent before the act was reversed; 0 while it was not. */
  takenBackFen: number;
  /** Of a subsidy or claim: when and over how much it was approved or assessed. */
  approvedOn: string | null;
  approvedFen: number | null;
  state: ActState;
  outcome: string | null;
  satisfied: boolean | null;
  /** Of an act that was reversed: on what ground, as far as one was named. */
  reversedFor?: ReversalGround | null;
  name: SaidText | null;
  note: SaidText | null;
  office: OfficeCode;
  reference: Reference | null;
  /** As it was handed in, where that is not the canonical form. */
  referenceWritten: string | null;
  judgedBy: string | null;
  /** What handed it in: an import's id, or the command itself. */
  correlation: string;
  recordedAt: string;
  recordedBy: string;
  changedAt: string;
  /** How many events have shaped it. */
  steps: number;
}>;
