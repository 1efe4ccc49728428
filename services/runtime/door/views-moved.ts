import { viewState, type ViewState } from '@ledger/projections/reading/view-state.js';
import { views } from '@ledger/projections/views.js';
import type { ReadSide } from './read-your-writes.js';
import { pause } from './stoppable-stream.js';

/** Minimum time in milliseconds between two messages. */
const pauseMs = 500;

/** Yields the states of all views at once, and again whenever a view has moved or the log has grown. */
export async function* viewsMoved(
  reading: ReadSide,
  signal: AbortSignal,
): AsyncGenerator<readonly ViewState[], void, undefined> {
  let last = '';
  while (!signal.aborted) {
    const head = await reading.log.head();
    const states = await Promise.all(views.map((view) => viewState(reading, view)));
    const now = JSON.stringify(states);
    if (now !== last) yield states;
    last = now;
    await pause(pauseMs, signal);
    const waiting = new AbortController();
    const either = AbortSignal.any([signal, waiting.signal]);
    // Views that lag will move soon, so poll again after a pause. If no view lags, wait for new events.
    const moved = states.some(({ lag, stopped }) => lag > 0 && stopped === null)
      ? pause(pauseMs, either)
      : reading.log.changed(head.position, either);
    await Promise.race([moved, reading.moved(either)]);
    waiting.abort();
  }
}
