import type { Report } from '@ledger/ledger/imports/import-report.js';
import type { ToldImport } from '@ledger/runtime/imports/told-import.js';
import { tellingDoor } from './direct-doors.js';
import type { Ledger } from '@ledger/runtime/ledger/ledger.js';

export const toldReport: Report = { rows: 2, accepted: 2, refused: [] };

/** A ledger that reports these steps for every import, and then `toldReport` as the result. */
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
