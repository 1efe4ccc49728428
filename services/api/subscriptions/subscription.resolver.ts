import type { ViewState } from '@ledger/projections/reading/view-state.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import type { OrderHandler } from '@ledger/runtime/door/door.js';
import type { RecordedAct } from '@ledger/runtime/door/acts-recorded.js';
import { fault } from '../graphql/api-fault.js';
import { filters } from '../graphql/query-filters.js';
import { presentImport } from '../graphql/imports.resolver.js';
import { presentAct, type PresentedAct } from '../graphql/presenters.js';
import type { ImportStatus } from '@ledger/runtime/imports/import-status.js';
import { BusDoor } from '../bus/bus-door.js';
import type { RequestContext } from '../graphql/request-context.js';
import type { Stoppable } from '@ledger/runtime/door/stoppable-stream.js';

type By = Pick<RequestContext, 'by'>;

/** The root subscription fields. Each checks its arguments, and then streams results until the client ends it. */
@Resolver()
export class SubscriptionResolver {
  constructor(@Inject(BusDoor) private readonly door: OrderHandler) {}

  @Subscription('actsRecorded', { resolve: (update: RecordedAct) => update })
  async actsRecorded(
    @Args() args: Api.SubscriptionActsRecordedArgs,
    @Context() { by }: By,
  ): Promise<Stoppable<RecordedAct>> {
    const asked = { district: filters.district(args.district), after: args.after ?? null };
    return this.door.handle({ order: 'WatchActs', by, ...asked });
  }

  @Subscription('importProgress', { resolve: (update: ImportStatus) => presentImport(update) })
  async importProgress(@Args('id') id: string, @Context() { by }: By): Promise<Stoppable<ImportStatus>> {
    const watched = await this.door.handle({ order: 'WatchImport', by, id });
    if (watched === null) throw fault('UNKNOWN_IMPORT', `there is no import “${id}”`);
    return watched;
  }

  @Subscription('viewsMoved', { resolve: (states: readonly ViewState[]) => states })
  viewsMoved(@Context() { by }: By): Promise<Stoppable<readonly ViewState[]>> {
    return this.door.handle({ order: 'WatchViews', by });
  }
}

@Resolver('ActRecorded')
export class ActRecordedResolver {
  @ResolveField()
  act(@Parent() { act }: RecordedAct): PresentedAct | null {
    return act === null ? null : presentAct(act);
  }
}
