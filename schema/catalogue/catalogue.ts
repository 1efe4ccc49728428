import { kindNamed, kindOfCode, kinds, type Kind } from './kinds.js';
import { readResult, type ResultRead } from './case-outcomes.js';
import { rules, type Rule } from './rules.js';

/** The kinds and rules that a ledger applies. Tests can pass rules of their own. */
export type Catalogue = Readonly<{
  kinds: readonly Kind[];
  rules: readonly Rule[];
  kindOfCode: (code: string) => Kind | undefined;
  /** By Chinese name or code. */
  kindNamed: (word: string) => Kind | undefined;
  /** Reads from a note how a case ended. */
  readResult: (note: string | null) => ResultRead;
}>;

export const catalogue: Catalogue = { kinds, rules, kindOfCode, kindNamed, readResult };
