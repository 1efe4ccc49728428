import { workerNo, workerStreamOf } from '@ledger/ledger/kernel/ids.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { unsealed } from '@ledger/ledger/application/unsealing.js';
import { Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Ledger } from '../composition/ledger.js';
import { ListActs } from '../queries/queries.js';
import { LEDGER } from '../tokens.js';
import { actFilterOf } from './filters.js';
import { connectionOf, listPrint, sliceOf, type Connection, type PageArgs } from './paging.js';
import { presentAct, type PresentedAct, type PresentedWorker } from './presenting.js';

type HistoryArgs = PageArgs & Readonly<{ filter?: Api.ActFilter | null; atLeast?: string | null }>;

/** What of a person is sealed, opened when it is asked for; and the person's history. */
@Resolver('Worker')
export class WorkerResolver {
  constructor(
    @Inject(LEDGER) private readonly ledger: Ledger,
    private readonly bus: QueryBus,
  ) {}

  @ResolveField()
  membership(@Parent() worker: PresentedWorker): Promise<string | null> {
    return this.open(worker, 'membership');
  }

  @ResolveField()
  name(@Parent() worker: PresentedWorker): Promise<string | null> {
    return this.open(worker, 'name');
  }

  @ResolveField()
  nationalId(@Parent() worker: PresentedWorker): Promise<string | null> {
    return this.open(worker, 'nationalId');
  }

  @ResolveField()
  phone(@Parent() worker: PresentedWorker): Promise<string | null> {
    return this.open(worker, 'phone');
  }

  @ResolveField()
  async acts(
    @Parent() { document }: PresentedWorker,
    @Args() args: HistoryArgs,
  ): Promise<Connection<PresentedAct>> {
    const asked = actFilterOf(args.filter);
    const filter = { ...asked, worker: document.worker, session: null, district: null };
    const print = listPrint('acts', filter);
    const query = new ListActs(filter, sliceOf(args, print), args.atLeast ?? null);
    const { acts, view } = await this.bus.execute(query);
    return connectionOf(acts, view, print, presentAct);
  }

  private open(
    { document }: PresentedWorker,
    field: 'membership' | 'name' | 'nationalId' | 'phone',
  ): Promise<string | null> {
    const subject = workerStreamOf(workerNo(document.worker));
    return unsealed(this.ledger.vault, subject, field, document[field]);
  }
}
