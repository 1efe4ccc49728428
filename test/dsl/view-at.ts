import type { ViewState } from '@ledger/projections/reading/view-state.js';
import type { ViewName } from '../support/known-views.js';
import { positionAt } from './project.js';

/** The state of a view that has folded this many events. By default it does not lag. */
export const viewAt = (name: ViewName, ordinal: number, said: Partial<ViewState> = {}): ViewState => ({
  name,
  position: positionAt(ordinal),
  ordinal,
  lag: 0,
  stopped: null,
  incomplete: [],
  ...said,
});
