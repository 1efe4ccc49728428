import type { ActState } from '@ledger/schema/catalogue/act-states.js';

/** One payout: money that leaves, or is asked of, a fund for a person. */
export type PayoutDocument = Readonly<{
  act: string;
  kind: string;
  district: string;
  worker: number | null;
  state: ActState;
  /** The day of the step that it stands at. */
  on: string;
  requestedOn: string | null;
  approvedOn: string | null;
  paidOn: string | null;
  refusedOn: string | null;
  /** In fen: asked for, approved or assessed, paid. */
  requestedFen: number | null;
  approvedFen: number | null;
  paidFen: number | null;
  /** What the state is about: asked for, approved or paid; this is what totals by state add up. */
  amountFen: number;
  office: string;
  /** As it was handed in. */
  reference: string | null;
  recordedAt: string;
  changedAt: string;
}>;
