import { actsById, listActs } from '@ledger/projections/acts/queries.js';
import { listEntries } from '@ledger/projections/entries/queries.js';
import { viewNames, viewState } from '@ledger/projections/kernel/reading.js';
import { listPayouts, payoutTotals } from '@ledger/projections/payouts/queries.js';
import { readTotals } from '@ledger/projections/totals/queries.js';
import { workerByNumber } from '@ledger/projections/workers/queries.js';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler, type QueryResult } from '@nestjs/cqrs';
import type { Ledger } from '../composition/ledger.js';
import { LEDGER, READING } from '../tokens.js';
import { FindAct, FindWorker, GetTotals, GetViews, ListActs, ListEntries, ListPayouts } from './queries.js';
import { atLeast, type Reading } from './reading.js';

@QueryHandler(FindWorker)
export class FindWorkerHandler implements IQueryHandler<FindWorker> {
  constructor(
    @Inject(READING) private readonly reading: Reading,
    @Inject(LEDGER) private readonly ledger: Ledger,
  ) {}

  async execute({ by, atLeast: position }: FindWorker): Promise<QueryResult<FindWorker>> {
    const view = await atLeast(this.reading, 'workers', position);
    const number = 'number' in by ? by.number : await this.ledger.write.people.find(by);
    return { view, worker: number === null ? null : await workerByNumber(this.reading.store, number) };
  }
}

@QueryHandler(FindAct)
export class FindActHandler implements IQueryHandler<FindAct> {
  constructor(@Inject(READING) private readonly reading: Reading) {}

  async execute({ id, atLeast: position }: FindAct): Promise<QueryResult<FindAct>> {
    const view = await atLeast(this.reading, 'acts', position);
    return { view, act: (await actsById(this.reading.store, [id])).get(id) ?? null };
  }
}

@QueryHandler(ListActs)
export class ListActsHandler implements IQueryHandler<ListActs> {
  constructor(@Inject(READING) private readonly reading: Reading) {}

  async execute({ filter, slice, atLeast: position }: ListActs): Promise<QueryResult<ListActs>> {
    const view = await atLeast(this.reading, 'acts', position);
    return { view, acts: await listActs(this.reading.store, filter, slice) };
  }
}

@QueryHandler(GetTotals)
export class GetTotalsHandler implements IQueryHandler<GetTotals> {
  constructor(@Inject(READING) private readonly reading: Reading) {}

  async execute({ scope, by, atLeast: position }: GetTotals): Promise<QueryResult<GetTotals>> {
    await atLeast(this.reading, 'totals', position);
    return readTotals(this.reading, scope, by);
  }
}

@QueryHandler(ListEntries)
export class ListEntriesHandler implements IQueryHandler<ListEntries> {
  constructor(@Inject(READING) private readonly reading: Reading) {}

  async execute({ scope, slice, atLeast: position }: ListEntries): Promise<QueryResult<ListEntries>> {
    const view = await atLeast(this.reading, 'entries', position);
    return { view, entries: await listEntries(this.reading.store, scope, slice) };
  }
}

@QueryHandler(ListPayouts)
export class ListPayoutsHandler implements IQueryHandler<ListPayouts> {
  constructor(@Inject(READING) private readonly reading: Reading) {}

  async execute({ filter, slice, atLeast: position }: ListPayouts): Promise<QueryResult<ListPayouts>> {
    const view = await atLeast(this.reading, 'payouts', position);
    const { store } = this.reading;
    return {
      view,
      payouts: await listPayouts(store, filter, slice),
      totals: await payoutTotals(store, filter),
    };
  }
}

@QueryHandler(GetViews)
export class GetViewsHandler implements IQueryHandler<GetViews> {
  constructor(@Inject(READING) private readonly reading: Reading) {}

  execute(): Promise<QueryResult<GetViews>> {
    return Promise.all(viewNames.map((name) => viewState(this.reading, name)));
  }
}

export const queryHandlers = [
  FindWorkerHandler,
  FindActHandler,
  ListActsHandler,
  GetTotalsHandler,
  ListEntriesHandler,
  ListPayoutsHandler,
  GetViewsHandler,
];
