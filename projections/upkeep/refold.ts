import type { EventLog, Position } from '@ledger/ledger/ports/event-log.js';
import { readAllLimitMax } from '@ledger/ledger/ports/event-log.js';
import type { DocumentStore } from '../ports/document-store.js';
import type { Recount } from '../kernel/recount.js';
import { firstRunners, type View } from '../kernel/view.js';
import type { Batch, ViewRunner } from '../kernel/view-runner.js';

type Refolding = Readonly<{
  log: EventLog;
  views: readonly View[];
  /** An empty store for the fresh folds. */
  scratch: DocumentStore;
  progress: (ordinal: number, of: number) => void;
}>;

/**
 * Folds every view again into a scratch store, each up to the position that is requested. A later request continues
 * from there.
 */
export class Refold {
  private constructor(
    private readonly ports: Refolding,
    private readonly runners: readonly ViewRunner[],
    private readonly recounts: ReadonlyMap<string, Recount>,
  ) {}

  static async begin(ports: Refolding): Promise<Refold> {
    const runners = firstRunners(ports.views, { log: ports.log, store: ports.scratch });
    for (const runner of runners) await runner.open();
    const recounts = ports.views.flatMap(({ name, recount }) =>
      recount === null ? [] : [[name, recount()] as const],
    );
    return new Refold(ports, runners, new Map(recounts));
  }

  /**
   * The independent sums of a view's events up to the position of the fresh fold; null if the view has no figures, or
   * if the fresh fold itself is incomplete.
   */
  recountOf(view: string): Recount | null {
    const isWhole = this.runners.some((runner) => runner.view === view && runner.incomplete === 0);
    return isWhole ? (this.recounts.get(view) ?? null) : null;
  }

  /**
   * Continues the folds of these views up to the given positions. Views that are there already, or are not listed, stay
   * where they are.
   */
  async to(targets: ReadonlyMap<string, Position>): Promise<void> {
    const { log, progress } = this.ports;
    const asked = this.runners.flatMap((runner) => {
      const target = targets.get(runner.view);
      return target === undefined || runner.position >= target ? [] : [{ runner, target }];
    });
    if (asked.length === 0) return;
    const { ordinal: all } = await log.head();
    const last = asked.map(({ target }) => target).reduce((a, b) => (a > b ? a : b));
    let after = asked.map(({ runner }) => runner.position).reduce((a, b) => (a < b ? a : b));
    let read = Math.min(...asked.map(({ runner }) => runner.ordinal));
    while (after < last) {
      const { events, reached, end } = await log.readAll(after, readAllLimitMax);
      for (const { runner, target } of asked) {
        const upTo = reached < target ? reached : target;
        await this.fold(runner, { reached: upTo, events: events.filter(({ position }) => position <= upTo) });
      }
      read += events.length;
      progress(read, all);
      if (end) return;
      after = reached;
    }
  }

  private async fold(runner: ViewRunner, batch: Batch): Promise<void> {
    const before = runner.position;
    await runner.apply(batch);
    const recount = this.recounts.get(runner.view);
    if (recount === undefined) return;
    for (const past of batch.events) {
      if (past.position > before && past.position <= runner.position) recount.take(past);
    }
  }
}
