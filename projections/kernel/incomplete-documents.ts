import type { Language } from '@ledger/ledger/kernel/refusals.js';
import type { DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import type { Position, Recorded } from '@ledger/ledger/ports/event-log.js';
import {
  byKey,
  findLimitMax,
  type Collection,
  type Condition,
  type Document,
  type DocumentStore,
  type Scalar,
  type Where,
} from '../ports/document-store.js';
import type { Projection } from './projection.js';
import { viewSentences } from './view-problems.js';

/** Values of declared fields, as far as they are known: a field that is missing may have any value. */
export type Place = Readonly<Record<string, Scalar>>;

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
  /** Where the document stood, and where the events that it lacks may have put it. */
  places: readonly Place[];
}>;

/** What of a document is incomplete, while events are folded; `was` is what is stored of it. */
export type Mark = { was: Position | 'none'; position: Position; doc: Incomplete };

/** How many documents of a view may be incomplete; at the next one the view stands still. */
export const incompleteMax = 1_000;
/** A document that moved further than this may be anywhere. */
const placesMax = 8;

export const incompletesOf = (collection: string): Collection => ({
  name: `${collection}_incomplete`,
  fields: {},
  indexes: {},
  measures: [],
  bytes: [],
});

export const markOfKey = (key: string): string => `k:${key}`;
export const markOfEvent = ({ position }: Recorded): string => `e:${position}`;

/** Every mark that is stored of a collection. */
export const readMarks = async (store: DocumentStore, collection: string): Promise<Map<string, Mark>> => {
  const { items } = await store.find<Incomplete>(incompletesOf(collection).name, {
    index: byKey,
    where: {},
    direction: 'ascending',
    after: null,
    limit: findLimitMax,
  });
  return new Map(items.map(({ key, position, doc }) => [key, { was: position, position, doc }]));
};

const isScalar = (value: unknown): value is Scalar =>
  value === null || typeof value === 'string' || typeof value === 'number';

/** Where a document may stand once an event is folded into it: what the event says, else what stood before and stays. */
const placeBehind = <D extends Document, E extends DomainEvent>(
  { shape, moving = [], placeOf }: Projection<D, E>,
  { event }: Recorded,
  { key, doc }: Readonly<{ key: string; doc: D | null }>,
): Place => {
  if (placeOf !== undefined) return placeOf(key);
  const said = Object.entries({ ...event.data });
  const fields = Object.keys(shape.fields);
  const stays = Object.entries(doc ?? {}).filter(([field]) => !moving.includes(field));
  return Object.fromEntries(
    [...stays, ...said].filter(
      (entry): entry is [string, Scalar] => fields.includes(entry[0]) && isScalar(entry[1]),
    ),
  );
};

const placeNow = ({ shape }: Pick<Projection<Document, DomainEvent>, 'shape'>, doc: Document): Place =>
  Object.fromEntries(
    Object.keys(shape.fields).flatMap((field) => {
      const value = doc[field];
      return isScalar(value) ? [[field, value] as const] : [];
    }),
  );

const widened = (places: readonly Place[], place: Place): readonly Place[] => {
  const print = JSON.stringify(place);
  if (places.some((each) => JSON.stringify(each) === print)) return places;
  return places.length < placesMax ? [...places, place] : [{}];
};

const factsOf = (past: Recorded): Pick<Incomplete, 'event' | 'stream' | 'revision' | 'at'> => ({
  event: (past.stored ?? past.event).type,
  stream: past.stream,
  revision: past.revision,
  at: past.position,
});

/** The mark of a document that an event could not be folded into. */
export const marked = <D extends Document, E extends DomainEvent>(
  projection: Projection<D, E>,
  past: Recorded,
  at: Readonly<{ key: string; doc: D | null; because: string }>,
): Mark => {
  const { key, doc, because } = at;
  const places = doc === null ? [] : [placeNow(projection, doc)];
  const behind = placeBehind(projection, past, { key, doc });
  const facts = { key, ...factsOf(past), because, waiting: 0, places: widened(places, behind) };
  return { was: 'none', position: past.position, doc: facts };
};

/** The mark of an event that does not tell which documents it changes. */
export const unplaced = (past: Recorded, because: string): Mark => ({
  was: 'none',
  position: past.position,
  doc: { key: null, ...factsOf(past), because, waiting: 0, places: [{}] },
});

/** One event more waits for a marked document, unless the mark has counted it already. */
export const hold = <D extends Document, E extends DomainEvent>(
  projection: Projection<D, E>,
  mark: Mark,
  past: Recorded,
): void => {
  if (past.position <= mark.position) return;
  const { key, waiting, places } = mark.doc;
  const behind = placeBehind(projection, past, { key: key ?? '', doc: null });
  mark.doc = { ...mark.doc, waiting: waiting + 1, places: widened(places, behind) };
  mark.position = past.position;
};

const holds = (condition: Condition, value: Scalar): boolean => {
  if ('is' in condition) return value === condition.is;
  if ('in' in condition) return condition.in.includes(value);
  if (value === null || condition.from === null || condition.to === null) return false;
  return value >= condition.from && value <= condition.to;
};

const mayBeIn = (place: Place, where: Where): boolean =>
  Object.entries(where).every(([field, condition]) => {
    const value = place[field];
    return value === undefined || holds(condition, value);
  });

/** What an answer was read from: documents under these keys, or those that match. */
export type Used = Readonly<{ keys: readonly string[] }> | Readonly<{ where: Where }>;

/** Whether an answer that was read from there may lack what an incomplete document lacks: yes where in doubt. */
export const isUsed = ({ key, places }: Incomplete, used: Used): boolean => {
  if (key === null) return true;
  return 'keys' in used ? used.keys.includes(key) : places.some((place) => mayBeIn(place, used.where));
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
