import type { ViewState } from '@ledger/projections/reading/view-state.js';
import { sentenceOf } from '@ledger/projections/kernel/incomplete-documents.js';
import { count, remark } from './output.js';

/** How many incomplete documents are named. */
const namedMax = 5;

/** Tells on stderr where an answer is not of the latest events, and what to do about it. */
export const remarkLag = ({ name, lag, stopped, incomplete }: ViewState): void => {
  for (const each of incomplete.slice(0, namedMax)) remark(`note: ${sentenceOf(name, each)}`);
  if (incomplete.length > 0)
    remark(
      `note: the answer may lack ${count(incomplete.length)} incomplete documents; “ledger repair ${name}” folds them anew`,
    );
  if (stopped !== null) remark(`note: ${stopped}`);
  else if (lag > 0) {
    remark(`note: view ${name} has ${count(lag)} events still to fold; “ledger start” folds them`);
  }
};
