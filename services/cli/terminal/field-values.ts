import { kindOfCode } from '@ledger/schema/catalogue/kinds.js';
import { actStates, type ActState } from '@ledger/schema/catalogue/act-states.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { outcomeWord, sexWord, yesOrNo } from '@ledger/projections/exports/sheet-words.js';
import { stateIn } from './terminal-language.js';

const isState = (text: string): text is ActState => actStates.some((state) => state === text);

/** What a reader of Chinese calls the values of fields that are codes. */
const valuesInChinese: Readonly<Record<string, (code: string) => string | null>> = {
  kind: (code) => kindOfCode(code)?.zh ?? null,
  sex: (code) => (code === 'male' || code === 'female' ? sexWord(code, 'zh') : null),
  state: (code) => (isState(code) ? stateIn('zh', code) : null),
  outcome: (code) => outcomeWord(code, 'zh'),
  satisfied: (code) => yesOrNo(code === 'true', 'zh'),
};

/** The value of a field as it is shown; English shows codes as they are. */
export const valueIn = (language: Language, field: string, text: string): string =>
  language === 'en' ? text : (valuesInChinese[field]?.(text) ?? text);
