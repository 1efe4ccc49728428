import type { ViewState } from '@ledger/projections/reading/view-state.js';
import { incompleteText } from '@ledger/projections/kernel/incomplete-documents.js';
import { stoppedIn } from '@ledger/projections/kernel/view-problems.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { count, remark } from './output.js';
import { terminalSpeech } from './terminal-messages.js';

/** How many incomplete documents are named. */
const namedMax = 5;

/** Tells on stderr what an answer may lack, and what to do about it. */
export const remarkIncomplete = ({ name, incomplete }: ViewState, language: Language): void => {
  const say = terminalSpeech(language);
  for (const each of incomplete.slice(0, namedMax))
    remark(say('note', { remark: incompleteText(name, each, language) }));
  if (incomplete.length > 0) remark(say('mayLack', { number: count(incomplete.length), view: name }));
};

/** Tells on stderr where an answer is not of all events, and what to do about it. */
export const remarkLag = (state: ViewState, language: Language): void => {
  const { name, lag } = state;
  const stopped = stoppedIn(language, state);
  const say = terminalSpeech(language);
  remarkIncomplete(state, language);
  if (stopped !== null) remark(say('note', { remark: stopped }));
  else if (lag > 0) remark(say('toFold', { view: name, number: count(lag) }));
};
