import type { ImportFailure, ImportStatus } from '../imports/import-status.js';
import { ledgerReporting, plainReport } from '@ledger/test/support/reporting-ledger.js';
import { caseworker } from '@ledger/test/support/acts.js';
import { ownImportHandlers } from './own-import-handlers.js';

const moves: (readonly [judged: number, rows: number])[] = [];
beforeEach(() => moves.splice(0));

const followed = (...steps: readonly Partial<ImportStatus>[]) =>
  ownImportHandlers(ledgerReporting(...steps)).FollowImport({
    ...{ order: 'FollowImport', by: caseworker, id: 'i1' },
    progress: (judged, rows) => moves.push([judged, rows]),
  });

describe('an import of the own ledger', () => {
  it('is watched until it is done, and moves the bar once its rows are counted', async () => {
    const reported = await followed(
      { state: 'received' },
      { state: 'running', rows: 2, judged: 1 },
      { state: 'done', rows: 2, judged: 2 },
    );
    expect(reported).toStrictEqual({ report: plainReport, failure: null });
    expect(moves).toStrictEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  it('that fails has no report', async () => {
    const failure: ImportFailure = { code: 'BROKEN_CSV', message: 'why', line: 3 };
    expect(await followed({ state: 'failed', failure })).toStrictEqual({ report: null, failure });
  });

  it('that nobody tells of any more ends the command', async () => {
    await expect(followed({ state: 'running' })).rejects.toThrow('the import i1 was lost');
  });
});
