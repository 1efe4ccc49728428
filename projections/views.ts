import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import { acts } from './acts/projection.js';
import { entries } from './entries/projection.js';
import { collectionOf } from './kernel/projection.js';
import { viewRunner, type FoldingRunner } from './kernel/view-runner.js';
import { payouts } from './payouts/projection.js';
import type { DocumentStore } from './ports/document-store.js';
import { totals } from './totals/projection.js';
import { workers } from './workers/projection.js';

/** The build that is folded and read. */
const build = 1;

/** The collection of each view. */
export const collections = {
  workers: collectionOf(workers, build),
  acts: collectionOf(acts, build),
  entries: collectionOf(entries, build),
  totals: collectionOf(totals, build),
  payouts: collectionOf(payouts, build),
} as const;

export type ViewName = keyof typeof collections;

/** A runner for every view. */
export const runnersOf = (
  ports: Readonly<{ log: EventLog; store: DocumentStore }>,
): readonly FoldingRunner[] => [
  viewRunner(workers, build, ports),
  viewRunner(acts, build, ports),
  viewRunner(entries, build, ports),
  viewRunner(totals, build, ports),
  viewRunner(payouts, build, ports),
];
