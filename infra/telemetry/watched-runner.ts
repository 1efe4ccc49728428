import type { ViewRunner } from '@ledger/projections/kernel/view-runner.js';
import { spanned } from './tracing.js';

/** How long a view took to fold a batch. */
export type Folded = Readonly<{ view: string; events: number; ms: number }>;

/** A runner that tells of every batch it folds, and is traced. */
export const watchedRunner = (runner: ViewRunner, tell: (folded: Folded) => void): ViewRunner => ({
  get view() {
    return runner.view;
  },
  get position() {
    return runner.position;
  },
  get ordinal() {
    return runner.ordinal;
  },
  get stopped() {
    return runner.stopped;
  },
  get incomplete() {
    return runner.incomplete;
  },
  open: () => runner.open(),
  apply: (batch) =>
    batch.events.length === 0
      ? runner.apply(batch)
      : spanned(`ledger.fold ${runner.view}`, { 'ledger.events': batch.events.length }, async () => {
          const { ordinal } = runner;
          const began = performance.now();
          await runner.apply(batch);
          tell({ view: runner.view, events: runner.ordinal - ordinal, ms: performance.now() - began });
        }),
});
