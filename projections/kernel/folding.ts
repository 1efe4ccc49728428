import { messageOf } from '@ledger/ledger/kernel/errors.js';
import type { DomainEvent } from '@ledger/ledger/kernel/event.js';
import type { Position, Recorded } from '@ledger/ledger/ports/event-log.js';
import type { Document, Stored } from '../ports/document-store.js';
import type { Projection } from './projection.js';

/** A document while events are folded into it. 'none' is the position of one that was never stored. */
export type Working<D> = { was: Position | 'none'; position: Position | 'none'; doc: D | null };

/** An event that a view folds, with the keys of the documents that it changes. */
export type Touch<E extends DomainEvent> = Readonly<{ past: Recorded<E>; keys: readonly string[] }>;

/** The event that a view could not fold, and why. */
export type Fault = Readonly<{ past: Recorded; error: unknown }>;

/** Folds one event into every document it changes, or into none; documents that know it already are left alone. */
const foldOne = <D extends Document, E extends DomainEvent>(
  projection: Projection<D, E>,
  working: ReadonlyMap<string, Working<D>>,
  { past, keys }: Touch<E>,
): void => {
  const next: [Working<D>, D | null][] = [];
  for (const key of keys) {
    const document = working.get(key);
    if (document === undefined) continue;
    if (document.position !== 'none' && document.position >= past.position) continue;
    next.push([document, projection.fold(document.doc, past, key)]);
  }
  for (const [document, doc] of next) {
    document.doc = doc;
    document.position = past.position;
  }
};

/** Folds events in their order; stops at the first that cannot be folded, which then has changed nothing. */
export const foldInto = <D extends Document, E extends DomainEvent>(
  projection: Projection<D, E>,
  working: ReadonlyMap<string, Working<D>>,
  touches: readonly Touch<E>[],
): Fault | null => {
  for (const touch of touches) {
    try {
      foldOne(projection, working, touch);
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

/** A fault as a sentence that names event and view. */
export const sentenceOf = (view: string, { past, error }: Fault): string => {
  const { event, position, stream, revision } = past;
  const why = messageOf(error);
  return `view ${view} cannot fold event ${event.type} at ${position} (${stream}, revision ${String(revision)}): ${why}`;
};
