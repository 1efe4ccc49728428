import type { ViewState } from '@ledger/projections/reading/view-state.js';
import type { ViewName } from '../support/known-views.js';
import { positionAt } from './project.js';

/** A view that has folded so many events, and has no other to fold unless that is said. */
export const viewAt = (name: ViewName, ordinal: number, said: Partial<ViewState> = {}): ViewState => ({
  name,
  position: positionAt(ordinal),
  ordinal,
  lag: 0,
  stopped: null,
  incomplete: [],
  ...said,
});
