import { sheetFileBytes } from '@ledger/runtime/imports/sheet-files.js';
import type { Asking } from '../terminal/command-caller.js';
import {
  sheetFailure,
  notReceived,
  answerOf,
  type ImportRequest,
  type ImportAnswer,
} from './sheet-answer.js';

/** Imports a sheet; resolves when the import has ended. Throws if the ledger, and not the sheet, causes a failure. */
export const importSheet = async (
  { door, by }: Asking,
  { mapping, progress, ...request }: ImportRequest,
): Promise<ImportAnswer> => {
  const sent = { ...request, mapping: mapping?.text ?? null, dryRun: false };
  let id: string;
  try {
    const bytes = sheetFileBytes(request.file);
    ({ id } = await door.handle({ order: 'ReceiveSheet', by, sent, bytes }));
  } catch (error) {
    return notReceived(request.file, error);
  }
  return answerOf(request.file, await door.handle({ order: 'FollowImport', by, id, progress }));
};

/** Dry run: the report that an import of the sheet would give. */
export const trySheet = async (
  { door, by }: Asking,
  { mapping, ...request }: ImportRequest,
): Promise<ImportAnswer> => {
  try {
    const sheet = { ...request, mapping: mapping?.mapping ?? null };
    return { report: await door.handle({ order: 'TrySheet', by, sheet }) };
  } catch (error) {
    return sheetFailure(error);
  }
};
