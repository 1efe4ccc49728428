import { sheetFileBytes } from '@ledger/runtime/imports/sheet-files.js';
import type { Asking } from '../terminal/command-caller.js';
import { failureOf, notReceived, takenFrom, type HandedIn, type Taken } from './import-target.js';

/** Takes a sheet in, and answers when it is over. Throws where the ledger, and not the sheet, is at fault. */
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
  return takenFrom(await door.hand({ order: 'FollowImport', by, id, progress }));
};

/** What taking a sheet in would come to. */
export const trySheet = async ({ door, by }: Asking, { mapping, ...handed }: HandedIn): Promise<Taken> => {
  try {
    const sheet = { ...handed, mapping: mapping?.mapping ?? null };
    return { report: await door.hand({ order: 'TrySheet', by, sheet }) };
  } catch (error) {
    return failureOf(error);
  }
};
