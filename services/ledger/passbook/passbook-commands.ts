import type { Rule } from '@ledger/schema/catalogue/rules.js';
import type { Sealed } from '@ledger/schema/events/values.js';
import type { CorrectAct, ReleaseActReference, ReverseAct } from '../acts/act-corrections.js';
import type { ActInput, Circumstances } from '../acts/act-facts.js';
import type { PlainDate } from '../kernel/calendar.js';
import type { StreamId } from '../kernel/ids.js';
import type { Fen } from '../kernel/money.js';

type Order<T extends string, D> = Readonly<{ type: T; data: Readonly<D & { stream: StreamId }> }>;

type Recording = Circumstances & Readonly<{ input: ActInput }>;
type Approval = Readonly<{
  act: number;
  on: PlainDate;
  today: PlainDate;
  amountFen: Fen | null;
  rules: readonly Rule[];
  reason: Sealed | null;
}>;
type Payment = Readonly<{ act: number; on: PlainDate; today: PlainDate }>;
type Refusal = Readonly<{ act: number; on: PlainDate; today: PlainDate; reason: Sealed | null }>;

/** Command: record an act that was already given or paid. */
export type RecordService = Order<'RecordService', Recording>;

export type RequestSubsidy = Order<'RequestSubsidy', Recording>;
/** Command: approve a requested subsidy: the requested amount, or `amountFen` if that is not null. */
export type ApproveSubsidy = Order<'ApproveSubsidy', Approval>;
export type PaySubsidy = Order<'PaySubsidy', Payment>;
export type RefuseSubsidy = Order<'RefuseSubsidy', Refusal>;

export type SubmitMutualAidClaim = Order<'SubmitMutualAidClaim', Recording>;
/**
 * Command: assess a submitted claim. `amountFen` is the amount that the fund will pay; null means the claimed amount.
 */
export type AssessMutualAidClaim = Order<'AssessMutualAidClaim', Approval>;
export type PayMutualAidClaim = Order<'PayMutualAidClaim', Payment>;
export type RefuseMutualAidClaim = Order<'RefuseMutualAidClaim', Refusal>;

export type PassbookCommand =
  | RecordService
  | RequestSubsidy
  | ApproveSubsidy
  | PaySubsidy
  | RefuseSubsidy
  | SubmitMutualAidClaim
  | AssessMutualAidClaim
  | PayMutualAidClaim
  | RefuseMutualAidClaim
  | CorrectAct
  | ReverseAct
  | ReleaseActReference;
