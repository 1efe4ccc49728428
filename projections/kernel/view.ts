import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { DocumentStore } from '../ports/document-store.js';
import { firstBuild, type ViewId } from './projection.js';
import type { Recount } from './recount.js';
import type { FoldingRunner, ViewRunner } from './view-runner.js';

/** The log that a view is folded from and the store that it is folded into. */
export type FoldPorts = Readonly<{ log: EventLog; store: DocumentStore }>;

/**
 * A projection that is folded together with the views, in builds of its own, but is not rebuilt or repaired on request
 * (for example the digest).
 */
export type Companion = ViewId & Readonly<{ runner: (build: number, ports: FoldPorts) => ViewRunner }>;

/** A view without the types of its documents, so that all views fit into one list. */
export type View = ViewId &
  Readonly<{
    /** Older versions whose documents can still answer every query of this version. */
    readable: readonly number[];
    runner: (build: number, ports: FoldPorts) => FoldingRunner;
    /** Adds up the figures of the view without using its fold; null if the view has no figures to add up. */
    recount: (() => Recount) | null;
  }>;

/** A runner for the first build of each view. */
export const firstRunners = (views: readonly View[], ports: FoldPorts): readonly FoldingRunner[] =>
  views.map(({ runner }) => runner(firstBuild, ports));
