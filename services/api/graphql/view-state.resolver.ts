import type { Incomplete } from '@ledger/projections/kernel/incomplete-documents.js';
import type { ViewState } from '@ledger/projections/reading/view-state.js';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';

/** How many incomplete documents one answer names. */
const namedMax = 20;

/** What an answer may lack. */
@Resolver('ViewState')
export class ViewStateResolver {
  @ResolveField()
  incompleteCount(@Parent() { incomplete }: ViewState): number {
    return incomplete.length;
  }

  @ResolveField()
  incomplete(@Parent() { incomplete }: ViewState): readonly Incomplete[] {
    return incomplete.slice(0, namedMax);
  }
}
