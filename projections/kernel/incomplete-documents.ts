import type { Language } from '@ledger/ledger/kernel/refusals.js';
import type { Position, Recorded } from '@ledger/ledger/ports/event-log.js';
import type { Collection, DocumentStore } from '../ports/document-store.js';
import { documentsOf } from './collection-documents.js';
import { viewSentences } from './view-problems.js';

/** The mark of a document into which an event could not be folded. The last good state of the document stays stored. */
export type Incomplete = Readonly<{
  /** The key of the document; null if the event does not show which document it changes, so that any may lack it. */
  key: string | null;
  /** The event: its stored type, its stream, its revision in the stream, and its position in the log. */
  event: string;
  stream: string;
  revision: number;
  at: Position;
  /** The reason, in a sentence without personal data. */
  because: string;
  /** The number of later events that are held back for the document. */
  waiting: number;
}>;

/** A mark in memory. `was` is the position of its stored copy, for compare-and-set. */
export type Mark = { was: Position | 'none'; position: Position; doc: Incomplete };

/** The maximum number of incomplete documents of a view. At the next one the view stops. */
export const incompleteMax = 1_000;

export const incompletesOf = (collection: string): Collection => ({
  name: `${collection}_incomplete`,
  fields: {},
  indexes: {},
  measures: [],
  bytes: [],
});

export const markOfKey = (key: string): string => `k:${key}`;
export const markOfEvent = ({ position }: Recorded): string => `e:${position}`;

/**
 * All stored marks of a collection. A runner needs all of them; otherwise it would fold later events into an incomplete
 * document.
 */
export const readMarks = async (store: DocumentStore, collection: string): Promise<Map<string, Mark>> => {
  const marks = new Map<string, Mark>();
  for await (const { key, position, doc } of documentsOf<Incomplete>(store, incompletesOf(collection).name))
    marks.set(key, { was: position, position, doc });
  return marks;
};

/** The mark of a document into which the event could not be folded; of the whole view if the key is null. */
export const marked = (past: Recorded, key: string | null, because: string): Mark => ({
  was: 'none',
  position: past.position,
  doc: {
    key,
    event: (past.stored ?? past.event).type,
    stream: past.stream,
    revision: past.revision,
    at: past.position,
    because,
    waiting: 0,
  },
});

/** Counts one more event that waits for a marked document, unless the mark has counted it already. */
export const hold = (mark: Mark, { position }: Recorded): void => {
  if (position <= mark.position) return;
  mark.doc = { ...mark.doc, waiting: mark.doc.waiting + 1 };
  mark.position = position;
};

/** A sentence about an incomplete document that names the view, document, event and reason. */
export const incompleteText = (
  view: string,
  { key, event, at, stream, revision, because, waiting }: Incomplete,
  language: Language,
): string => {
  const place = { view, event, at, stream, revision, why: because, ...(waiting === 0 ? {} : { waiting }) };
  return key === null
    ? viewSentences.of('lacking', place, language)
    : viewSentences.of('incomplete', { ...place, key }, language);
};
