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
  /** Who recorded each step, and when; null where there was no such step. */
  requestedBy: string | null;
  requestedAt: string | null;
  approvedBy: string | null;
  approvedAt: string | null;
  paidBy: string | null;
  paidAt: string | null;
  refusedBy: string | null;
  refusedAt: string | null;
  /** In fen: asked for, approved or assessed, paid; paid is 0 again once the payout is reversed. */
  requestedFen: number | null;
  approvedFen: number | null;
  paidFen: number | null;
  /** In fen, what had been paid before the payout was reversed; 0 while it was not. */
  takenBackFen: number;
  /** What the state is about: asked for, approved, paid or taken back; this is what totals by state add up. */
  amountFen: number;
  office: string;
  /** As it was handed in. */
  reference: string | null;
  recordedAt: string;
  changedAt: string;
}>;
