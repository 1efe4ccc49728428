import { historiesOf } from '@ledger/projections/act-history/act-history.js';
import { acts } from '@ledger/projections/acts/acts-projection.js';
import { actsById, actsWhere, listActs } from '@ledger/projections/acts/acts-queries.js';
import { entries } from '@ledger/projections/entries/entries-projection.js';
import { listEntries } from '@ledger/projections/entries/entries-queries.js';
import { bucketWhere } from '@ledger/projections/reading/totals-scope.js';
import type { Used } from '@ledger/projections/kernel/incomplete-documents.js';
import { printWorkerNo } from '@ledger/ledger/kernel/ids.js';
import { stateFor, viewState, type ViewState } from '@ledger/projections/reading/view-state.js';
import { payouts } from '@ledger/projections/payouts/payouts-projection.js';
import { listPayouts, payoutsWhere, payoutTotals } from '@ledger/projections/payouts/payouts-queries.js';
import { totals } from '@ledger/projections/totals/totals-projection.js';
import { readTotals } from '@ledger/projections/totals/totals-queries.js';
import { views } from '@ledger/projections/views.js';
import { workers } from '@ledger/projections/workers/workers-projection.js';
import {
  workerByNumber,
  workersByNumber,
  workersFromLog,
} from '@ledger/projections/workers/workers-queries.js';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler, type QueryResult } from '@nestjs/cqrs';
import type { Ledger } from '@ledger/runtime/ledger/ledger.js';
import { LEDGER, READING } from './injection-tokens.js';
import {
  FindAct,
  FindWorker,
  FindWorkers,
  GetActHistories,
  GetTotals,
  GetView,
  GetViews,
  ListActs,
  ListEntries,
  ListPayouts,
  TotalPayouts,
} from './queries.js';
import { answerPages, atLeast, type Reading } from './read-your-writes.js';

/** Pages, each with what it may lack itself. */
const ofTheirOwn = <P extends Readonly<{ view: ViewState }>, A>(
  pages: readonly (P | Error)[],
  asked: readonly A[],
  usedBy: (each: A) => Used,
): readonly (P | Error)[] =>
  pages.map((page, index) => {
    const each = asked[index];
    return page instanceof Error || each === undefined
      ? page
      : { ...page, view: stateFor(page.view, usedBy(each)) };
  });

@QueryHandler(FindWorker)
export class FindWorkerHandler implements IQueryHandler<FindWorker> {
  constructor(
    @Inject(READING) private readonly reading: Reading,
    @Inject(LEDGER) private readonly ledger: Pick<Ledger, 'write'>,
  ) {}

  async execute({ by, atLeast: position }: FindWorker): Promise<QueryResult<FindWorker>> {
    const view = await atLeast(this.reading, workers, position);
    const number = 'number' in by ? by.number : await this.ledger.write.people.find(by);
    if (number === null) return { view: stateFor(view, { keys: [] }), worker: null };
    const worker = await workerByNumber(this.reading.store, number);
    return { view: stateFor(view, { keys: [printWorkerNo(number)] }), worker };
  }
}

@QueryHandler(FindAct)
export class FindActHandler implements IQueryHandler<FindAct> {
  constructor(@Inject(READING) private readonly reading: Reading) {}

  async execute({ id, atLeast: position }: FindAct): Promise<QueryResult<FindAct>> {
    const view = await atLeast(this.reading, acts, position);
    const act = (await actsById(this.reading.store, [id])).get(id) ?? null;
    return { view: stateFor(view, { keys: [id] }), act };
  }
}

@QueryHandler(ListActs)
export class ListActsHandler implements IQueryHandler<ListActs> {
  constructor(@Inject(READING) private readonly reading: Reading) {}

  async execute({ asked }: ListActs): Promise<QueryResult<ListActs>> {
    const { store } = this.reading;
    const pages = await answerPages(this.reading, acts, asked, ({ filter, slice }) =>
      listActs(store, filter, slice),
    );
    return ofTheirOwn(pages, asked, ({ filter }) => ({ where: actsWhere(filter) }));
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
    if (position !== null) await atLeast(this.reading, totals, position);
    return readTotals(this.reading, scope, by, counting);
  }
}

@QueryHandler(ListEntries)
export class ListEntriesHandler implements IQueryHandler<ListEntries> {
  constructor(@Inject(READING) private readonly reading: Reading) {}

  async execute({ asked }: ListEntries): Promise<QueryResult<ListEntries>> {
    const { store } = this.reading;
    const pages = await answerPages(this.reading, entries, asked, ({ scope, slice, atLeast: until }) =>
      listEntries(store, scope, slice, until),
    );
    return ofTheirOwn(pages, asked, ({ scope }) => ({ where: bucketWhere(scope) }));
  }
}

@QueryHandler(ListPayouts)
export class ListPayoutsHandler implements IQueryHandler<ListPayouts> {
  constructor(@Inject(READING) private readonly reading: Reading) {}

  async execute({ filter, slice, atLeast: position }: ListPayouts): Promise<QueryResult<ListPayouts>> {
    const view = await atLeast(this.reading, payouts, position);
    const listed = await listPayouts(this.reading.store, filter, slice);
    return { view: stateFor(view, { where: payoutsWhere(filter) }), listed };
  }
}

@QueryHandler(TotalPayouts)
export class TotalPayoutsHandler implements IQueryHandler<TotalPayouts> {
  constructor(@Inject(READING) private readonly reading: Reading) {}

  execute({ filter, step }: TotalPayouts): Promise<QueryResult<TotalPayouts>> {
    return payoutTotals(this.reading.store, filter, step);
  }
}

@QueryHandler(GetActHistories)
export class GetActHistoriesHandler implements IQueryHandler<GetActHistories> {
  constructor(@Inject(LEDGER) private readonly ledger: Pick<Ledger, 'log'>) {}

  execute({ ids }: GetActHistories): Promise<QueryResult<GetActHistories>> {
    return historiesOf(this.ledger.log, ids);
  }
}

@QueryHandler(GetView)
export class GetViewHandler implements IQueryHandler<GetView> {
  constructor(@Inject(READING) private readonly reading: Reading) {}

  execute({ view, atLeast: position }: GetView): Promise<QueryResult<GetView>> {
    return atLeast(this.reading, view, position);
  }
}

@QueryHandler(GetViews)
export class GetViewsHandler implements IQueryHandler<GetViews> {
  constructor(@Inject(READING) private readonly reading: Reading) {}

  execute(): Promise<QueryResult<GetViews>> {
    return Promise.all(views.map((view) => viewState(this.reading, view)));
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
