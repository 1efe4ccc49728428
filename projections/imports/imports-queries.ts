import { isOneOf } from '@ledger/ledger/kernel/domain-event.js';
import { importStreamOf } from '@ledger/ledger/kernel/ids.js';
import type { EventLog, Recorded } from '@ledger/ledger/ports/event-log.js';
import type { ImportEvent } from '@ledger/schema/events/import-record.js';
import { readName } from '../kernel/projection.js';
import type { DocumentStore, Find } from '../ports/document-store.js';
import { list, type Listed, type ListSlice } from '../reading/list-slice.js';
import { pagesOf } from '../reading/list-pages.js';
import type { ImportDocument } from './imports-document.js';
import { imports } from './imports-projection.js';

const collection = readName(imports);

/** Reads imports by id in one read. Ids that the view does not contain are missing from the result. */
export const importsById = async (
  store: DocumentStore,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ImportDocument>> => {
  const found = await store.getMany<ImportDocument>(collection, ids);
  const known = new Map<string, ImportDocument>();
  for (const [id, { doc }] of found) if (doc !== null) known.set(id, doc);
  return known;
};

const isImportEvent = (past: Recorded): past is Recorded<ImportEvent> => isOneOf(imports.types, past.event);

/**
 * Folds an import from its own stream, so that events are included that the view has not folded yet. Null if the import
 * does not exist.
 */
export const importFromLog = async (
  log: Pick<EventLog, 'readStreams'>,
  id: string,
): Promise<ImportDocument | null> => {
  const stream = importStreamOf(id);
  let doc: ImportDocument | null = null;
  for (const past of (await log.readStreams([stream])).get(stream) ?? [])
    if (isImportEvent(past) && imports.keysOf(past).length > 0) doc = imports.fold(doc, past, id);
  return doc;
};

/** One page of all imports, the newest first. */
export const listImports = (store: DocumentStore, slice: ListSlice): Promise<Listed<ImportDocument>> =>
  list<ImportDocument>(store, { collection, index: 'byReceived', where: {}, direction: 'descending' }, slice);

const all = async (store: DocumentStore, find: Pick<Find, 'index' | 'where'>): Promise<ImportDocument[]> => {
  const found: ImportDocument[] = [];
  const page = (slice: ListSlice) =>
    list<ImportDocument>(store, { collection, ...find, direction: 'ascending' }, slice);
  for await (const docs of pagesOf(page)) found.push(...docs);
  return found;
};

/** The imports that the ledger must still judge or undo, the oldest first. */
export const pendingImports = (store: DocumentStore): Promise<readonly ImportDocument[]> =>
  all(store, { index: 'byPending', where: { pending: { in: ['judge', 'undo'] } } });

/** The imports that ended at or before `until` and whose sheets still have a data key. */
export const quotedImports = (store: DocumentStore, until: string): Promise<readonly ImportDocument[]> =>
  all(store, { index: 'byQuoted', where: { quotedSince: { from: '', to: until } } });
