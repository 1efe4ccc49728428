import { actStates, stateWords, type ActState } from '@ledger/schema/catalogue/act-states.js';
import { districtOf, nation } from '@ledger/schema/catalogue/districts.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { kindOfCode } from '@ledger/schema/catalogue/kinds.js';
import type { SheetCell, CellKind, SheetColumn } from '../ports/sheet-writer.js';

type Words = readonly [zh: string, en: string];

export const word = ([zh, en]: Words, language: Language): string => (language === 'zh' ? zh : en);

export const stateWord = (state: ActState, language: Language): string => word(stateWords[state], language);
export const stateList = (states: readonly ActState[], language: Language): string =>
  actStates
    .filter((state) => states.includes(state))
    .map((state) => stateWord(state, language))
    .join(', ');

const outcomeWords: Readonly<Record<string, Words>> = {
  mediated: ['调解成功', 'mediated'],
  'sent-to-arbitration': ['转仲裁', 'sent to arbitration'],
  'not-mediated': ['未成', 'not mediated'],
  closed: ['已结案', 'closed'],
};

export const outcomeWord = (outcome: string | null, language: Language): string | null => {
  const words = outcome === null ? undefined : outcomeWords[outcome];
  return words === undefined ? outcome : word(words, language);
};

export const yesOrNo = (value: boolean | null, language: Language): string | null => {
  if (value === null) return null;
  return value ? word(['是', 'yes'], language) : word(['否', 'no'], language);
};

export const sexWord = (sex: string | null, language: Language): string | null => {
  if (sex === null) return null;
  return sex === 'male' ? word(['男', 'male'], language) : word(['女', 'female'], language);
};

export const kindWord = (code: string, language: Language): string => {
  const kind = kindOfCode(code);
  return kind === undefined ? code : word([kind.zh, kind.en], language);
};

export const districtWord = (code: string | null, language: Language): string => {
  if (code === null || code === nation) return word(['全国', 'the whole country'], language);
  return `${code} ${districtOf(code)?.name ?? ''}`.trim();
};

/**
 * A column: its header in both languages, its format and width, and the function that gives its cell for a document.
 */
export type Field<D> = Readonly<{ head: Words; kind: CellKind; width: number; cell: (doc: D) => SheetCell }>;

export const field = <D>(
  head: Words,
  kind: CellKind,
  width: number,
  cell: (doc: D) => SheetCell,
): Field<D> => ({
  head,
  kind,
  width,
  cell,
});

export const columnsOf = <D>(fields: readonly Field<D>[], language: Language): readonly SheetColumn[] =>
  fields.map(({ head, kind, width }) => ({ head: word(head, language), kind, width }));
