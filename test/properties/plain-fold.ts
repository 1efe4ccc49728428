import { acts } from '@ledger/projections/acts/acts-projection.js';
import { entries } from '@ledger/projections/entries/entries-projection.js';
import type { Projection } from '@ledger/projections/kernel/projection.js';
import { imports } from '@ledger/projections/imports/imports-projection.js';
import { payouts } from '@ledger/projections/payouts/payouts-projection.js';
import type { Document, DocumentStore, StoredDocument } from '@ledger/projections/ports/document-store.js';
import { totals } from '@ledger/projections/totals/totals-projection.js';
import { workers } from '@ledger/projections/workers/workers-projection.js';
import { isOneOf, type DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import { collectionNames, type ViewName } from '../support/known-views.js';

export type Documents = ReadonlyMap<string, StoredDocument<Document>>;

/** Folds a view in the simplest way: event by event, without batches, cache or store. */
export const folded = <D extends Document, E extends DomainEvent>(
  { types, keysOf, fold }: Projection<D, E>,
  events: readonly Recorded[],
): Documents => {
  const isOurs = (past: Recorded): past is Recorded<E> => isOneOf(types, past.event);
  const documents = new Map<string, StoredDocument<D>>();
  for (const past of events) {
    if (!isOurs(past)) continue;
    for (const key of keysOf(past)) {
      const doc = fold(documents.get(key)?.doc ?? null, past, key);
      documents.set(key, { key, position: past.position, doc });
    }
  }
  return documents;
};

/** The documents of every view after these events. */
export const plainFold = (events: readonly Recorded[]): Readonly<Record<ViewName, Documents>> => ({
  workers: folded(workers, events),
  acts: folded(acts, events),
  entries: folded(entries, events),
  totals: folded(totals, events),
  payouts: folded(payouts, events),
  imports: folded(imports, events),
});

/**
 * All documents of a view in the store. Deleted documents (tombstones) are included only for the given keys, because a
 * query does not find them.
 */
export const storedDocuments = async (
  store: DocumentStore,
  view: ViewName,
  known: Iterable<string>,
): Promise<Documents> => {
  const name = collectionNames[view];
  const { items } = await store.find(name, {
    index: 'key',
    where: {},
    direction: 'ascending',
    after: null,
    limit: 1_000,
  });
  const keys = new Set([...known, ...items.map(({ key }) => key)]);
  return store.getMany(name, [...keys]);
};

/** Sorted by key, because the order in which a store returns documents does not matter. */
export const sorted = (documents: Documents): readonly StoredDocument<Document>[] =>
  [...documents.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
