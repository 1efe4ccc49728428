import {
  districtFrom,
  membershipFrom,
  nationalIdFrom,
  officeFrom,
  soleOffice,
  type OfficeCode,
} from '@ledger/ledger/kernel/identifiers.js';
import { workerNo } from '@ledger/ledger/kernel/ids.js';
import { isRefusalCode, rankOf, refusals } from '@ledger/ledger/kernel/refusals.js';
import { bucketWhere } from '@ledger/projections/reading/totals-scope.js';
import { totals } from '@ledger/projections/totals/totals-projection.js';
import { stateFor, type ViewState } from '@ledger/projections/reading/view-state.js';
import { categories } from '@ledger/schema/catalogue/categories.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, Info, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Ledger } from '@ledger/runtime/ledger/ledger.js';
import { FindAct, FindWorker, GetTotals, GetView, GetViews, ListPayouts } from '../bus/queries.js';
import { LEDGER } from '../bus/injection-tokens.js';
import type { RequestContext } from './request-context.js';
import { fault } from './api-fault.js';
import { actFilterOf, byOf, payoutFilterOf, scopeOf, topOf, type TotalsArgs } from './query-filters.js';
import { connectionOf, listPrint, sliceOf, type Connection, type PageArgs } from './connections.js';
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

type WorkerArgs = Readonly<{
  number?: number | null;
  membership?: string | null;
  office?: string | null;
  nationalId?: string | null;
  atLeast?: string | null;
}>;

type ListArgs<F> = PageArgs & Readonly<{ filter?: F | null; atLeast?: string | null }>;

const memberAsked = (office: OfficeCode | null, text: string): FindWorker['by'] | null => {
  const value = membershipFrom(text);
  return office === null || value === null ? null : { by: 'membership', office, value };
};

/** By what a worker is asked for: exactly one of number, membership number and national id. */
const askedBy = ({ number, membership, office, nationalId }: WorkerArgs): FindWorker['by'] => {
  const asked: (FindWorker['by'] | null)[] = [];
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

/** Reading: each field sends one query and presents its answer. */
@Resolver()
export class QueryResolver {
  constructor(
    @Inject(LEDGER) private readonly ledger: Pick<Ledger, 'catalogue' | 'sample'>,
    private readonly bus: QueryBus,
  ) {}

  @Query()
  async worker(
    @Args() args: WorkerArgs,
  ): Promise<Readonly<{ worker: PresentedWorker | null; view: ViewState }>> {
    const { worker, view } = await this.bus.execute(new FindWorker(askedBy(args), args.atLeast ?? null));
    return { worker: worker === null ? null : presentWorker(worker), view };
  }

  @Query()
  async act(
    @Args('id') id: string,
    @Args('atLeast') atLeast?: string | null,
  ): Promise<Readonly<{ act: PresentedAct | null; view: ViewState }>> {
    const { act, view } = await this.bus.execute(new FindAct(id, atLeast ?? null));
    return { act: act === null ? null : presentAct(act), view };
  }

  @Query()
  async acts(
    @Args() args: ListArgs<Api.ActFilter>,
    @Context() { loaders }: RequestContext,
  ): Promise<Connection<PresentedAct>> {
    const filter = actFilterOf(args.filter);
    const print = listPrint('acts', filter);
    const asked = { filter, slice: sliceOf(args, print), atLeast: args.atLeast ?? null };
    const { listed, view } = await loaders.acts.load(asked);
    return connectionOf(listed, view, print, presentAct);
  }

  @Query()
  async totals(@Args() args: TotalsArgs, @Info() info: GraphQLResolveInfo): Promise<PresentedTotals> {
    const scope = scopeOf(args);
    const by = byOf(args.by);
    const position = args.atLeast ?? null;
    if (!selects(info, 'rows') && !selects(info, 'settled')) {
      const view = await this.bus.execute(new GetView(totals, position));
      const state = stateFor(view, { where: bucketWhere(scope) });
      return presentTotals({ rows: [], settled: true, view: state }, scope, by);
    }
    const counting = { people: selects(info, 'rows', 'people'), top: topOf(args) };
    const answer = await this.bus.execute(new GetTotals(scope, by, counting, position));
    return presentTotals(answer, scope, by);
  }

  @Query()
  async payouts(@Args() args: ListArgs<Api.PayoutFilter>): Promise<PayoutPage> {
    const filter = payoutFilterOf(args.filter);
    const print = listPrint('payouts', filter);
    const query = new ListPayouts(filter, sliceOf(args, print), args.atLeast ?? null);
    const { listed, view } = await this.bus.execute(query);
    return { ...connectionOf(listed, view, print, presentPayout), filter };
  }

  @Query()
  catalogue(): Api.Catalogue {
    const { kinds, rules } = this.ledger.catalogue;
    return {
      sample: this.ledger.sample,
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
  district(@Args('code') code: string): Api.District | null {
    return presentDistrict(districtFrom(code));
  }

  @Query()
  views(): Promise<readonly ViewState[]> {
    return this.bus.execute(new GetViews());
  }
}
