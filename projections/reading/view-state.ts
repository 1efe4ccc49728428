import type { EventLog, Position } from '@ledger/ledger/ports/event-log.js';
import type { DocumentStore } from '../ports/document-store.js';
import { readCheckpoint } from '../kernel/checkpoint.js';
import { isUsed, readMarks, type Incomplete, type Used } from '../kernel/incomplete-documents.js';
import { readName, type ViewId } from '../kernel/projection.js';

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
  /** Documents that the answer may lack, because an event could not be folded into them. */
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
    stopped: reached?.checkpoint.stopped ?? null,
    incomplete: (reached?.checkpoint.incomplete ?? 0) === 0 ? [] : await incompletesIn(store, view),
  };
};

const incompletesIn = async (store: DocumentStore, view: ViewId): Promise<readonly Incomplete[]> => {
  const marks = await readMarks(store, readName(view));
  return [...marks.values()].map(({ doc }) => doc);
};

/** The state of a view as an answer has it: of the incomplete documents, only those that it may lack. */
export const stateFor = (view: ViewState, used: Used): ViewState =>
  view.incomplete.length === 0
    ? view
    : { ...view, incomplete: view.incomplete.filter((each) => isUsed(each, used)) };
