import { actsById, listActs } from '@ledger/projections/acts/queries.js';
import { listEntries } from '@ledger/projections/entries/queries.js';
import { viewNames, viewState } from '@ledger/projections/kernel/reading.js';
import { listPayouts, payoutTotals } from '@ledger/projections/payouts/queries.js';
import { readTotals } from '@ledger/projections/totals/queries.js';
import { workerByNumber, workersByNumber, workersFromLog } from '@ledger/projections/workers/queries.js';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler, type QueryResult } from '@nestjs/cqrs';
import type { Ledger } from '../composition/ledger.js';
import { LEDGER, READING } from '../tokens.js';
import { GetActHistoriesHandler } from './act-histories.js';
import {
  FindAct,
  FindWorker,
  FindWorkers,
  GetTotals,
  GetView,
  GetViews,
  ListActs,
  ListEntries,
  ListPayouts,
  TotalPayouts,
} from './queries.js';
import { answerPages, atLeast, type Reading } from './reading.js';

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

  execute({ asked }: ListActs): Promise<QueryResult<ListActs>> {
    const { store } = this.reading;
    return answerPages(this.reading, 'acts', asked, ({ filter, slice }) => listActs(store, filter, slice));
  }
}

@QueryHandler(FindWorkers)
export class FindWorkersHandler implements IQueryHandler<FindWorkers> {
  constructor(@Inject(READING) private readonly reading: Reading) {}

  async execute({ numbers }: FindWorkers): Promise<QueryResult<FindWorkers>> {
    const { store, log } = this.reading;
    const known = new Map(await workersByNumber(store, numbers));
    // An act may be answered before the view knows whom it has registered.
    const newcomers = numbers.filter((number) => !known.has(number));
    if (newcomers.length === 0) return known;
    for (const [number, { worker }] of await workersFromLog(log, newcomers)) known.set(number, worker);
    return known;
  }
}

@QueryHandler(GetTotals)
export class GetTotalsHandler implements IQueryHandler<GetTotals> {
  constructor(@Inject(READING) private readonly reading: Reading) {}

  async execute({ scope, by, counting, atLeast: position }: GetTotals): Promise<QueryResult<GetTotals>> {
    if (position !== null) await atLeast(this.reading, 'totals', position);
    return readTotals(this.reading, scope, by, counting);
  }
}

@QueryHandler(ListEntries)
export class ListEntriesHandler implements IQueryHandler<ListEntries> {
  constructor(@Inject(READING) private readonly reading: Reading) {}

  execute({ asked }: ListEntries): Promise<QueryResult<ListEntries>> {
    const { store } = this.reading;
    return answerPages(this.reading, 'entries', asked, ({ scope, slice }) =>
      listEntries(store, scope, slice),
    );
  }
}

@QueryHandler(ListPayouts)
export class ListPayoutsHandler implements IQueryHandler<ListPayouts> {
  constructor(@Inject(READING) private readonly reading: Reading) {}

  async execute({ filter, slice, atLeast: position }: ListPayouts): Promise<QueryResult<ListPayouts>> {
    const view = await atLeast(this.reading, 'payouts', position);
    return { view, listed: await listPayouts(this.reading.store, filter, slice) };
  }
}

@QueryHandler(TotalPayouts)
export class TotalPayoutsHandler implements IQueryHandler<TotalPayouts> {
  constructor(@Inject(READING) private readonly reading: Reading) {}

  execute({ filter }: TotalPayouts): Promise<QueryResult<TotalPayouts>> {
    return payoutTotals(this.reading.store, filter);
  }
}

@QueryHandler(GetView)
export class GetViewHandler implements IQueryHandler<GetView> {
  constructor(@Inject(READING) private readonly reading: Reading) {}

  execute({ name, atLeast: position }: GetView): Promise<QueryResult<GetView>> {
    return atLeast(this.reading, name, position);
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
  FindWorkersHandler,
  FindActHandler,
  ListActsHandler,
  GetTotalsHandler,
  ListEntriesHandler,
  ListPayoutsHandler,
  TotalPayoutsHandler,
  GetActHistoriesHandler,
  GetViewHandler,
  GetViewsHandler,
];
