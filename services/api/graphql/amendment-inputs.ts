import { readChanges, readReason } from '@ledger/ledger/reading/changes-reader.js';
import { isRefused, type Read } from '@ledger/ledger/reading/field-checks.js';
import { amountOf, dayOf, type InputContext } from '@ledger/ledger/reading/input-reader.js';
import type { Amendment } from '@ledger/ledger/use-cases/act-amendments.js';
import type { ReversalGround } from '@ledger/schema/events/acts.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { fault } from './api-fault.js';
import { sentChanges } from './api-inputs.js';
import { groundNamed } from './presenters.js';

/** A command about a recorded act, parsed from the input of a mutation, or the refusal of an invalid input. */
type Amended = Read<Amendment>;

const reasoned = (text: string): Read<Readonly<{ reason: string }>> => {
  const reason = readReason(text);
  return isRefused(reason) ? reason : { reason };
};

export const approvalOf = (
  type: 'ApproveSubsidy' | 'AssessMutualAidClaim',
  { act, on: day, amountFen, reason: text }: Api.ApprovalInput,
  inputContext: InputContext,
): Amended => {
  const on = dayOf(day, inputContext);
  if (isRefused(on)) return on;
  const amount = amountOf(amountFen);
  if (isRefused(amount)) return amount;
  // The property is left out if there is no reason: requests from before reasons existed had none, and their repeats
  // must stay equal to them.
  const reason = text == null ? {} : reasoned(text);
  return isRefused(reason) ? reason : { type, act, on, ...amount, ...reason };
};

export const paymentOf = (
  type: 'PaySubsidy' | 'PayMutualAidClaim',
  { act, on: day }: Api.PaymentInput,
  inputContext: InputContext,
): Amended => {
  const on = dayOf(day, inputContext);
  return isRefused(on) ? on : { type, act, on };
};

export const payoutRefusalOf = (
  type: 'RefuseSubsidy' | 'RefuseMutualAidClaim',
  { act, on: day, reason: text }: Api.RefusalInput,
  inputContext: InputContext,
): Amended => {
  const on = dayOf(day, inputContext);
  if (isRefused(on)) return on;
  const reason = reasoned(text);
  return isRefused(reason) ? reason : { type, act, on, ...reason };
};

export const correctionOf = (input: Api.CorrectActInput, inputContext: InputContext): Amended => {
  const changes = readChanges(sentChanges(input), inputContext);
  if (isRefused(changes)) return changes;
  const reason = reasoned(input.reason);
  return isRefused(reason) ? reason : { type: 'CorrectAct', act: input.act, changes, ...reason };
};

/**
 * The property is left out if there is no ground: requests from before grounds existed had none, and their repeats must
 * stay equal to them.
 */
const groundOf = (ground: Api.ReversalGround | null | undefined): Readonly<{ ground?: ReversalGround }> =>
  ground == null ? {} : { ground: groundNamed(ground) };

/**
 * Parses the input of a reversal. Throws GraphQLError BAD_USER_INPUT if the reference is to be released and the ground
 * is not MISTAKE.
 */
export const reversalOf = ({ act, ground, reason: text, releaseReference }: Api.ReverseActInput): Amended => {
  if (releaseReference === true && ground !== 'MISTAKE') {
    throw fault('BAD_USER_INPUT', 'releaseReference: true needs ground: MISTAKE');
  }
  const reason = reasoned(text);
  if (isRefused(reason)) return reason;
  if (releaseReference !== true) return { type: 'ReverseAct', act, ...reason, ...groundOf(ground) };
  return { type: 'ReverseAct', act, ...reason, ground: 'mistake', releaseReference };
};

export const releaseOf = ({ act, reason: text }: Api.ReleaseReferenceInput): Amended => {
  const reason = reasoned(text);
  return isRefused(reason) ? reason : { type: 'ReleaseActReference', act, ...reason };
};
