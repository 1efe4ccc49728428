import type { Report } from '@ledger/ledger/imports/import-report.js';
import type { ImportStatus } from '@ledger/runtime/imports/import-status.js';
import { answeringDoor } from './direct-doors.js';
import type { Ledger } from '@ledger/runtime/ledger/ledger.js';

export const plainReport: Report = { rows: 2, accepted: 2, refused: [] };

/** A ledger that reports these steps for every import, and then `plainReport` as the result. */
export const ledgerReporting = (...steps: readonly Partial<ImportStatus>[]): Ledger => {
  const reported = async function* () {
    for (const step of steps) yield await Promise.resolve({ rows: null, judged: 0, failure: null, ...step });
  };
  const door = answeringDoor({
    WatchImport: reported,
    GetOutcome: () => ({ report: plainReport, failure: null }),
  });
  return { door } as unknown as Ledger;
};
