import { viewState, type ViewState } from '@ledger/projections/reading/view-state.js';
import { views } from '@ledger/projections/views.js';
import type { Reading } from './read-your-writes.js';
import { pause } from './stoppable-stream.js';

/** The least time between two tidings. */
const pauseMs = 500;

/** Every view at once, then whenever one has moved or the log has grown. */
export async function* viewsMoved(
  reading: Reading,
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
    // Views that still have to fold what is there move soon; at the end they move when the log grows.
    const moved = states.some(({ lag, stopped }) => lag > 0 && stopped === null)
      ? pause(pauseMs, either)
      : reading.log.changed(head.position, either);
    await Promise.race([moved, reading.moved(either)]);
    waiting.abort();
  }
}
