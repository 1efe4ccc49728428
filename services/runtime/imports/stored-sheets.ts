import { importStreamOf } from '@ledger/ledger/kernel/ids.js';
import { readAsIn } from '@ledger/ledger/imports/received-sheet.js';
import { openedWith, type SaidText } from '@ledger/ledger/ports/sealed-texts.js';
import type { ImportDocument } from '@ledger/projections/imports/imports-document.js';
import { importFault } from '../faults/import-problems.js';
import { sheetKeptUntil } from './import-retention.js';
import type { ImportPorts } from './import-ports.js';
import type { WaitingSheet } from './sheet-options.js';

/** The sheet of an import with its texts decrypted. Throws if the import's data key is missing. */
export const waitingSheetOf = async (
  { vault }: Pick<ImportPorts, 'vault'>,
  doc: ImportDocument,
): Promise<WaitingSheet> => {
  const stream = importStreamOf(doc.id);
  const key = (await vault.existingKeys([stream])).get(stream) ?? null;
  const open = (field: string, text: SaidText | null): string => {
    const opened = openedWith(key, { stream, field }, text);
    if (opened === null) throw new Error(`the vault has no key for ${stream}`);
    return opened;
  };
  const { actor, role, district } = doc.by;
  return {
    ...{ id: doc.id, file: open('file', doc.file), office: doc.officeWritten ?? doc.office },
    ...{ allOrNothing: doc.allOrNothing, how: readAsIn(open('how', doc.how)) },
    ...{ by: { actor, role, district }, bytes: doc.kept?.bytes ?? 0 },
  };
};

/**
 * Whether another data folder should still have the sheet, judged by the document alone: other folders cannot be read.
 */
const isElsewhere = (
  doc: ImportDocument,
  { place, clock }: Pick<ImportPorts, 'place' | 'clock'>,
): boolean => {
  if (doc.kept === null || doc.kept.place === place) return false;
  const until = sheetKeptUntil(doc);
  return doc.standing === 'waiting' || (until !== null && until > clock.now());
};

/**
 * Throws ImportFault if the sheet of an import is not stored in this data folder: SHEET_ELSEWHERE if another data
 * folder has it, else SHEET_GONE. `gone` selects the message.
 */
export const checkKept = async (
  ports: Pick<ImportPorts, 'folder' | 'place' | 'clock'>,
  doc: ImportDocument,
  gone: 'sheetGone' | 'sheetToResumeGone',
): Promise<void> => {
  if ((await ports.folder.sizeOf(doc.id)) !== null) return;
  if (isElsewhere(doc, ports)) throw importFault('sheetElsewhere', { place: doc.kept?.place ?? '' });
  throw importFault(gone);
};

/** The sheet of an import that is stored in this data folder. Throws ImportFault if it is not stored here. */
export const keptSheetOf = async (ports: ImportPorts, doc: ImportDocument): Promise<WaitingSheet> => {
  await checkKept(ports, doc, 'sheetGone');
  return waitingSheetOf(ports, doc);
};
