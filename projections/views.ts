import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import { acts } from './acts/acts-projection.js';
import { entries } from './entries/entries-projection.js';
import { collectionOf, type Projection } from './kernel/projection.js';
import { viewRunner, type FoldingRunner } from './kernel/view-runner.js';
import { payouts } from './payouts/payouts-projection.js';
import type { Collection, Document, DocumentStore } from './ports/document-store.js';
import { totals } from './totals/totals-projection.js';
import { workers } from './workers/workers-projection.js';

type Ports = Readonly<{ log: EventLog; store: DocumentStore }>;

/** A view without the types of its documents: what building it needs. */
export type View = Readonly<{
  name: ViewName;
  version: number;
  /** Older versions whose documents every question of today can be answered from. */
  readable: readonly number[];
  runner: (build: number, ports: Ports) => FoldingRunner;
}>;

/** The first build of a view's version. */
const build = 1;

/**
 * The collection of each view under the name by which it is read: that of its first build. Readers put the current
 * build in its place (`kernel/current.ts`).
 */
export const collections = {
  workers: collectionOf(workers, build),
  acts: collectionOf(acts, build),
  entries: collectionOf(entries, build),
  totals: collectionOf(totals, build),
  payouts: collectionOf(payouts, build),
} as const satisfies Record<string, Collection>;

export type ViewName = keyof typeof collections;

const viewOf = <D extends Document, E extends DomainEvent>(
  name: ViewName,
  projection: Projection<D, E>,
): View => ({
  name,
  version: projection.version,
  readable: projection.readable,
  runner: (number, ports) => viewRunner(projection, number, ports),
});

/** Every view, in the order in which they are told of. */
export const views: readonly View[] = [
  viewOf('workers', workers),
  viewOf('acts', acts),
  viewOf('entries', entries),
  viewOf('totals', totals),
  viewOf('payouts', payouts),
];

/** A runner for the first build of every view. */
export const runnersOf = (ports: Ports): readonly FoldingRunner[] =>
  views.map(({ runner }) => runner(build, ports));
