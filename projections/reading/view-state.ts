import type { RefusalDetails } from '@ledger/ledger/kernel/refusals.js';
import type { EventLog, Position } from '@ledger/ledger/ports/event-log.js';
import type { DocumentStore } from '../ports/document-store.js';
import { readCheckpoint } from '../kernel/checkpoint.js';
import { readMarks, type Incomplete } from '../kernel/incomplete-documents.js';
import { readName, type ViewId } from '../kernel/projection.js';
import { standstillOf } from '../kernel/view-problems.js';
import { checkPast, pastOf, type ViewPast } from '../kernel/view-past.js';

/** What queries need: the documents, and the log, whose end shows how many events a view has not folded yet. */
export type ReadPorts = Readonly<{ store: DocumentStore; log: EventLog }>;

/** The state of a view, which every answer contains. */
export type ViewState = Readonly<{
  name: string;
  position: Position;
  ordinal: number;
  /** The number of events in the log that the view has not folded yet. */
  lag: number;
  stopped: string | null;
  /** The facts from which the sentence in `stopped` can be translated; missing if there are none. */
  halt?: RefusalDetails;
  /**
   * The documents that lack an event, because it could not be folded into them. An answer about one document lists only
   * what concerns that document.
   */
  incomplete: readonly Incomplete[];
}>;

/** The state of a view. A view without a checkpoint is at the start of the log. */
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

/** From which log's events a view was folded (see `ViewPast`). */
export const viewPast = async ({ store, log }: ReadPorts, view: ViewId): Promise<ViewPast> =>
  pastOf(log, await readCheckpoint(store, readName(view)));

/**
 * Throws LogFault or StoreFault, with a message that says what to do, if a view was folded from events that the log
 * does not contain.
 */
export const checkPasts = async (ports: ReadPorts, views: readonly ViewId[]): Promise<void> => {
  const pasts = await Promise.all(views.map((view) => viewPast(ports, view)));
  for (const [index, { name }] of views.entries()) checkPast(name, pasts[index] ?? 'this');
};

const incompletesIn = async (store: DocumentStore, view: ViewId): Promise<readonly Incomplete[]> => {
  const marks = await readMarks(store, readName(view));
  return [...marks.values()].map(({ doc }) => doc);
};

/**
 * The state of a view in an answer about the document with this key. It lists only the marks of that document, and
 * those whose document is unknown. A null key means that the answer is about no document.
 */
export const stateOfDocument = (view: ViewState, key: string | null): ViewState =>
  view.incomplete.length === 0
    ? view
    : { ...view, incomplete: view.incomplete.filter((each) => each.key === null || each.key === key) };
