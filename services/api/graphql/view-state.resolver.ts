import { incompleteMax, type Incomplete } from '@ledger/projections/kernel/incomplete-documents.js';
import type { ViewState } from '@ledger/projections/reading/view-state.js';
import { stoppedIn } from '@ledger/projections/kernel/view-problems.js';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { RequestContext } from './request-context.js';

/** Resolves the fields of a view's state: why the view has stopped, and which documents are incomplete. */
@Resolver('ViewState')
export class ViewStateResolver {
  @ResolveField()
  stopped(@Parent() state: ViewState, @Context() { language }: RequestContext): string | null {
    return stoppedIn(language, state);
  }

  @ResolveField()
  incompleteCount(@Parent() { incomplete }: ViewState): number {
    return incomplete.length;
  }

  @ResolveField()
  incomplete(@Parent() { incomplete }: ViewState): readonly Incomplete[] {
    return incomplete.slice(0, incompleteMax);
  }
}
