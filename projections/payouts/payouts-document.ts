import type { ActState } from '@ledger/schema/catalogue/act-states.js';

/** One payout: money that a fund pays to a person, or is requested to pay. */
export type PayoutDocument = Readonly<{
  act: string;
  kind: string;
  district: string;
  worker: number | null;
  state: ActState;
  /** The day of the current step. */
  on: string;
  requestedOn: string | null;
  approvedOn: string | null;
  paidOn: string | null;
  refusedOn: string | null;
  /** Who recorded each step, and when (UTC); null if the payout has no such step. */
  requestedBy: string | null;
  requestedAt: string | null;
  approvedBy: string | null;
  approvedAt: string | null;
  paidBy: string | null;
  paidAt: string | null;
  refusedBy: string | null;
  refusedAt: string | null;
  /** In fen: requested; approved or assessed; paid. The paid sum is 0 again after the payout is reversed. */
  requestedFen: number | null;
  approvedFen: number | null;
  paidFen: number | null;
  /** In fen: the sum that had been paid before the payout was reversed; 0 if it is not reversed. */
  takenBackFen: number;
  /**
   * In fen: the sum that belongs to the current state (requested, approved, paid or taken back). Totals by state add up
   * this field.
   */
  amountFen: number;
  office: string;
  /** The reference as the user wrote it. */
  reference: string | null;
  recordedAt: string;
  changedAt: string;
}>;
