import type { Because } from '@ledger/ledger/kernel/refusals.js';
import type { EventLog, Position } from '@ledger/ledger/ports/event-log.js';
import type { DocumentStore } from '../ports/document-store.js';
import { readCheckpoint } from '../kernel/checkpoint.js';
import { readMarks, type Incomplete } from '../kernel/incomplete-documents.js';
import { readName, type ViewId } from '../kernel/projection.js';
import { standstillOf } from '../kernel/view-problems.js';
import { checkPast, pastOf, type ViewPast } from '../kernel/view-past.js';

/** What a reader needs: the documents, and the log's end to tell how far behind they are. */
export type ReadPorts = Readonly<{ store: DocumentStore; log: EventLog }>;

/** How far a view has come: every answer says it. */
export type ViewState = Readonly<{
  name: string;
  position: Position;
  ordinal: number;
  /** How many events of the log are not folded yet. */
  lag: number;
  stopped: string | null;
  /** The facts of that sentence; missing where it stands still for no reason that has them. */
  halt?: Because;
  /**
   * The documents of the view that lack an event, because it could not be folded into them: all of them, except in an
   * answer about one document.
   */
  incomplete: readonly Incomplete[];
}>;

/** The state of a view; one that nobody has folded yet stands at the start of the log. */
export const viewState = async ({ store, log }: ReadPorts, view: ViewId): Promise<ViewState> => {
  const reached = await readCheckpoint(store, readName(view));
  const head = await log.head();
  const ordinal = reached?.checkpoint.ordinal ?? 0;
  return {
    name: view.name,
    position: reached?.position ?? log.start,
    ordinal,
    lag: Math.max(0, head.ordinal - ordinal),
    ...standstillOf(reached?.checkpoint ?? { stopped: null }),
    incomplete: (reached?.checkpoint.incomplete ?? 0) === 0 ? [] : await incompletesIn(store, view),
  };
};

/** Which events a view was folded from. */
export const viewPast = async ({ store, log }: ReadPorts, view: ViewId): Promise<ViewPast> =>
  pastOf(log, await readCheckpoint(store, readName(view)));

/** Throws LogFault or StoreFault, with what to do, where a view was folded from events that the log does not hold. */
export const checkPasts = async (ports: ReadPorts, views: readonly ViewId[]): Promise<void> => {
  const pasts = await Promise.all(views.map((view) => viewPast(ports, view)));
  for (const [index, { name }] of views.entries()) checkPast(name, pasts[index] ?? 'this');
};

const incompletesIn = async (store: DocumentStore, view: ViewId): Promise<readonly Incomplete[]> => {
  const marks = await readMarks(store, readName(view));
  return [...marks.values()].map(({ doc }) => doc);
};

/**
 * The state of a view in an answer about one document, by its key: incomplete are only that document, and what does
 * not tell its document. No document is asked for where the key is null.
 */
export const stateOfDocument = (view: ViewState, key: string | null): ViewState =>
  view.incomplete.length === 0
    ? view
    : { ...view, incomplete: view.incomplete.filter((each) => each.key === null || each.key === key) };
