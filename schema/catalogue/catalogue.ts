import { kindOfCode, kindOfName, kinds, type Kind } from './kinds.js';
import { readResult } from './case-outcomes.js';
import type { CaseResult } from '../events/acts.js';
import { rules, type Rule } from './rules.js';

/** The kinds and the rules that a ledger works by; tests bring their own rules to it. */
export type Catalogue = Readonly<{
  kinds: readonly Kind[];
  rules: readonly Rule[];
  kindOfCode: (code: string) => Kind | undefined;
  kindOfName: (zh: string) => Kind | undefined;
  /** How a case ended, by its note. */
  readResult: (note: string | null) => CaseResult;
}>;

export const catalogue: Catalogue = { kinds, rules, kindOfCode, kindOfName, readResult };
