import type { EventLog, Position } from '@ledger/ledger/ports/event-log.js';
import type { Batch, ViewRunner } from './view-runner.js';

/**
 * The number of events per batch. Large batches save writes while a view catches up; larger ones would need too much
 * memory.
 */
export const batchMax = 5_000;

/** Measures the folding of one batch by a runner. Must call `fold` once and resolve after it has resolved. */
export type Watch = (runner: ViewRunner, batch: Batch, fold: () => Promise<void>) => Promise<void>;

export const unwatched: Watch = (_runner, _batch, fold) => fold();

export interface Projector {
  /**
   * Loads the checkpoint of every view. Throws LogFault or StoreFault if a view was folded from events that the log
   * does not contain.
   */
  open(): Promise<void>;
  /** Reads and folds one batch. Resolves to true if every running view has reached the end of the log. */
  pass(): Promise<boolean>;
  /** Folds batches until the end of the log. */
  catchUp(): Promise<void>;
  readonly views: readonly ViewRunner[];
}

/** Brings several views up to date with one read of the log. A view that has stopped does not delay the others. */
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
    // If another runner has moved a checkpoint, the view continues from that position, which may be earlier.
    return end && running().every(({ position }) => position >= reached);
  };

  const catchUp = async (): Promise<void> => {
    while (!(await pass())) {
      // The next batch begins at the position of the slowest view.
    }
  };

  return { open, pass, catchUp, views };
};
