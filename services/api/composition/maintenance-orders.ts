import type { Builds } from '@ledger/projections/kernel/builds.js';
import type { BuildComparison } from '@ledger/projections/kernel/building.js';
import type { Incomplete } from '@ledger/projections/kernel/incomplete.js';

/** What an operator may order about the views. */
export type Order =
  /** Folds a view anew beside itself, compares, and switches; `accept` switches whatever the comparison finds. */
  | Readonly<{ do: 'rebuild'; view: string; accept: boolean }>
  | Readonly<{ do: 'back'; view: string }>
  | Readonly<{ do: 'drop'; view: string }>
  | Readonly<{ do: 'repair'; view: string; key: string | null }>
  | Readonly<{ do: 'builds' }>;

/** What came of an order. */
export type Done =
  | Readonly<{
      did: 'rebuild';
      view: string;
      build: number;
      /** Whether a build that was interrupted went on. */
      resumed: boolean;
      sameVersion: boolean;
      /** Null where a build was switched to that had been compared before. */
      comparison: BuildComparison | null;
      switched: boolean;
    }>
  | Readonly<{ did: 'back'; view: string; build: number }>
  | Readonly<{ did: 'drop'; view: string; builds: readonly number[] }>
  | Readonly<{ did: 'repair'; view: string; refolded: number; remaining: readonly Incomplete[] }>
  | Readonly<{ did: 'builds'; builds: readonly Builds[] }>;

/** How far an order has come: events folded, of all that the log holds. */
export type Progress = (ordinal: number, of: number) => void;

const orders: readonly Order['do'][] = ['rebuild', 'back', 'drop', 'repair', 'builds'];

/** Whether something that came over a channel is an order. */
export const isOrder = (value: unknown): value is Order => {
  if (typeof value !== 'object' || value === null || !('do' in value)) return false;
  if (!orders.some((each) => each === value.do)) return false;
  if (value.do === 'builds') return true;
  if (!('view' in value) || typeof value.view !== 'string') return false;
  if (value.do === 'rebuild') return 'accept' in value && typeof value.accept === 'boolean';
  if (value.do === 'repair') return 'key' in value && (value.key === null || typeof value.key === 'string');
  return true;
};
