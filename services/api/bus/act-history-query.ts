import { historiesOf, type ActStep } from '@ledger/projections/act-history/act-history.js';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler, type QueryResult } from '@nestjs/cqrs';
import type { Ledger } from '@ledger/runtime/ledger/ledger.js';
import { LEDGER } from './injection-tokens.js';

/** The histories of acts by their ids, in the order of these. */
export class GetActHistories extends Query<readonly (readonly ActStep[])[]> {
  constructor(readonly ids: readonly string[]) {
    super();
  }
}

@QueryHandler(GetActHistories)
export class GetActHistoriesHandler implements IQueryHandler<GetActHistories> {
  constructor(@Inject(LEDGER) private readonly ledger: Ledger) {}

  execute({ ids }: GetActHistories): Promise<QueryResult<GetActHistories>> {
    return historiesOf(this.ledger.log, ids);
  }
}
