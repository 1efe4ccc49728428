import { join } from 'node:path';
import { openEmbeddedDocuments } from '@ledger/infra/documents/embedded/embedded-documents.js';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import type { StreamId } from '@ledger/ledger/kernel/ids.js';
import type { EventLog, Recorded } from '@ledger/ledger/ports/event-log.js';
import type { Document, DocumentStore } from '@ledger/projections/ports/document-store.js';
import type { Happened } from '../dsl/project.js';
import { eventsOf } from './ledger.js';

/** An embedded log and an embedded document store, both in memory. */
export type Views = Readonly<{
  log: EventLog;
  store: DocumentStore;
  /** Appends each event on its own and returns all events that are now in the log. */
  write(...past: readonly Happened[]): Promise<readonly Recorded[]>;
  /** The documents of a collection by key (at most 1,000). */
  documents(collection: string): Promise<Readonly<Record<string, Document>>>;
  close(): Promise<void>;
}>;

/** Opens the views' database (`views.db`) in a folder, on the embedded engine. */
export const storeIn = (folder: string, mode: 'write' | 'read' | 'snapshot'): DocumentStore =>
  openEmbeddedDocuments(join(folder, 'views.db'), mode);

export const openViews = (): Views => {
  const log = openEmbeddedLog(':memory:', 'write');
  const store = openEmbeddedDocuments(':memory:', 'write');
  const revisions = new Map<StreamId, number>();
  let written = 0;
  return {
    log,
    store,
    write: async (...past) => {
      for (const { stream, event, origin } of past) {
        written += 1;
        const expected = revisions.get(stream) ?? 'none';
        const events = [{ id: `event ${String(written)}`, event, origin }];
        await log.append([{ stream, expected, events }]);
        revisions.set(stream, expected === 'none' ? 0 : expected + 1);
      }
      return eventsOf(log);
    },
    documents: async (collection) => {
      const query = { index: 'key', where: {}, direction: 'ascending', after: null, limit: 1_000 } as const;
      const { items } = await store.find(collection, query);
      return Object.fromEntries(items.map(({ key, doc }) => [key, doc]));
    },
    close: async () => {
      await log.close();
      await store.close();
    },
  };
};
