import { kindOfCode, kindOfName, kinds, type Kind } from './kinds.js';
import { readResult, type ResultRead } from './case-outcomes.js';
import { rules, type Rule } from './rules.js';

/** The kinds and the rules that a ledger works by; tests bring their own rules to it. */
export type Catalogue = Readonly<{
  kinds: readonly Kind[];
  rules: readonly Rule[];
  kindOfCode: (code: string) => Kind | undefined;
  kindOfName: (zh: string) => Kind | undefined;
  /** How a case ended, by its note. */
  readResult: (note: string | null) => ResultRead;
}>;

export const catalogue: Catalogue = { kinds, rules, kindOfCode, kindOfName, readResult };
