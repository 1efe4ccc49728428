import { stateWords, type ActState } from '@ledger/schema/catalogue/act-states.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';

/** What people call the state of an act. */
export const stateIn = (language: Language, state: ActState): string =>
  stateWords[state][language === 'zh' ? 0 : 1];
