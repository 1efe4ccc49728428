import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import type { RefusalDetails } from '@ledger/ledger/kernel/refusals.js';
import { isOneOf, type DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import type { Position, Recorded } from '@ledger/ledger/ports/event-log.js';
import type { Document, DocumentPut } from '../ports/document-store.js';
import { hold, incompleteMax, marked, markOfEvent, markOfKey, type Mark } from './incomplete-documents.js';
import type { Projection } from './projection.js';
import { viewSentences } from './view-problems.js';

/** A document while events are folded into it. Its position is 'none' if it was never stored. */
export type Working<D> = { was: Position | 'none'; position: Position | 'none'; doc: D | null };

/** An event that a view folds, with the keys of the documents that it changes. */
export type Touch<E extends DomainEvent> = Readonly<{ past: Recorded<E>; keys: readonly string[] }>;

/** An event whose documents are unknown, because the event cannot be read or its keys cannot be derived. */
export type Stray = Readonly<{ past: Recorded; because: string }>;

/** The event at which a view stops, and the error. */
export type Fault = Readonly<{ past: Recorded; error: unknown }>;

/** The target of folding: documents, and the marks of documents that wait at an event that could not be folded. */
export type Bench<D> = Readonly<{ working: ReadonlyMap<string, Working<D>>; marks: Map<string, Mark> }>;

export const isStray = <E extends DomainEvent>(each: Touch<E> | Stray): each is Stray => 'because' in each;

/**
 * The documents that each event changes, in the order of the events. Events that the view does not fold are left out.
 */
export const touchesOf = <D extends Document, E extends DomainEvent>(
  { types, keysOf }: Projection<D, E>,
  events: readonly Recorded[],
): readonly (Touch<E> | Stray)[] => {
  const isOurs = (past: Recorded): past is Recorded<E> => isOneOf(types, past.event);
  const touches: (Touch<E> | Stray)[] = [];
  for (const past of events) {
    if (past.unreadable !== undefined) {
      const { type, because } = past.unreadable;
      if (type === null || types.has(type)) touches.push({ past, because });
    } else if (isOurs(past)) {
      try {
        touches.push({ past, keys: keysOf(past) });
      } catch (error) {
        touches.push({ past, because: messageOf(error) });
      }
    }
  }
  return touches;
};

/** All keys of a batch, and those whose document the batch creates: these need not be read from the store. */
export const keysIn = <D extends Document, E extends DomainEvent>(
  { opens }: Pick<Projection<D, E>, 'opens'>,
  touches: readonly (Touch<E> | Stray)[],
): readonly [keys: ReadonlySet<string>, opened: ReadonlySet<string>] => {
  const keys = new Set<string>();
  const opened = new Set<string>();
  for (const touch of touches) {
    if (isStray(touch)) continue;
    const isOpening = opens(touch.past);
    for (const key of touch.keys) {
      if (isOpening && !keys.has(key)) opened.add(key);
      keys.add(key);
    }
  }
  return [keys, opened];
};

/**
 * Folds one event into every document that it changes. A document for which the fold fails is marked as incomplete and
 * takes no further events. Documents that contain the event already are left unchanged.
 */
const foldOne = <D extends Document, E extends DomainEvent>(
  projection: Projection<D, E>,
  { working, marks }: Bench<D>,
  { past, keys }: Touch<E>,
): void => {
  for (const key of keys) {
    const document = working.get(key);
    if (document === undefined) continue;
    const mark = marks.size === 0 ? undefined : marks.get(markOfKey(key));
    if (mark !== undefined && past.position >= mark.doc.at) {
      hold(mark, past);
      continue;
    }
    if (document.position !== 'none' && document.position >= past.position) continue;
    try {
      document.doc = projection.fold(document.doc, past, key);
      document.position = past.position;
    } catch (error) {
      if (marks.size >= incompleteMax) throw error;
      marks.set(markOfKey(key), marked(past, key, messageOf(error)));
    }
  }
};

/** Marks the whole view as incomplete: the documents of the event are unknown, so any document may lack it. */
const markStray = (marks: Map<string, Mark>, { past, because }: Stray): void => {
  const name = markOfEvent(past);
  if (marks.has(name)) return;
  if (marks.size >= incompleteMax) throw new Error(because);
  marks.set(name, marked(past, null, because));
};

/**
 * Folds events in order. Returns the event at which the view must stop because too many documents are incomplete;
 * otherwise null.
 */
export const foldInto = <D extends Document, E extends DomainEvent>(
  projection: Projection<D, E>,
  bench: Bench<D>,
  touches: readonly (Touch<E> | Stray)[],
): Fault | null => {
  for (const touch of touches) {
    try {
      if (isStray(touch)) markStray(bench.marks, touch);
      else foldOne(projection, bench, touch);
    } catch (error) {
      return { past: touch.past, error };
    }
  }
  return null;
};

/** The documents that folding has changed, as compare-and-set puts. */
export const putsOf = <D extends Document>(
  working: ReadonlyMap<string, Working<D>>,
): readonly DocumentPut<D>[] => {
  const puts: DocumentPut<D>[] = [];
  for (const [key, { was, position, doc }] of working) {
    if (position !== 'none' && position !== was) puts.push({ key, was, position, doc });
  }
  return puts;
};

/** A sentence that names the view, the event and the cause, with the facts from which it can be translated. */
export const standstill = (
  view: string,
  { past, error }: Fault,
): Readonly<{ stopped: string; halt: RefusalDetails }> => {
  const { event, position, stream, revision } = past;
  const place = { view, event: event.type, at: position, stream, revision };
  const [stopped, { facts = {} }] = viewSentences.faultText('standsStill', {
    ...place,
    why: messageOf(error),
    max: incompleteMax,
  });
  return { stopped, halt: facts };
};
