import type { Amendment } from '@ledger/ledger/use-cases/act-amendments.js';
import type { Outcome } from '@ledger/ledger/engine/submission.js';
import { orOfficeMissing } from '@ledger/ledger/use-cases/named-offices.js';
import { isRefused, type Read } from '@ledger/ledger/reading/field-checks.js';
import {
  readInput,
  saysOffice,
  type InputDesk,
  type Procedure,
} from '@ledger/ledger/reading/input-reader.js';
import { shanghaiDate } from '@ledger/ledger/kernel/calendar.js';
import { actIdOf } from '@ledger/ledger/kernel/ids.js';
import { actFromLog } from '@ledger/projections/acts/acts-queries.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { AmendAct, RecordAct } from '../bus/commands.js';
import type { Ledger } from '@ledger/runtime/ledger/ledger.js';
import { LEDGER } from '../bus/injection-tokens.js';
import type { RequestContext } from './request-context.js';
import {
  approvalOf,
  correctionOf,
  paymentOf,
  payoutRefusalOf,
  releaseOf,
  reversalOf,
} from './amendment-inputs.js';
import { actHandedIn, checkKey, handedBy } from './api-inputs.js';
import { presentAct, type PresentedAct } from './presenters.js';
import { userErrorOf, userErrorsOf } from './user-errors.js';

type ActPayload = Readonly<{
  act: PresentedAct | null;
  position: string | null;
  userErrors: readonly Api.UserError[];
}>;

type Keyed = Readonly<{ idempotencyKey: string }>;

/** Mutations about acts: each reads what was handed in, sends one command, and answers the act as it stands now. */
@Resolver()
export class ActMutations {
  constructor(
    @Inject(LEDGER) private readonly ledger: Pick<Ledger, 'log' | 'clock' | 'catalogue'>,
    private readonly bus: CommandBus,
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
    return this.amend(input, approvalOf('ApproveSubsidy', input, this.desk()), context);
  }

  @Mutation()
  assessMutualAidClaim(
    @Args('input') input: Api.ApprovalInput,
    @Context() context: RequestContext,
  ): Promise<ActPayload> {
    return this.amend(input, approvalOf('AssessMutualAidClaim', input, this.desk()), context);
  }

  @Mutation()
  paySubsidy(
    @Args('input') input: Api.PaymentInput,
    @Context() context: RequestContext,
  ): Promise<ActPayload> {
    return this.amend(input, paymentOf('PaySubsidy', input, this.desk()), context);
  }

  @Mutation()
  payMutualAidClaim(
    @Args('input') input: Api.PaymentInput,
    @Context() context: RequestContext,
  ): Promise<ActPayload> {
    return this.amend(input, paymentOf('PayMutualAidClaim', input, this.desk()), context);
  }

  @Mutation()
  refuseSubsidy(
    @Args('input') input: Api.RefusalInput,
    @Context() context: RequestContext,
  ): Promise<ActPayload> {
    return this.amend(input, payoutRefusalOf('RefuseSubsidy', input, this.desk()), context);
  }

  @Mutation()
  refuseMutualAidClaim(
    @Args('input') input: Api.RefusalInput,
    @Context() context: RequestContext,
  ): Promise<ActPayload> {
    return this.amend(input, payoutRefusalOf('RefuseMutualAidClaim', input, this.desk()), context);
  }

  @Mutation()
  correctAct(
    @Args('input') input: Api.CorrectActInput,
    @Context() context: RequestContext,
  ): Promise<ActPayload> {
    return this.amend(input, correctionOf(input, this.desk()), context);
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

  private desk(): InputDesk {
    return { today: shanghaiDate(this.ledger.clock.now()), catalogue: this.ledger.catalogue };
  }

  private async record(
    input: Api.RecordActInput,
    procedure: Procedure,
    { by, language }: RequestContext,
  ): Promise<ActPayload> {
    const reading = checkKey(input.idempotencyKey) ?? readInput(actHandedIn(input), this.desk(), procedure);
    const says = saysOffice(input);
    if (isRefused(reading)) {
      const refusal = says ? reading : await orOfficeMissing(this.ledger.log, reading);
      return refusedWith([userErrorOf(refusal, null, language)]);
    }
    const as = procedure === null ? 'given' : 'request';
    const outcome = await this.bus.execute(
      new RecordAct({ reading, as, saysOffice: says, ...handedBy(input.idempotencyKey, by) }),
    );
    if (outcome.kind === 'refused') return refusedWith(userErrorsOf(outcome, language));
    return this.answer(outcome, outcome.kind === 'unchanged' ? null : actIdOf(outcome.stream, outcome.first));
  }

  private async amend(
    { idempotencyKey }: Keyed,
    amendment: Read<Amendment>,
    { by, language }: RequestContext,
  ): Promise<ActPayload> {
    const read = checkKey(idempotencyKey) ?? amendment;
    if (isRefused(read)) return refusedWith([userErrorOf(read, null, language)]);
    const outcome = await this.bus.execute(
      new AmendAct({ amendment: read, ...handedBy(idempotencyKey, by) }),
    );
    if (outcome.kind === 'refused') return refusedWith(userErrorsOf(outcome, language));
    return this.answer(outcome, read.act);
  }

  private async answer(outcome: Outcome, id: string | null): Promise<ActPayload> {
    const found = id === null ? null : await actFromLog(this.ledger.log, id);
    if (found === null) throw new Error('an act was recorded and cannot be read back');
    const position = 'position' in outcome ? outcome.position : found.position;
    return { act: presentAct(found.act), position, userErrors: [] };
  }
}

const refusedWith = (userErrors: readonly Api.UserError[]): ActPayload => ({
  act: null,
  position: null,
  userErrors,
});
