import type { Position } from '@ledger/ledger/ports/event-log.js';
import type { LookUp } from '@ledger/ledger/ports/key-vault.js';
import type { WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { ActStep } from '@ledger/projections/act-history/act-history.js';
import type { ActDocument } from '@ledger/projections/acts/acts-document.js';
import type { ActFilter } from '@ledger/projections/acts/acts-queries.js';
import type { EntryDocument } from '@ledger/projections/entries/entries-document.js';
import type { TotalsScope } from '@ledger/projections/reading/totals-scope.js';
import type { ViewState } from '@ledger/projections/reading/view-state.js';
import type { Listed, Slice } from '@ledger/projections/reading/list-slice.js';
import type { PayoutDocument } from '@ledger/projections/payouts/payouts-document.js';
import type { PayoutFilter, PayoutStep, PayoutTotal } from '@ledger/projections/payouts/payouts-queries.js';
import type { Counting, TotalsAnswer } from '@ledger/projections/totals/totals-queries.js';
import type { TotalsBy } from '@ledger/projections/totals/totals-splits.js';
import type { ViewId } from '@ledger/projections/kernel/projection.js';
import type { WorkerDocument } from '@ledger/projections/workers/workers-document.js';
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

/** A page of a list. */
export type PageAnswered<D> = Answered<{ listed: Listed<D> }>;

export type ActsAsked = Readonly<{ filter: ActFilter; slice: Slice; atLeast: string | null }>;

/** Pages of acts, each answered, or refused, for itself. */
export class ListActs extends Query<readonly (PageAnswered<ActDocument> | Error)[]> {
  constructor(readonly asked: readonly ActsAsked[]) {
    super();
  }
}

/** Workers by number; whoever is registered nowhere is missing. */
export class FindWorkers extends Query<ReadonlyMap<WorkerNo, WorkerDocument>> {
  constructor(readonly numbers: readonly WorkerNo[]) {
    super();
  }
}

export class GetTotals extends Query<TotalsAnswer> {
  constructor(
    readonly scope: TotalsScope,
    readonly by: TotalsBy,
    readonly counting: Counting,
    readonly atLeast: string | null,
  ) {
    super();
  }
}

/**
 * The lines behind a figure. `atLeast` is the position that the figure is true of: the view is waited for until it is
 * there, and nothing later is listed.
 */
export type EntriesAsked = Readonly<{ scope: TotalsScope; slice: Slice; atLeast: Position | null }>;

/** Pages of entries, each answered, or refused, for itself. */
export class ListEntries extends Query<readonly (PageAnswered<EntryDocument> | Error)[]> {
  constructor(readonly asked: readonly EntriesAsked[]) {
    super();
  }
}

export class ListPayouts extends Query<PageAnswered<PayoutDocument>> {
  constructor(
    readonly filter: PayoutFilter,
    readonly slice: Slice,
    readonly atLeast: string | null,
  ) {
    super();
  }
}

export class TotalPayouts extends Query<readonly PayoutTotal[]> {
  constructor(
    readonly filter: PayoutFilter,
    readonly step: PayoutStep | null,
  ) {
    super();
  }
}

/** The histories of acts by their ids, in the order of these. */
export class GetActHistories extends Query<readonly (readonly ActStep[])[]> {
  constructor(readonly ids: readonly string[]) {
    super();
  }
}

export class GetView extends Query<ViewState> {
  constructor(
    readonly view: ViewId,
    readonly atLeast: string | null,
  ) {
    super();
  }
}

export class GetViews extends Query<readonly ViewState[]> {}
