import type { DomainEvent, EventTypes } from '@ledger/ledger/kernel/domain-event.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import type { Collection, Document } from '../ports/document-store.js';

/**
 * One view: a pure fold of events into documents, one document at a time. An event may change several documents;
 * the fold of one never reads another. What a fold needs to know stands in the event.
 */
export type Projection<D extends Document, E extends DomainEvent> = Readonly<{
  name: string;
  /** A changed fold or shape gets a new version, and with it new collections. */
  version: number;
  /** Older versions whose documents every question of today can still be answered from. */
  readable: readonly number[];
  types: EventTypes<E>;
  /** The keys of the documents that the event changes, each once. */
  keysOf: (past: Recorded<E>) => readonly string[];
  /**
   * Whether the event can only be the first of its documents: saves looking for them. A wrong yes costs time, not
   * truth, because the put is compare-and-set.
   */
  opens: (past: Recorded<E>) => boolean;
  /** The document after the event; null is no document (any more). */
  fold: (doc: D | null, past: Recorded<E>, key: string) => D | null;
  /** How its documents may be asked; the name is made from view, version and build. */
  shape: Omit<Collection, 'name'>;
}>;

/** What a view is known by: its name, and the version of its fold and of its documents. */
export type ViewId = Readonly<{ name: string; version: number }>;

/** The name of the collection of a build of a view. */
export const buildName = ({ name, version }: ViewId, build: number): string =>
  `${name}_v${String(version)}_b${String(build)}`;

/** The build that a view begins with. */
export const firstBuild = 1;

/**
 * The name by which a view is read: that of its first build. Readers put the current build in its place
 * (`upkeep/current-builds.ts`).
 */
export const readName = (view: ViewId): string => buildName(view, firstBuild);

/** The collection of a build of a view. */
export const collectionOf = <D extends Document, E extends DomainEvent>(
  projection: Projection<D, E>,
  build: number,
): Collection => ({ name: buildName(projection, build), ...projection.shape });
