import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import type { Because } from '@ledger/ledger/kernel/refusals.js';
import { isOneOf, type DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import type { Position, Recorded } from '@ledger/ledger/ports/event-log.js';
import type { Document, Stored } from '../ports/document-store.js';
import { hold, incompleteMax, marked, markOfEvent, markOfKey, type Mark } from './incomplete-documents.js';
import type { Projection } from './projection.js';
import { viewSentences } from './view-problems.js';

/** A document while events are folded into it. 'none' is the position of one that was never stored. */
export type Working<D> = { was: Position | 'none'; position: Position | 'none'; doc: D | null };

/** An event that a view folds, with the keys of the documents that it changes. */
export type Touch<E extends DomainEvent> = Readonly<{ past: Recorded<E>; keys: readonly string[] }>;

/** An event that does not tell which documents of a view it changes: it cannot be read, or its keys cannot be named. */
export type Stray = Readonly<{ past: Recorded; because: string }>;

/** The event that a view stands still at, and why. */
export type Fault = Readonly<{ past: Recorded; error: unknown }>;

/** What events are folded into: documents, and the marks of those that wait at an event. */
export type Bench<D> = Readonly<{ working: ReadonlyMap<string, Working<D>>; marks: Map<string, Mark> }>;

export const isStray = <E extends DomainEvent>(each: Touch<E> | Stray): each is Stray => 'because' in each;

/** What events change in a view, in their order; an event that the view does not fold is left out. */
export const touchesOf = <D extends Document, E extends DomainEvent>(
  { types, keysOf }: Projection<D, E>,
  events: readonly Recorded[],
): readonly (Touch<E> | Stray)[] => {
  const isOurs = (past: Recorded): past is Recorded<E> => isOneOf(types, past.event);
  const touches: (Touch<E> | Stray)[] = [];
  for (const past of events) {
    if (past.unreadable !== undefined) {
      const { type, because } = past.unreadable;
      if (type === null || Object.hasOwn(types, type)) touches.push({ past, because });
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

/** All keys of a batch, and those among them whose document it opens: they need not be looked for. */
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
 * Folds one event into every document it changes that it can be folded into; one that it cannot be folded into is
 * marked, and takes no event any more. Documents that know the event already are left alone.
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

/** Marks the whole view: any document may lack an event that does not tell its own. */
const markStray = (marks: Map<string, Mark>, { past, because }: Stray): void => {
  const name = markOfEvent(past);
  if (marks.has(name)) return;
  if (marks.size >= incompleteMax) throw new Error(because);
  marks.set(name, marked(past, null, because));
};

/** Folds events in their order; stops only where too many documents are incomplete already. */
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
): readonly Stored<D>[] => {
  const puts: Stored<D>[] = [];
  for (const [key, { was, position, doc }] of working) {
    if (position !== 'none' && position !== was) puts.push({ key, was, position, doc });
  }
  return puts;
};

/** A fault as a sentence that names event and view, and what to do, with its facts. */
export const standstill = (
  view: string,
  { past, error }: Fault,
): Readonly<{ stopped: string; halt: Because }> => {
  const { event, position, stream, revision } = past;
  const place = { view, event: event.type, at: position, stream, revision };
  const [stopped, { facts = {} }] = viewSentences.told('standsStill', {
    ...place,
    why: messageOf(error),
    max: incompleteMax,
  });
  return { stopped, halt: facts };
};
