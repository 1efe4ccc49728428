import type { FoldingRunner, ViewRunner } from '@ledger/projections/kernel/view-runner.js';
import type { View } from '@ledger/projections/views.js';
import { spanned } from '@ledger/infra/telemetry/trace-spans.js';

/** How long a view took to fold a batch. */
export type Folded = Readonly<{ view: string; events: number; ms: number }>;
type Tell = (folded: Folded) => void;
type Batch = Parameters<ViewRunner['apply']>[0];

class Watched<R extends ViewRunner> implements ViewRunner {
  constructor(
    protected readonly runner: R,
    private readonly tell: Tell,
  ) {}

  get view(): string {
    return this.runner.view;
  }

  get position(): ViewRunner['position'] {
    return this.runner.position;
  }

  get ordinal(): number {
    return this.runner.ordinal;
  }

  get stopped(): string | null {
    return this.runner.stopped;
  }

  get incomplete(): number {
    return this.runner.incomplete;
  }

  open(): Promise<void> {
    return this.runner.open();
  }

  apply(batch: Batch): Promise<void> {
    const { runner } = this;
    if (batch.events.length === 0) return runner.apply(batch);
    const tags = { 'ledger.events': batch.events.length };
    return spanned(`ledger.fold ${runner.view}`, tags, async () => {
      const { ordinal } = runner;
      const began = performance.now();
      await runner.apply(batch);
      this.tell({ view: runner.view, events: runner.ordinal - ordinal, ms: performance.now() - began });
    });
  }
}

class WatchedFolding extends Watched<FoldingRunner> implements FoldingRunner {
  get collection(): FoldingRunner['collection'] {
    return this.runner.collection;
  }

  repair: FoldingRunner['repair'] = (repairing) => this.runner.repair(repairing);
}

/** A runner that tells of every batch it folds, and is traced. */
export const watchedRunner = (runner: ViewRunner, tell: Tell): ViewRunner => new Watched(runner, tell);

/** A view whose every build tells of what it folds. */
export const watchedView = (view: View, tell: Tell): View => ({
  ...view,
  runner: (build, ports) => new WatchedFolding(view.runner(build, ports), tell),
});
