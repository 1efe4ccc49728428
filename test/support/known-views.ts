import { acts } from '@ledger/projections/acts/acts-projection.js';
import { entries } from '@ledger/projections/entries/entries-projection.js';
import { imports } from '@ledger/projections/imports/imports-projection.js';
import { readName } from '@ledger/projections/kernel/projection.js';
import { firstRunners, type FoldPorts } from '@ledger/projections/kernel/view.js';
import type { FoldingRunner } from '@ledger/projections/kernel/view-runner.js';
import { payouts } from '@ledger/projections/payouts/payouts-projection.js';
import { totals } from '@ledger/projections/totals/totals-projection.js';
import { views } from '@ledger/projections/views.js';
import { workers } from '@ledger/projections/workers/workers-projection.js';

/** All views by name. */
export const knownViews = { workers, acts, entries, totals, payouts, imports } as const;

export type ViewName = keyof typeof knownViews;

const isKnown = (name: string): name is ViewName => Object.hasOwn(knownViews, name);

/** The names of the views, in the order of the list `views`. */
export const viewNames: readonly ViewName[] = views.map(({ name }) => {
  if (!isKnown(name)) throw new Error(`the tests do not know the view ${name}`);
  return name;
});

/** For each view, the name of the collection that its documents are read from. */
export const collectionNames: Readonly<Record<ViewName, string>> = {
  workers: readName(workers),
  acts: readName(acts),
  entries: readName(entries),
  totals: readName(totals),
  payouts: readName(payouts),
  imports: readName(imports),
};

/** One runner for each view. It folds the view's first build. */
export const runnersOf = (ports: FoldPorts): readonly FoldingRunner[] => firstRunners(views, ports);
