import type { ViewState } from '@ledger/projections/reading/view-state.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { Inject } from '@nestjs/common';
import { Args, Parent, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import type { Ledger } from '@ledger/runtime/ledger/ledger.js';
import { fault } from '../graphql/api-fault.js';
import { districtAsked } from '../graphql/query-filters.js';
import { presentImport } from '../graphql/imports.resolver.js';
import { presentAct, type PresentedAct } from '../graphql/presenters.js';
import { knownPosition, type Reading } from '../bus/read-your-writes.js';
import { isSettled, type ImportJob } from '@ledger/runtime/imports/import-job.js';
import type { ImportJobs } from '@ledger/runtime/imports/import-jobs.js';
import { LEDGER, READING } from '../bus/injection-tokens.js';
import { actsRecorded, type ActTold } from './acts-recorded.js';
import { OpenedActs } from './opened-acts.js';
import { stoppable, type Stoppable } from './stoppable-stream.js';
import { viewsMoved } from './views-moved.js';

/** Watching: each field checks what it is asked for, and answers as long as it is listened to. */
@Resolver()
export class SubscriptionResolver {
  private readonly opened: OpenedActs;

  constructor(
    @Inject(READING) private readonly reading: Reading,
    @Inject(LEDGER) private readonly ledger: Pick<Ledger, 'imports'>,
  ) {
    this.opened = new OpenedActs(reading.log);
  }

  @Subscription('actsRecorded', { resolve: (told: ActTold) => told })
  async actsRecorded(@Args() args: Api.SubscriptionActsRecordedArgs): Promise<Stoppable<ActTold>> {
    const { reading, opened } = this;
    const district = districtAsked(args.district);
    const after =
      args.after == null ? (await reading.log.head()).position : await knownPosition(reading, args.after);
    return stoppable((signal) => actsRecorded({ reading, opened, district, after }, signal));
  }

  @Subscription('importProgress', { resolve: (job: ImportJob) => presentImport(job) })
  async importProgress(@Args('id') id: string): Promise<Stoppable<ImportJob>> {
    const { imports } = this.ledger;
    if ((await imports.get(id)) === null) throw fault('UNKNOWN_IMPORT', `there is no import “${id}”`);
    return stoppable((signal) => untilSettled(imports, id, signal));
  }

  @Subscription('viewsMoved', { resolve: (states: readonly ViewState[]) => states })
  viewsMoved(): Stoppable<readonly ViewState[]> {
    return stoppable((signal) => viewsMoved(this.reading, signal));
  }
}

/** An import each time that it has changed, until nothing happens to it by itself any more. */
async function* untilSettled(
  imports: ImportJobs,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<ImportJob, void, undefined> {
  for await (const job of imports.watch(id, signal)) {
    yield job;
    if (isSettled(job)) return;
  }
}

@Resolver('ActRecorded')
export class ActRecordedResolver {
  @ResolveField()
  act(@Parent() { act }: ActTold): PresentedAct | null {
    return act === null ? null : presentAct(act);
  }
}
