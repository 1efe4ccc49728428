import { workerNo, workerStreamOf } from '@ledger/ledger/kernel/ids.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { openedWith } from '@ledger/ledger/ports/sealed-texts.js';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { RequestContext } from './request-context.js';
import { actFilterOf } from './query-filters.js';
import { connectionOf, listPrint, pageSliceOf, type Connection } from './connections.js';
import { presentAct, type PresentedAct, type PresentedWorker } from './presenters.js';

/**
 * Fields of a worker that need more reading: encrypted texts, which are decrypted only if requested, and the worker's
 * acts.
 */
@Resolver('Worker')
export class WorkerResolver {
  @ResolveField()
  membership(@Parent() worker: PresentedWorker, @Context() context: RequestContext): Promise<string | null> {
    return open(worker, context, 'membership');
  }

  @ResolveField()
  name(@Parent() worker: PresentedWorker, @Context() context: RequestContext): Promise<string | null> {
    return open(worker, context, 'name');
  }

  @ResolveField()
  nationalId(@Parent() worker: PresentedWorker, @Context() context: RequestContext): Promise<string | null> {
    return open(worker, context, 'nationalId');
  }

  @ResolveField()
  phone(@Parent() worker: PresentedWorker, @Context() context: RequestContext): Promise<string | null> {
    return open(worker, context, 'phone');
  }

  @ResolveField()
  async acts(
    @Parent() { document }: PresentedWorker,
    @Args() args: Api.WorkerActsArgs,
    @Context() { loaders }: RequestContext,
  ): Promise<Connection<PresentedAct>> {
    const filter = { ...actFilterOf(args.filter), worker: document.worker, session: null, district: null };
    const print = listPrint('acts', filter);
    const asked = { filter, slice: pageSliceOf(args, print), atLeast: args.atLeast ?? null };
    const { listed, view } = await loaders.acts.load(asked);
    return connectionOf(listed, view, print, presentAct);
  }
}

const open = async (
  { document }: PresentedWorker,
  { loaders }: RequestContext,
  field: 'membership' | 'name' | 'nationalId' | 'phone',
): Promise<string | null> => {
  if (document[field] === null) return null;
  const stream = workerStreamOf(workerNo(document.worker));
  return openedWith(await loaders.keys.load(stream), { stream, field }, document[field]);
};
