import { errorOf } from '@ledger/ledger/kernel/error-message.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import { isPosition } from '@ledger/ledger/ports/event-log.js';
import { viewState, type ReadPorts, type ViewState } from '@ledger/projections/reading/view-state.js';
import { type Listed } from '@ledger/projections/reading/list-slice.js';
import type { ViewId } from '@ledger/projections/kernel/projection.js';

/** How many milliseconds a query waits for its view to fold the caller's own writes. */
export const waitMsMax = 5_000;
/** Poll interval in milliseconds: how often a view is read when no change notification arrives. */
const pollMs = 25;

export class ForeignPosition extends Error {
  override readonly name = 'ForeignPosition';
  constructor(readonly given: string) {
    super(`“${given}” is no position of this ledger; use one that it has answered`);
  }
}

/** The view did not fold the requested position in time. */
export class ViewBehind extends Error {
  override readonly name = 'ViewBehind';
  constructor(
    readonly view: ViewState,
    readonly wanted: Position,
  ) {
    const why = view.stopped ?? `it is ${String(view.lag)} events behind; ask again`;
    super(`view ${view.name} has not reached ${wanted}: ${why}`);
  }
}

/** The read side with change notifications, so that a query can wait until a view has folded a write. */
export type ReadSide = ReadPorts & Readonly<{ moved: (signal: AbortSignal) => Promise<void> }>;

const positionOf = ({ log }: ReadSide, text: string): Position => {
  if (!isPosition(text) || text.slice(0, 4) !== log.start.slice(0, 4)) throw new ForeignPosition(text);
  return text;
};

/** Validates a log position. Throws ForeignPosition if it belongs to another ledger or is after the end of the log. */
export const knownPosition = async (reading: ReadSide, text: string): Promise<Position> => {
  const position = positionOf(reading, text);
  const head = await reading.log.head();
  if (position > head.position) throw new ForeignPosition(text);
  return position;
};

type PageRequest = Readonly<{ atLeast: string | null }>;
type PageOf<D> = Readonly<{ listed: Listed<D>; view: ViewState }>;

/** Reads several pages of one view. Pages that request the same position share one read of the view's state. */
export const answerPages = async <A extends PageRequest, D>(
  reading: ReadSide,
  view: ViewId,
  asked: readonly A[],
  read: (each: A) => Promise<Listed<D>>,
): Promise<readonly (PageOf<D> | Error)[]> => {
  const views = new Map<string | null, Promise<ViewState>>();
  const viewAt = (position: string | null): Promise<ViewState> => {
    const state = views.get(position) ?? atLeast(reading, view, position);
    views.set(position, state);
    return state;
  };
  const pages = await Promise.allSettled(
    asked.map(async (each) => {
      const state = await viewAt(each.atLeast);
      return { view: state, listed: await read(each) };
    }),
  );
  return pages.map((page) => (page.status === 'fulfilled' ? page.value : errorOf(page.reason)));
};

/**
 * Waits a limited time until a view has folded a position, and returns the view's state. Throws ForeignPosition if the
 * position belongs to another ledger or is after the end of the log, and ViewBehind if the view does not reach it.
 */
export const atLeast = async (reading: ReadSide, view: ViewId, text: string | null): Promise<ViewState> => {
  if (text === null) return viewState(reading, view);
  const wanted = await knownPosition(reading, text);
  const deadline = AbortSignal.timeout(waitMsMax);
  for (;;) {
    const state = await viewState(reading, view);
    if (state.position >= wanted) return state;
    if (deadline.aborted || state.stopped !== null) throw new ViewBehind(state, wanted);
    await reading.moved(AbortSignal.any([deadline, AbortSignal.timeout(pollMs)]));
  }
};

/**
 * Waits without a time limit until a view has folded a position; false if the signal aborts first. Throws ViewBehind if
 * the view has stopped before that position.
 */
export const foldedUpTo = async (
  reading: ReadSide,
  view: ViewId,
  wanted: Position,
  signal: AbortSignal,
): Promise<boolean> => {
  while (!signal.aborted) {
    const state = await viewState(reading, view);
    if (state.position >= wanted) return true;
    if (state.stopped !== null) throw new ViewBehind(state, wanted);
    await reading.moved(AbortSignal.any([signal, AbortSignal.timeout(pollMs)]));
  }
  return false;
};
