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

/** Order: record an act that was given, or paid, already. */
export type RecordService = Order<'RecordService', Recording>;

export type RequestSubsidy = Order<'RequestSubsidy', Recording>;
/** Order: approve a requested subsidy, the whole sum or, with `amountFen`, less. */
export type ApproveSubsidy = Order<'ApproveSubsidy', Approval>;
export type PaySubsidy = Order<'PaySubsidy', Payment>;
export type RefuseSubsidy = Order<'RefuseSubsidy', Refusal>;

export type SubmitMutualAidClaim = Order<'SubmitMutualAidClaim', Recording>;
/** Order: assess a submitted claim; `amountFen` is what the fund will pay. */
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
