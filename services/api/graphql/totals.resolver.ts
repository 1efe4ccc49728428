import type { TotalsScope } from '@ledger/projections/entries/queries.js';
import {
  scopeOfRow,
  type TotalsAnswer,
  type TotalsBy,
  type TotalsRow,
} from '@ledger/projections/totals/queries.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { RequestContext } from './context.js';
import { connectionOf, listPrint, sliceOf, type Connection, type PageArgs } from './paging.js';
import { hoursOf, presentDistrictOf, presentEntry, presentKindOf } from './presenting.js';

/** Totals with the scopes that their events are listed by. */
export type PresentedTotals = Omit<Api.Totals, 'rows' | 'events' | 'view'> &
  Readonly<{ rows: readonly PresentedRow[]; scope: TotalsScope; view: TotalsAnswer['view'] }>;

type PresentedRow = Omit<Api.TotalsRow, 'events'> & Readonly<{ scope: TotalsScope; position: string }>;

const presentRow = (row: TotalsRow, by: TotalsBy, scope: TotalsScope, position: string): PresentedRow => ({
  kind: by === 'kind' && row.key !== null ? presentKindOf(row.key) : null,
  month: by === 'month' ? row.key : null,
  district: by === 'district' && row.key !== null ? presentDistrictOf(row.key) : null,
  acts: row.acts,
  headcount: row.headcount,
  people: row.people,
  sessions: row.sessions,
  hours: hoursOf(row.minutes),
  items: row.items,
  amountFen: row.amountFen,
  paidFen: row.paidFen,
  scope: scopeOfRow(scope, by, row.key),
  position,
});

export const presentTotals = (
  { rows, settled, view }: TotalsAnswer,
  scope: TotalsScope,
  by: TotalsBy,
): PresentedTotals => ({
  rows: rows.map((row) => presentRow(row, by, scope, view.position)),
  settled,
  view,
  scope,
});

const entriesOf = async (
  { loaders }: RequestContext,
  scope: TotalsScope,
  position: string,
  args: PageArgs,
): Promise<Connection<Api.Entry>> => {
  const print = listPrint('entries', scope);
  const { listed, view } = await loaders.entries.load({
    scope,
    slice: sliceOf(args, print),
    atLeast: position,
  });
  return connectionOf(listed, view, print, presentEntry);
};

/** The events behind totals: at least those that the totals were read from. */
@Resolver('Totals')
export class TotalsResolver {
  @ResolveField()
  events(
    @Parent() { scope, view }: PresentedTotals,
    @Args() args: PageArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<Api.Entry>> {
    return entriesOf(context, scope, view.position, args);
  }
}

@Resolver('TotalsRow')
export class TotalsRowResolver {
  @ResolveField()
  events(
    @Parent() { scope, position }: PresentedRow,
    @Args() args: PageArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<Api.Entry>> {
    return entriesOf(context, scope, position, args);
  }
}
