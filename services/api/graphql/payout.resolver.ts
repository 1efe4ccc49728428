import { workerNo } from '@ledger/ledger/kernel/ids.js';
import type { PayoutFilter, PayoutStep } from '@ledger/projections/payouts/payouts-queries.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import type { OrderHandler } from '@ledger/runtime/door/door.js';
import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { BusDoor } from '../bus/bus-door.js';
import type { RequestContext } from './request-context.js';
import type { Connection } from './connections.js';
import { personOf, stateOf, type PresentedPayout, type PresentedWorker } from './presenters.js';

/** A page of payouts together with its filter, from which the totals are computed. */
export type PayoutPage = Connection<PresentedPayout> & Readonly<{ filter: PayoutFilter }>;

const steps: Readonly<Record<Api.PayoutStep, PayoutStep>> = {
  REQUESTED: 'requested',
  APPROVED: 'approved',
  PAID: 'paid',
};

/** The totals over all pages of the list, computed only if they are requested. */
@Resolver('PayoutConnection')
export class PayoutConnectionResolver {
  constructor(@Inject(BusDoor) private readonly door: OrderHandler) {}

  @ResolveField()
  async totals(
    @Parent() { filter }: PayoutPage,
    @Args('by') step: Api.PayoutConnectionTotalsArgs['by'],
    @Context() { by }: Pick<RequestContext, 'by'>,
  ): Promise<readonly Api.PayoutTotal[]> {
    const totals = await this.door.handle({
      ...{ order: 'TotalPayouts', by, filter },
      step: step == null ? null : steps[step],
    });
    return totals.map((total) => ({ ...total, state: stateOf(total.state) }));
  }
}

/** The person who receives a payout. */
@Resolver('Payout')
export class PayoutResolver {
  @ResolveField()
  async person(
    @Parent() { worker }: PresentedPayout,
    @Context() { loaders }: RequestContext,
  ): Promise<PresentedWorker | null> {
    return worker == null ? null : personOf(await loaders.workers.load(workerNo(worker)));
  }
}
