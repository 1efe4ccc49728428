import type { Rule } from '@ledger/schema/catalogue/rules.js';
import type { Sealed } from '@ledger/schema/events/values.js';
import type { CorrectAct, ReleaseActReference, ReverseAct } from '../acts/act-corrections.js';
import type { ActInput, Circumstances } from '../acts/act-facts.js';
import type { PlainDate } from '../kernel/calendar.js';
import type { Command } from '../kernel/decision.js';
import type { Fen } from '../kernel/money.js';

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
export type RecordService = Command<'RecordService', Recording>;

export type RequestSubsidy = Command<'RequestSubsidy', Recording>;
/** Command: approve a requested subsidy: the requested amount, or `amountFen` if that is not null. */
export type ApproveSubsidy = Command<'ApproveSubsidy', Approval>;
export type PaySubsidy = Command<'PaySubsidy', Payment>;
export type RefuseSubsidy = Command<'RefuseSubsidy', Refusal>;

export type SubmitMutualAidClaim = Command<'SubmitMutualAidClaim', Recording>;
/**
 * Command: assess a submitted claim. `amountFen` is the amount that the fund will pay; null means the claimed amount.
 */
export type AssessMutualAidClaim = Command<'AssessMutualAidClaim', Approval>;
export type PayMutualAidClaim = Command<'PayMutualAidClaim', Payment>;
export type RefuseMutualAidClaim = Command<'RefuseMutualAidClaim', Refusal>;

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
