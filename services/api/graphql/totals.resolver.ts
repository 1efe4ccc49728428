import type { EntryDocument } from '@ledger/projections/entries/entries-document.js';
import type { Listed } from '@ledger/projections/reading/list-slice.js';
import type { TotalsScope } from '@ledger/projections/reading/totals-scope.js';
import type { TotalsAnswer, TotalsRow } from '@ledger/projections/totals/totals-queries.js';
import { scopeOfRow, type RowStatus, type TotalsBy } from '@ledger/projections/totals/totals-splits.js';
import { categoryOfCode } from '@ledger/schema/catalogue/categories.js';
import type { Sex } from '@ledger/schema/events/values.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { RequestContext } from './request-context.js';
import { connectionOf, listPrint, pageSliceOf, type Connection, type PageArgs } from './connections.js';
import { hoursOf, presentDistrictOf, presentEntry, presentKindOf, sexOf } from './presenters.js';

/** Totals together with the scopes by which their events can be listed. */
export type PresentedTotals = Omit<Api.Totals, 'rows' | 'events' | 'view'> &
  Readonly<{ rows: readonly PresentedRow[] } & Behind>;

type PresentedRow = Omit<Api.TotalsRow, 'events'> & Readonly<{ behind: Behind }>;

/**
 * The data for listing the events that make up a total: the scope of the total, and the position of the view from which
 * the total was read.
 */
type Behind = Readonly<{ scope: TotalsScope; view: TotalsAnswer['view']; settled: boolean }>;

const rowStatuses: Readonly<Record<RowStatus, Api.RowStanding>> = {
  all: 'ALL',
  value: 'VALUE',
  'not-stated': 'NOT_STATED',
  'not-named': 'NOT_NAMED',
  rest: 'REST',
};

const noName = {
  kind: null,
  month: null,
  district: null,
  category: null,
  quarter: null,
  year: null,
  sex: null,
  occupation: null,
  employer: null,
} as const satisfies Partial<Api.TotalsRow>;

type Named = Pick<Api.TotalsRow, keyof typeof noName>;

const isSex = (value: string): value is Sex => value === 'male' || value === 'female';

/** The field that names a row, e.g. its kind or month; all fields are null if the row stands for no single value. */
const namedBy = (by: TotalsBy, key: string | null): Named => {
  if (key === null) return noName;
  switch (by) {
    case 'none':
      return noName;
    case 'kind':
      return { ...noName, kind: presentKindOf(key) };
    case 'district':
      return { ...noName, district: presentDistrictOf(key) };
    case 'category':
      return { ...noName, category: categoryOfCode(key) ?? null };
    case 'year':
      return { ...noName, year: Number(key) };
    case 'sex':
      return { ...noName, sex: isSex(key) ? sexOf(key) : null };
    case 'month':
    case 'quarter':
    case 'occupation':
    case 'employer':
      return { ...noName, [by]: key };
  }
};

const presentRow = (row: TotalsRow, by: TotalsBy, behind: Behind): PresentedRow => ({
  stands: rowStatuses[row.status],
  ...namedBy(by, row.key),
  acts: row.acts,
  headcount: row.headcount,
  people: row.people,
  sessions: row.sessions,
  hours: hoursOf(row.minutes),
  items: row.items,
  amountFen: row.amountFen,
  paidFen: row.paidFen,
  behind: { ...behind, scope: scopeOfRow(behind.scope, by, row) },
});

export const presentTotals = (
  { rows, settled, view }: TotalsAnswer,
  scope: TotalsScope,
  by: TotalsBy,
): PresentedTotals => ({
  rows: rows.map((row) => presentRow(row, by, { scope, view, settled })),
  settled,
  view,
  scope,
});

const nothing: Listed<EntryDocument> = { items: [], hasNext: false, hasPrevious: false };

const entriesOf = async (
  { loaders }: RequestContext,
  { scope, view: figures, settled }: Behind,
  args: PageArgs,
): Promise<Connection<Api.Entry>> => {
  const print = listPrint('entries', scope);
  // Totals that are not settled were read while the view was changing, so no list of events adds up to them.
  if (!settled) return connectionOf(nothing, figures, print, presentEntry);
  const { listed, view } = await loaders.entries.load({
    scope,
    slice: pageSliceOf(args, print),
    atLeast: figures.position,
  });
  return connectionOf(listed, view, print, presentEntry);
};

/** The events that make up the totals. */
@Resolver('Totals')
export class TotalsResolver {
  @ResolveField()
  events(
    @Parent() totals: PresentedTotals,
    @Args() args: Api.TotalsEventsArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<Api.Entry>> {
    return entriesOf(context, totals, args);
  }
}

@Resolver('TotalsRow')
export class TotalsRowResolver {
  @ResolveField()
  events(
    @Parent() { behind }: PresentedRow,
    @Args() args: Api.TotalsRowEventsArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<Api.Entry>> {
    return entriesOf(context, behind, args);
  }
}
