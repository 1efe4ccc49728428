import type { LookUp } from '@ledger/ledger/ports/key-vault.js';
import type { WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { ActDocument } from '@ledger/projections/acts/document.js';
import type { ActFilter } from '@ledger/projections/acts/queries.js';
import type { EntryDocument } from '@ledger/projections/entries/document.js';
import type { TotalsScope } from '@ledger/projections/entries/queries.js';
import type { Listed, Slice, ViewState } from '@ledger/projections/kernel/reading.js';
import type { PayoutDocument } from '@ledger/projections/payouts/document.js';
import type { PayoutFilter, PayoutTotal } from '@ledger/projections/payouts/queries.js';
import type { TotalsAnswer, TotalsBy } from '@ledger/projections/totals/queries.js';
import type { WorkerDocument } from '@ledger/projections/workers/document.js';
import { Query } from '@nestjs/cqrs';

/** What an answer is true of. */
export type Answered<T> = T & Readonly<{ view: ViewState }>;

export class FindWorker extends Query<Answered<{ worker: WorkerDocument | null }>> {
  constructor(
    readonly by: Readonly<{ number: WorkerNo }> | LookUp,
    readonly atLeast: string | null,
  ) {
    super();
  }
}

export class FindAct extends Query<Answered<{ act: ActDocument | null }>> {
  constructor(
    readonly id: string,
    readonly atLeast: string | null,
  ) {
    super();
  }
}

export class ListActs extends Query<Answered<{ acts: Listed<ActDocument> }>> {
  constructor(
    readonly filter: ActFilter,
    readonly slice: Slice,
    readonly atLeast: string | null,
  ) {
    super();
  }
}

export class GetTotals extends Query<TotalsAnswer> {
  constructor(
    readonly scope: TotalsScope,
    readonly by: TotalsBy,
    readonly atLeast: string | null,
  ) {
    super();
  }
}

export class ListEntries extends Query<Answered<{ entries: Listed<EntryDocument> }>> {
  constructor(
    readonly scope: TotalsScope,
    readonly slice: Slice,
    readonly atLeast: string | null,
  ) {
    super();
  }
}

export class ListPayouts extends Query<
  Answered<{ payouts: Listed<PayoutDocument>; totals: readonly PayoutTotal[] }>
> {
  constructor(
    readonly filter: PayoutFilter,
    readonly slice: Slice,
    readonly atLeast: string | null,
  ) {
    super();
  }
}

export class GetViews extends Query<readonly ViewState[]> {}
