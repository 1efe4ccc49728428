import { withAllSheets, type FilledByCommand } from './filled-places.js';
import { patience } from './patience.js';
import { openStage, type Stage } from './stage.js';

export type Imported = FilledByCommand & Readonly<{ stage: Stage }>;

/**
 * A ledger into which all seven sheets were imported, with no running server. Call the returned function inside a case,
 * because the ledger is made before the first case.
 */
export const sharedImport = (): (() => Imported) => {
  const stage = openStage();
  let imported: Imported | null = null;
  beforeAll(async () => {
    imported = { stage, ...(await withAllSheets(stage)) };
  }, patience);
  return () => {
    if (imported === null) throw new Error('the sheets are imported before the first case');
    return imported;
  };
};
