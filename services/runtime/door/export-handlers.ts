import { acts } from '@ledger/projections/acts/acts-projection.js';
import type { ViewId } from '@ledger/projections/kernel/projection.js';
import { payouts } from '@ledger/projections/payouts/payouts-projection.js';
import { totals } from '@ledger/projections/totals/totals-projection.js';
import { workerByNumber } from '@ledger/projections/workers/workers-queries.js';
import type { Exported } from '../exports/exported.js';
import { exportPieces, type ExportSnapshot } from '../exports/sheet-export.js';
import type { Handlers } from './door.js';
import type { Caller } from './orders.js';
import { atLeast, type ReadSide } from './read-your-writes.js';

/**
 * The parts that exports use: `reading` to check the request against the views, and `moment` to open a snapshot of
 * them.
 */
export type ExportParts = Readonly<{
  reading: ReadSide;
  snapshot: () => Promise<ExportSnapshot>;
  now: () => string;
  isSample: () => Promise<boolean>;
  /** How the sheet names the caller. */
  nameOf: (by: Caller) => string;
}>;

const viewsRead: Readonly<Record<Exported['what'], ViewId>> = {
  totals,
  acts,
  payouts,
  history: acts,
};

export const exportHandlers = ({
  reading,
  snapshot,
  now,
  isSample,
  nameOf,
}: ExportParts): Handlers<'ExportSheet'> => ({
  ExportSheet: async ({ by, exported, format, names, language, atLeast: position }) => {
    await atLeast(reading, viewsRead[exported.what], position);
    if (exported.what === 'history' && (await workerByNumber(reading.store, exported.worker)) === null)
      return null;
    const exporting = { by: nameOf(by), at: now(), language, sample: await isSample() };
    return exportPieces(snapshot, { exported, format, names, exporting });
  },
});
