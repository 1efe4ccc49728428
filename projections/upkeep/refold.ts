import type { EventLog, Position } from '@ledger/ledger/ports/event-log.js';
import { readAllLimitMax } from '@ledger/ledger/ports/event-log.js';
import type { DocumentStore } from '../ports/document-store.js';
import { firstRunners, type View } from '../kernel/view.js';
import type { ViewRunner } from '../kernel/view-runner.js';

type Refolding = Readonly<{
  log: EventLog;
  views: readonly View[];
  /** An empty store to fold into. */
  scratch: DocumentStore;
  progress: (ordinal: number, of: number) => void;
}>;

/** Every view folded anew beside the kept ones, each as far as it is asked to, and further when it is asked again. */
export class Refold {
  private constructor(
    private readonly ports: Refolding,
    private readonly runners: readonly ViewRunner[],
  ) {}

  static async begin(ports: Refolding): Promise<Refold> {
    const runners = firstRunners(ports.views, { log: ports.log, store: ports.scratch });
    for (const runner of runners) await runner.open();
    return new Refold(ports, runners);
  }

  /** Folds views on to positions; one that stands there already, or is not named, stays where it is. */
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
        await runner.apply({ reached: upTo, events: events.filter(({ position }) => position <= upTo) });
      }
      read += events.length;
      progress(read, all);
      if (end) return;
      after = reached;
    }
  }
}
