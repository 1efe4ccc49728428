import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { DocumentStore } from '../ports/document-store.js';
import { firstBuild, type ViewId } from './projection.js';
import type { Recount } from './recount.js';
import type { FoldingRunner, ViewRunner } from './view-runner.js';

/** What a view is folded from, and into. */
export type FoldPorts = Readonly<{ log: EventLog; store: DocumentStore }>;

/** What is folded beside the views, in builds of its own, and neither rebuilt nor repaired on request. */
export type Companion = ViewId & Readonly<{ runner: (build: number, ports: FoldPorts) => ViewRunner }>;

/** A view without the types of its documents: what building it needs. */
export type View = ViewId &
  Readonly<{
    /** Older versions whose documents every question of today can be answered from. */
    readable: readonly number[];
    runner: (build: number, ports: FoldPorts) => FoldingRunner;
    /** Adds its figures up without its fold; null where it has none that add up. */
    recount: (() => Recount) | null;
  }>;

/** A runner for the first build of each view. */
export const firstRunners = (views: readonly View[], ports: FoldPorts): readonly FoldingRunner[] =>
  views.map(({ runner }) => runner(firstBuild, ports));
