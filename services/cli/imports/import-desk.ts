import { sheetFileBytes } from '@ledger/runtime/imports/sheet-files.js';
import type { Asking } from '../terminal/command-caller.js';
import { failureOf, notReceived, takenFrom, type HandedIn, type Taken } from './import-target.js';

/** Imports a sheet; resolves when the import has ended. Throws if the ledger, and not the sheet, causes a failure. */
export const takeSheet = async (
  { door, by }: Asking,
  { mapping, progress, ...handed }: HandedIn,
): Promise<Taken> => {
  const sent = { ...handed, mapping: mapping?.text ?? null, dryRun: false };
  let id: string;
  try {
    const bytes = sheetFileBytes(handed.file);
    ({ id } = await door.hand({ order: 'ReceiveSheet', by, sent, bytes }));
  } catch (error) {
    return notReceived(handed.file, error);
  }
  return takenFrom(handed.file, await door.hand({ order: 'FollowImport', by, id, progress }));
};

/** Dry run: the report that an import of the sheet would give. */
export const trySheet = async ({ door, by }: Asking, { mapping, ...handed }: HandedIn): Promise<Taken> => {
  try {
    const sheet = { ...handed, mapping: mapping?.mapping ?? null };
    return { report: await door.hand({ order: 'TrySheet', by, sheet }) };
  } catch (error) {
    return failureOf(error);
  }
};
