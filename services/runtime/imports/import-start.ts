import type { ImportDocument } from '@ledger/projections/imports/imports-document.js';
import { pendingImports } from '@ledger/projections/imports/imports-queries.js';
import { importFault } from '../faults/import-problems.js';
import { knownImports } from './import-retention.js';
import type { ImportPorts } from './import-ports.js';
import type { KeptDryRuns } from './kept-dry-runs.js';
import { cardName, isSheetName, reportName, sheetOfName } from './kept-names.js';
import { noteFailure } from './run-import.js';
import type { WaitingSheet } from './sheet-options.js';
import { failureFrom } from './document-status.js';

type WaitingFile = Pick<WaitingSheet, 'id' | 'bytes'>;

const byAge = (a: Readonly<{ receivedAt: string }>, b: Readonly<{ receivedAt: string }>): number => {
  if (a.receivedAt === b.receivedAt) return 0;
  return a.receivedAt < b.receivedAt ? -1 : 1;
};

/** Removes stored files that belong to no recorded import. Their sender never got a confirmation of receipt. */
const removeStrays = async ({ folder }: ImportPorts, ids: Iterable<string>): Promise<void> => {
  for (const id of ids) for (const name of [id, reportName(id), cardName(id)]) await folder.remove(name);
};

/**
 * The sheets in this data folder that wait to be judged, the oldest first. Files that belong to no import are removed.
 */
export const keptWaiting = async (
  ports: ImportPorts,
  dryRuns: KeptDryRuns,
): Promise<readonly WaitingFile[]> => {
  const names = await ports.folder.kept();
  const ids = [...new Set(names.map(sheetOfName))].filter((id) => dryRuns.get(id) === null);
  const known = await knownImports(ports, ids);
  await removeStrays(
    ports,
    ids.filter((id) => !known.has(id)),
  );
  const sheets = new Set(names.filter(isSheetName));
  const imports = [...known.values()]
    .filter(({ id, standing }) => standing === 'waiting' && sheets.has(id))
    .map(({ id, receivedAt, kept }) => ({ id, receivedAt, bytes: kept?.bytes ?? 0 }));
  const dry = dryRuns
    .all()
    .filter(({ state }) => state === 'received')
    .map(({ sheet: { id, bytes }, receivedAt }) => ({ id, receivedAt, bytes }));
  return [...imports, ...dry].toSorted(byAge);
};

/** How a start of the ledger continues imports that were interrupted. */
export type Mending = Readonly<{
  judge: (kept: WaitingFile) => void;
  /** Begins to undo the import, or continues an interrupted undo. */
  undo: (doc: ImportDocument) => Promise<void>;
}>;

/**
 * Continues all interrupted judging and undoing, after the imports view has folded all events. An import whose sheet
 * was stored in this data folder and is missing is recorded as failed.
 */
export const mendImports = async (
  ports: ImportPorts,
  { judge, undo }: Mending,
  signal: AbortSignal,
): Promise<void> => {
  if (!(await ports.folded(signal))) return;
  for (const doc of await pendingImports(ports.store)) {
    if (signal.aborted) return;
    if (doc.pending === 'undo') await undo(doc);
    else if ((await ports.folder.sizeOf(doc.id)) !== null) judge({ id: doc.id, bytes: doc.kept?.bytes ?? 0 });
    else if (doc.kept?.place === ports.place)
      await noteFailure(ports, doc, failureFrom(importFault('sheetBrokenOffGone')));
  }
};
