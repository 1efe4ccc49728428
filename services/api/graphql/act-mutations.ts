import type { Amendment } from '@ledger/ledger/use-cases/act-amendments.js';
import { isRefused, type Read } from '@ledger/ledger/reading/field-checks.js';
import {
  readInput,
  saysOffice,
  type InputContext,
  type Procedure,
} from '@ledger/ledger/reading/input-reader.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { shanghaiDate } from '@ledger/ledger/kernel/calendar.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { OrderHandler } from '@ledger/runtime/door/door.js';
import type { ActAnswer } from '@ledger/runtime/door/orders.js';
import type { Ledger } from '@ledger/runtime/ledger/ledger.js';
import { BusDoor } from '../bus/bus-door.js';
import { INPUT_CONTEXT } from '../bus/injection-tokens.js';
import type { RequestContext } from './request-context.js';
import {
  approvalOf,
  correctionOf,
  paymentOf,
  payoutRefusalOf,
  releaseOf,
  reversalOf,
} from './amendment-inputs.js';
import { sentAct, checkKey, requestedBy } from './api-inputs.js';
import { presentAct, type PresentedAct } from './presenters.js';
import { amendmentFields, userErrorOf, userErrorsOf, type FieldsOf } from './user-errors.js';

type ActPayload = Readonly<{
  act: PresentedAct | null;
  position: string | null;
  userErrors: readonly Api.UserError[];
}>;

/** What every input about a recorded act has. */
type AmendmentInput = Readonly<{ idempotencyKey: string; expectedRevision?: number | null }>;

/**
 * The mutations about acts. Each parses its input, sends one command to the ledger, and returns the act in its new
 * state.
 */
@Resolver()
export class ActMutations {
  constructor(
    @Inject(INPUT_CONTEXT) private readonly at: Pick<Ledger, 'clock' | 'catalogue'>,
    @Inject(BusDoor) private readonly door: OrderHandler,
  ) {}

  @Mutation()
  recordAct(
    @Args('input') input: Api.RecordActInput,
    @Context() context: RequestContext,
  ): Promise<ActPayload> {
    return this.record(input, null, context);
  }

  @Mutation()
  requestSubsidy(
    @Args('input') input: Api.RecordActInput,
    @Context() context: RequestContext,
  ): Promise<ActPayload> {
    return this.record(input, 'subsidy', context);
  }

  @Mutation()
  submitMutualAidClaim(
    @Args('input') input: Api.RecordActInput,
    @Context() context: RequestContext,
  ): Promise<ActPayload> {
    return this.record(input, 'mutual-aid', context);
  }

  @Mutation()
  approveSubsidy(
    @Args('input') input: Api.ApprovalInput,
    @Context() context: RequestContext,
  ): Promise<ActPayload> {
    return this.amend(input, approvalOf('ApproveSubsidy', input, this.inputContext()), context);
  }

  @Mutation()
  assessMutualAidClaim(
    @Args('input') input: Api.ApprovalInput,
    @Context() context: RequestContext,
  ): Promise<ActPayload> {
    return this.amend(input, approvalOf('AssessMutualAidClaim', input, this.inputContext()), context);
  }

  @Mutation()
  paySubsidy(
    @Args('input') input: Api.PaymentInput,
    @Context() context: RequestContext,
  ): Promise<ActPayload> {
    return this.amend(input, paymentOf('PaySubsidy', input, this.inputContext()), context);
  }

  @Mutation()
  payMutualAidClaim(
    @Args('input') input: Api.PaymentInput,
    @Context() context: RequestContext,
  ): Promise<ActPayload> {
    return this.amend(input, paymentOf('PayMutualAidClaim', input, this.inputContext()), context);
  }

  @Mutation()
  refuseSubsidy(
    @Args('input') input: Api.RefusalInput,
    @Context() context: RequestContext,
  ): Promise<ActPayload> {
    return this.amend(input, payoutRefusalOf('RefuseSubsidy', input, this.inputContext()), context);
  }

  @Mutation()
  refuseMutualAidClaim(
    @Args('input') input: Api.RefusalInput,
    @Context() context: RequestContext,
  ): Promise<ActPayload> {
    return this.amend(input, payoutRefusalOf('RefuseMutualAidClaim', input, this.inputContext()), context);
  }

  @Mutation()
  correctAct(
    @Args('input') input: Api.CorrectActInput,
    @Context() context: RequestContext,
  ): Promise<ActPayload> {
    return this.amend(input, correctionOf(input, this.inputContext()), context);
  }

  @Mutation()
  reverseAct(
    @Args('input') input: Api.ReverseActInput,
    @Context() context: RequestContext,
  ): Promise<ActPayload> {
    return this.amend(input, reversalOf(input), context);
  }

  @Mutation()
  releaseReference(
    @Args('input') input: Api.ReleaseReferenceInput,
    @Context() context: RequestContext,
  ): Promise<ActPayload> {
    return this.amend(input, releaseOf(input), context);
  }

  private inputContext(): InputContext {
    return { today: shanghaiDate(this.at.clock.now()), catalogue: this.at.catalogue };
  }

  private async record(
    input: Api.RecordActInput,
    procedure: Procedure,
    { by, language }: RequestContext,
  ): Promise<ActPayload> {
    const reading =
      checkKey(input.idempotencyKey) ?? readInput(sentAct(input), this.inputContext(), procedure);
    const as = procedure === null ? 'given' : 'request';
    const order = {
      reading,
      as,
      saysOffice: saysOffice(input),
      ...requestedBy(input.idempotencyKey, by),
    } as const;
    return payloadOf(await this.door.handle({ order: 'RecordAct', ...order }), language);
  }

  private async amend(
    { idempotencyKey, expectedRevision }: AmendmentInput,
    amendment: Read<Amendment>,
    { by, language }: RequestContext,
  ): Promise<ActPayload> {
    const read = checkKey(idempotencyKey) ?? amendment;
    if (isRefused(read)) return refusedWith([userErrorOf(read, null, language)]);
    const expected = expectedRevision == null ? {} : { expectedRevision };
    const order = { amendment: { ...read, ...expected }, ...requestedBy(idempotencyKey, by) };
    return payloadOf(await this.door.handle({ order: 'AmendAct', ...order }), language, amendmentFields);
  }
}

const payloadOf = (
  { outcome, act, position }: ActAnswer,
  language: Language,
  known?: FieldsOf,
): ActPayload => {
  if (outcome.kind === 'refused') return refusedWith(userErrorsOf(outcome, language, known));
  return { act: act === null ? null : presentAct(act), position, userErrors: [] };
};

const refusedWith = (userErrors: readonly Api.UserError[]): ActPayload => ({
  act: null,
  position: null,
  userErrors,
});
