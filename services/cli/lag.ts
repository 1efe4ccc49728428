import type { ViewState } from '@ledger/projections/kernel/reading.js';
import { count, remark } from './output.js';

/** Tells on stderr where an answer is not of the latest events, and what to do about it. */
export const remarkLag = ({ name, lag, stopped }: ViewState): void => {
  if (stopped !== null) remark(`note: ${stopped}`);
  else if (lag > 0) {
    remark(`note: view ${name} has ${count(lag)} events still to fold; “ledger start” folds them`);
  }
};
