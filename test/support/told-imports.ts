import type { Report } from '@ledger/ledger/imports/import-report.js';
import type { ToldImport } from '@ledger/runtime/imports/told-import.js';
import { tellingDoor } from './direct-doors.js';
import type { Ledger } from '@ledger/runtime/ledger/ledger.js';

export const toldReport: Report = { rows: 2, accepted: 2, refused: [] };

/** A ledger that tells of every import in these steps, and then that report of it. */
export const ledgerTelling = (...steps: readonly Partial<ToldImport>[]): Ledger => {
  const told = async function* () {
    for (const step of steps) yield await Promise.resolve({ rows: null, judged: 0, failure: null, ...step });
  };
  const door = tellingDoor({
    WatchImport: told,
    GetOutcome: () => ({ report: toldReport, failure: null }),
  });
  return { door } as unknown as Ledger;
};
