import { errorOf } from '@ledger/ledger/kernel/error-message.js';
import type { Position } from '@ledger/ledger/ports/event-log.js';
import { isPosition } from '@ledger/ledger/ports/event-log.js';
import { viewState, type ReadPorts, type ViewState } from '@ledger/projections/reading/view-state.js';
import { type Listed } from '@ledger/projections/reading/list-slice.js';
import type { ViewId } from '@ledger/projections/kernel/projection.js';

/** How long a query waits for its view to fold what the caller has written. */
export const waitMsMax = 5_000;
/** How often a view is looked at again where nobody tells that it moved. */
const pollMs = 25;

export class ForeignPosition extends Error {
  override readonly name = 'ForeignPosition';
  constructor(readonly given: string) {
    super(`“${given}” is no position of this ledger; use one that it has answered`);
  }
}

/** The view did not come so far in time. */
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

/** The read side with a bell: what a query needs to read what was just written. */
export type Reading = ReadPorts & Readonly<{ moved: (signal: AbortSignal) => Promise<void> }>;

const positionOf = ({ log }: Reading, text: string): Position => {
  if (!isPosition(text) || text.slice(0, 4) !== log.start.slice(0, 4)) throw new ForeignPosition(text);
  return text;
};

/** A position within this ledger's log. Throws ForeignPosition where it is of another one or beyond its end. */
export const knownPosition = async (reading: Reading, text: string): Promise<Position> => {
  const position = positionOf(reading, text);
  const head = await reading.log.head();
  if (position > head.position) throw new ForeignPosition(text);
  return position;
};

type Asked = Readonly<{ atLeast: string | null }>;
type PageOf<D> = Readonly<{ listed: Listed<D>; view: ViewState }>;

/** Pages of one view: its state is read once for all of them that ask for the same position, each page by itself. */
export const answerPages = async <A extends Asked, D>(
  reading: Reading,
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
 * The state of a view that has folded at least that position, waited for within bounds. Throws ForeignPosition where
 * the position is of another ledger or beyond its end, ViewBehind where the view does not come so far.
 */
export const atLeast = async (reading: Reading, view: ViewId, text: string | null): Promise<ViewState> => {
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
 * Waits until a view has folded a position; false where the signal aborts before. Throws ViewBehind where the view
 * stands still before it.
 */
export const foldedUpTo = async (
  reading: Reading,
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
