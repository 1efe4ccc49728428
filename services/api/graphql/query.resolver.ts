import {
  membershipFrom,
  nationalIdFrom,
  officeFrom,
  soleOffice,
  type OfficeCode,
} from '@ledger/ledger/kernel/identifiers.js';
import { workerNo } from '@ledger/ledger/kernel/ids.js';
import { isRefusalCode, rankOf, refusals } from '@ledger/ledger/kernel/refusals.js';
import { totals } from '@ledger/projections/totals/totals-projection.js';
import type { ViewState } from '@ledger/projections/reading/view-state.js';
import { categories } from '@ledger/schema/catalogue/categories.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { Inject } from '@nestjs/common';
import type { OrderHandler } from '@ledger/runtime/door/door.js';
import type { OrderOf } from '@ledger/runtime/door/orders.js';
import { Args, Context, Info, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { BusDoor } from '../bus/bus-door.js';
import type { RequestContext } from './request-context.js';
import { fault } from './api-fault.js';
import { actFilterOf, byOf, payoutFilterOf, scopeOf, topOf } from './query-filters.js';
import { connectionOf, listPrint, pageSliceOf, type Connection } from './connections.js';
import type { PayoutPage } from './payout.resolver.js';
import {
  presentAct,
  presentDistrict,
  presentKind,
  presentPayout,
  presentRule,
  presentWorker,
  presentedMeasures,
  presentedStates,
  type PresentedAct,
  type PresentedWorker,
} from './presenters.js';
import { selects } from './selected-fields.js';
import { presentTotals, type PresentedTotals } from './totals.resolver.js';

type Whom = OrderOf<'FindWorker'>['whom'];
type By = Pick<RequestContext, 'by'>;

const memberAsked = (office: OfficeCode | null, text: string): Whom | null => {
  const value = membershipFrom(text);
  return office === null || value === null ? null : { by: 'membership', office, value };
};

/**
 * The criterion by which a worker is searched. Throws GraphQLError BAD_USER_INPUT unless exactly one valid criterion is
 * given: number, membership number or national id.
 */
const askedBy = ({ number, membership, office, nationalId }: Api.QueryWorkerArgs): Whom => {
  const asked: (Whom | null)[] = [];
  const at = officeFrom(office ?? soleOffice);
  if (number != null) asked.push({ number: workerNo(number) });
  if (membership != null) asked.push(memberAsked(at, membership));
  if (nationalId != null) {
    const value = nationalIdFrom(nationalId);
    asked.push(value === null ? null : { by: 'national-id', value });
  }
  const [by] = asked;
  if (by != null && asked.length === 1 && at !== null) return by;
  throw fault(
    'BAD_USER_INPUT',
    'ask by exactly one of number, membership (with its office) and nationalId (18 characters, the last of which checks the others)',
  );
};

/** The root query fields. Each sends queries to the ledger and maps the results to GraphQL types. */
@Resolver()
export class QueryResolver {
  constructor(@Inject(BusDoor) private readonly door: OrderHandler) {}

  @Query()
  async worker(
    @Args() args: Api.QueryWorkerArgs,
    @Context() { by }: By,
  ): Promise<Readonly<{ worker: PresentedWorker | null; view: ViewState }>> {
    const { worker, view } = await this.door.handle({
      ...{ order: 'FindWorker', by, whom: askedBy(args), atLeast: args.atLeast ?? null },
    });
    return { worker: worker === null ? null : presentWorker(worker), view };
  }

  @Query()
  async act(
    @Args('id') id: string,
    @Args('atLeast') atLeast: Api.QueryActArgs['atLeast'],
    @Context() { by }: By,
  ): Promise<Readonly<{ act: PresentedAct | null; view: ViewState }>> {
    const { act, view } = await this.door.handle({ order: 'FindAct', by, id, atLeast: atLeast ?? null });
    return { act: act === null ? null : presentAct(act), view };
  }

  @Query()
  async acts(
    @Args() args: Api.QueryActsArgs,
    @Context() { loaders }: RequestContext,
  ): Promise<Connection<PresentedAct>> {
    const filter = actFilterOf(args.filter);
    const print = listPrint('acts', filter);
    const asked = { filter, slice: pageSliceOf(args, print), atLeast: args.atLeast ?? null };
    const { listed, view } = await loaders.acts.load(asked);
    return connectionOf(listed, view, print, presentAct);
  }

  @Query()
  async totals(
    @Args() args: Api.QueryTotalsArgs,
    @Info() info: GraphQLResolveInfo,
    @Context() { by }: By,
  ): Promise<PresentedTotals> {
    const scope = scopeOf(args);
    const split = byOf(args.by);
    const atLeast = args.atLeast ?? null;
    if (!selects(info, 'rows') && !selects(info, 'settled')) {
      const view = await this.door.handle({ order: 'GetView', by, view: totals, atLeast });
      return presentTotals({ rows: [], settled: true, view }, scope, split);
    }
    const counting = { people: selects(info, 'rows', 'people'), top: topOf(args) };
    const answer = await this.door.handle({ order: 'GetTotals', by, scope, split, counting, atLeast });
    return presentTotals(answer, scope, split);
  }

  @Query()
  async payouts(@Args() args: Api.QueryPayoutsArgs, @Context() { by }: By): Promise<PayoutPage> {
    const filter = payoutFilterOf(args.filter);
    const print = listPrint('payouts', filter);
    const asked = { filter, slice: pageSliceOf(args, print), atLeast: args.atLeast ?? null };
    const { listed, view } = await this.door.handle({ order: 'ListPayouts', by, ...asked });
    return { ...connectionOf(listed, view, print, presentPayout), filter };
  }

  @Query()
  async catalogue(@Context() { by }: By): Promise<Api.Catalogue> {
    const { catalogue, sample } = await this.door.handle({ order: 'GetCatalogue', by });
    const { kinds, rules } = catalogue;
    return {
      sample,
      kinds: kinds.map(presentKind),
      rules: rules.map(presentRule),
      categories,
      measures: presentedMeasures,
      states: presentedStates,
      refusals: Object.entries(refusals).flatMap(([code, [zh, en]]) =>
        isRefusalCode(code) ? [{ code, rank: rankOf(code), zh, en }] : [],
      ),
    };
  }

  @Query()
  async district(@Args('code') code: string, @Context() { by }: By): Promise<Api.District | null> {
    return presentDistrict(await this.door.handle({ order: 'FindDistrict', by, code }));
  }

  @Query()
  views(@Context() { by }: By): Promise<readonly ViewState[]> {
    return this.door.handle({ order: 'GetViews', by });
  }
}
