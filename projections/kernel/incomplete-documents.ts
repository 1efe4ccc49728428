import type { Language } from '@ledger/ledger/kernel/refusals.js';
import type { Position, Recorded } from '@ledger/ledger/ports/event-log.js';
import type { Collection, DocumentStore } from '../ports/document-store.js';
import { documentsOf } from './collection-documents.js';
import { viewSentences } from './view-problems.js';

/** A document that waits at an event which could not be folded into it; its last good state stays beside this. */
export type Incomplete = Readonly<{
  /** The document; null where the event does not even tell whose it is, so that any document may lack it. */
  key: string | null;
  /** The event: its stored name, its stream, its revision there, and its place in the log. */
  event: string;
  stream: string;
  revision: number;
  at: Position;
  /** Why, in a sentence without personal data. */
  because: string;
  /** How many later events wait for it. */
  waiting: number;
}>;

/** What of a document is incomplete, while events are folded; `was` is what is stored of it. */
export type Mark = { was: Position | 'none'; position: Position; doc: Incomplete };

/** How many documents of a view may be incomplete; at the next one the view stands still. */
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

/** Every mark that is stored of a collection: a runner that did not know one would fold later events into its document. */
export const readMarks = async (store: DocumentStore, collection: string): Promise<Map<string, Mark>> => {
  const marks = new Map<string, Mark>();
  for await (const { key, position, doc } of documentsOf<Incomplete>(store, incompletesOf(collection).name))
    marks.set(key, { was: position, position, doc });
  return marks;
};

/** The mark of a document that an event could not be folded into; of the whole view where the key is null. */
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

/** One event more waits for a marked document, unless the mark has counted it already. */
export const hold = (mark: Mark, { position }: Recorded): void => {
  if (position <= mark.position) return;
  mark.doc = { ...mark.doc, waiting: mark.doc.waiting + 1 };
  mark.position = position;
};

/** An incomplete document as a sentence that names view, document, event and reason. */
export const sentenceOf = (
  view: string,
  { key, event, at, stream, revision, because, waiting }: Incomplete,
  language: Language,
): string => {
  const place = { view, event, at, stream, revision, why: because, ...(waiting === 0 ? {} : { waiting }) };
  return key === null
    ? viewSentences.of('lacking', place, language)
    : viewSentences.of('incomplete', { ...place, key }, language);
};
