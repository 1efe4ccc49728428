import type { DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import type { EventTypes } from '@ledger/schema/events/event-shape.js';
import type { Collection, Document } from '../ports/document-store.js';

/**
 * A view as a pure fold of events into documents. An event may change several documents, but the fold of one document
 * never reads another: everything that it needs is in the event.
 */
export type Projection<D extends Document, E extends DomainEvent> = Readonly<{
  name: string;
  /** Must be increased if the fold or the document shape changes; the view then gets new collections. */
  version: number;
  /** Older versions whose documents can still answer every query of this version. */
  readable: readonly number[];
  types: EventTypes<E>;
  /** The keys of the documents that the event changes, without duplicates. */
  keysOf: (past: Recorded<E>) => readonly string[];
  /**
   * Whether the event is always the first of its documents, so that they need not be read from the store. A wrong
   * `true` costs time but no data, because puts are compare-and-set.
   */
  opens: (past: Recorded<E>) => boolean;
  /** The document after the event; null if there is none (any more). */
  fold: (doc: D | null, past: Recorded<E>, key: string) => D | null;
  /** How the documents may be queried. The collection name is built from view, version and build. */
  shape: Omit<Collection, 'name'>;
}>;

/** Identifies a view: its name, and the version of its fold and documents. */
export type ViewId = Readonly<{ name: string; version: number }>;

/** The collection name of a build. A build is one folded copy of a view; a rebuild makes the next one. */
export const buildName = ({ name, version }: ViewId, build: number): string =>
  `${name}_v${String(version)}_b${String(build)}`;

/** The number of a view's first build. */
export const firstBuild = 1;

/**
 * The name that queries use for a view: that of its first build. The store for readers replaces it by the current build
 * (`upkeep/current-builds.ts`).
 */
export const readName = (view: ViewId): string => buildName(view, firstBuild);

/** The collection of a build, with the shape of its view. */
export const collectionOf = <D extends Document, E extends DomainEvent>(
  projection: Projection<D, E>,
  build: number,
): Collection => ({ name: buildName(projection, build), ...projection.shape });
