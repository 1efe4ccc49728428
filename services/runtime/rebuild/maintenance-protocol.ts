import type { RefusalDetails } from '@ledger/ledger/kernel/refusals.js';
import type { Builds } from '@ledger/projections/upkeep/view-builds.js';
import type { BuildComparison } from '@ledger/projections/upkeep/build-view.js';
import type { Incomplete } from '@ledger/projections/kernel/incomplete-documents.js';

/** A maintenance command about the views. A build is a numbered copy of a view. */
export type ViewOrder =
  /**
   * Folds a second build of a view from the log, compares it with the current one, and switches to it if they agree;
   * with `accept`, also if they differ.
   */
  | Readonly<{ do: 'rebuild'; view: string; accept: boolean }>
  | Readonly<{ do: 'back'; view: string }>
  | Readonly<{ do: 'drop'; view: string }>
  | Readonly<{ do: 'repair'; view: string; key: string | null }>
  | Readonly<{ do: 'builds' }>
  /**
   * Confirms that the log was restored from a backup on purpose: digests (hashes of the log's events) that were made
   * before and do not fit the log any more are removed.
   */
  | Readonly<{ do: 'accept' }>;

/** The result of a maintenance command. */
export type Done =
  | Readonly<{
      did: 'rebuild';
      view: string;
      build: number;
      /** Whether an interrupted build was continued. */
      resumed: boolean;
      sameVersion: boolean;
      /** Null if the command switched to an existing build that had been compared earlier. */
      comparison: BuildComparison | null;
      switched: boolean;
    }>
  | Readonly<{ did: 'back'; view: string; build: number }>
  | Readonly<{ did: 'drop'; view: string; builds: readonly number[] }>
  | Readonly<{ did: 'repair'; view: string; refolded: number; remaining: readonly Incomplete[] }>
  | Readonly<{ did: 'builds'; builds: readonly Builds[] }>
  | Readonly<{ did: 'accept'; forgotten: number }>;

/** Reports progress: the number of events folded, and the number of all events in the log. */
export type OnProgress = (ordinal: number, of: number) => void;

type Fields = Readonly<Record<string, unknown>>;

const namesView = ({ view }: Fields): boolean => typeof view === 'string';

/** Checks the arguments of each command. */
const orders: Readonly<Record<ViewOrder['do'], (fields: Fields) => boolean>> = {
  rebuild: (fields) => namesView(fields) && typeof fields['accept'] === 'boolean',
  back: namesView,
  drop: namesView,
  repair: (fields) => namesView(fields) && (fields['key'] === null || typeof fields['key'] === 'string'),
  builds: () => true,
  accept: () => true,
};

/** Whether a received value is a maintenance command. */
export const isOrder = (value: unknown): value is ViewOrder => {
  if (typeof value !== 'object' || value === null || !('do' in value)) return false;
  const [, fits] = Object.entries(orders).find(([name]) => name === value.do) ?? [];
  return fits?.({ ...value }) ?? false;
};

/** The path at which the server accepts maintenance commands. Clients need the token from a file in the data folder. */
export const maintenancePath = '/maintenance';

/**
 * The response, one JSON value per line: progress messages, and at the end the result or an error. Blank lines between
 * them show that the work is still going on.
 */
export type MaintenanceMessage =
  | Readonly<{ ordinal: number; of: number }>
  | Readonly<{ done: Done }>
  | Readonly<{ fault: string; facts?: RefusalDetails }>;
