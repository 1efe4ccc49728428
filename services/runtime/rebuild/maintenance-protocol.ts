import type { Because } from '@ledger/ledger/kernel/refusals.js';
import type { Builds } from '@ledger/projections/upkeep/view-builds.js';
import type { BuildComparison } from '@ledger/projections/upkeep/build-view.js';
import type { Incomplete } from '@ledger/projections/kernel/incomplete-documents.js';

/** What an operator may order about the views. */
export type ViewOrder =
  /** Folds a view anew beside itself, compares, and switches; `accept` switches whatever the comparison finds. */
  | Readonly<{ do: 'rebuild'; view: string; accept: boolean }>
  | Readonly<{ do: 'back'; view: string }>
  | Readonly<{ do: 'drop'; view: string }>
  | Readonly<{ do: 'repair'; view: string; key: string | null }>
  | Readonly<{ do: 'builds' }>
  /** The log was put back on purpose: what the digests that are set aside tell of it is forgotten. */
  | Readonly<{ do: 'accept' }>;

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
  | Readonly<{ did: 'builds'; builds: readonly Builds[] }>
  | Readonly<{ did: 'accept'; forgotten: number }>;

/** How far an order has come: events folded, of all that the log holds. */
export type Progress = (ordinal: number, of: number) => void;

type Fields = Readonly<Record<string, unknown>>;

const namesView = ({ view }: Fields): boolean => typeof view === 'string';

/** What each order says beside its name. */
const orders: Readonly<Record<ViewOrder['do'], (fields: Fields) => boolean>> = {
  rebuild: (fields) => namesView(fields) && typeof fields['accept'] === 'boolean',
  back: namesView,
  drop: namesView,
  repair: (fields) => namesView(fields) && (fields['key'] === null || typeof fields['key'] === 'string'),
  builds: () => true,
  accept: () => true,
};

/** Whether something that came over a channel is an order. */
export const isOrder = (value: unknown): value is ViewOrder => {
  if (typeof value !== 'object' || value === null || !('do' in value)) return false;
  const [, fits] = Object.entries(orders).find(([name]) => name === value.do) ?? [];
  return fits?.({ ...value }) ?? false;
};

/** Where the owner takes orders about its views from whoever may read its data folder. */
export const maintenancePath = '/maintenance';

/**
 * What the owner answers, one JSON value a line: how far it has come, and in the end what came of it. A blank line now
 * and then says that it is still at work.
 */
export type Told =
  | Readonly<{ ordinal: number; of: number }>
  | Readonly<{ done: Done }>
  | Readonly<{ fault: string; facts?: Because }>;
