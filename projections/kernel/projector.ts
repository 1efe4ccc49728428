import type { EventLog, Position } from '@ledger/ledger/ports/event-log.js';
import type { Batch, ViewRunner } from './view-runner.js';

/** How many events are folded together: many coalesce the writes of a long way behind, more would fill the memory. */
export const batchMax = 5_000;

/** Measures how a runner folds a batch. It calls `fold` once, and resolves when that has. */
export type Watch = (runner: ViewRunner, batch: Batch, fold: () => Promise<void>) => Promise<void>;

export const unwatched: Watch = (_runner, _batch, fold) => fold();

export interface Projector {
  /** Takes up every view where it stands. Throws LogFault or StoreFault where one is not of this log's past. */
  open(): Promise<void>;
  /** Reads and folds one batch; true when every view stands at the end of the log. */
  pass(): Promise<boolean>;
  /** Folds to the end of the log. */
  catchUp(): Promise<void>;
  readonly views: readonly ViewRunner[];
}

/** Brings several views up to date from one reading of the log. A view that stops does not hold up the others. */
export const projector = (
  log: EventLog,
  views: readonly ViewRunner[],
  watch: Watch = unwatched,
): Projector => {
  const running = (): readonly ViewRunner[] => views.filter((view) => view.stopped === null);

  const behind = (): Position | null => {
    let least: Position | null = null;
    for (const { position } of running()) if (least === null || position < least) least = position;
    return least;
  };

  const open = async (): Promise<void> => {
    for (const view of views) await view.open();
  };

  const pass = async (): Promise<boolean> => {
    const after = behind();
    if (after === null) return true;
    const { events, reached, end } = await log.readAll(after, batchMax);
    const batch = { reached, events };
    for (const view of running()) await watch(view, batch, () => view.apply(batch));
    // A view whose checkpoint another runner has moved stands where that one was, which may be further back.
    return end && running().every(({ position }) => position >= reached);
  };

  const catchUp = async (): Promise<void> => {
    while (!(await pass())) {
      // The next batch begins where the slowest view stands.
    }
  };

  return { open, pass, catchUp, views };
};
