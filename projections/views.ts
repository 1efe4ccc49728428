import type { DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import { acts } from './acts/acts-projection.js';
import { entries } from './entries/entries-projection.js';
import { imports } from './imports/imports-projection.js';
import type { Projection } from './kernel/projection.js';
import { bucketRecount } from './kernel/recount.js';
import type { View } from './kernel/view.js';
import { viewRunner } from './kernel/view-runner.js';
import { payouts } from './payouts/payouts-projection.js';
import type { Document } from './ports/document-store.js';
import { totals } from './totals/totals-projection.js';
import { workers } from './workers/workers-projection.js';

const viewOf = <D extends Document, E extends DomainEvent>(
  projection: Projection<D, E>,
  recount: View['recount'] = null,
): View => ({
  name: projection.name,
  version: projection.version,
  readable: projection.readable,
  runner: (build, ports) => viewRunner(projection, build, ports),
  recount,
});

/** All views, in the order in which they are listed to users. */
export const views: readonly View[] = [
  viewOf(workers),
  viewOf(acts),
  viewOf(entries, bucketRecount),
  viewOf(totals, bucketRecount),
  viewOf(payouts),
  viewOf(imports),
];
