import { ImportStream } from '@ledger/ledger/imports/import-stream.js';
import { sheetSubjectOf } from '@ledger/ledger/imports/import-keys.js';
import type { ImportDocument } from '@ledger/projections/imports/imports-document.js';
import { hasKeptOut } from '@ledger/projections/imports/imports-projection.js';
import { importFromLog, importsById, quotedImports } from '@ledger/projections/imports/imports-queries.js';
import { traceOf } from '../faults/redacted-trace.js';
import { reportName, sheetOfName } from './kept-names.js';
import { streamPorts, type ImportPorts } from './import-ports.js';

/** How long a sheet with rows to correct is kept after it was judged, and one that failed, to be resumed. */
const keptDays = 30;
const dayMs = 24 * 60 * 60 * 1_000;

/** Until when something is kept of what ended at an instant. */
export const keptFrom = (endedAt: string): string =>
  new Date(Date.parse(endedAt) + keptDays * dayMs).toISOString();

/** When what is over now has ended at the latest. */
const endedBefore = (now: string): string => new Date(Date.parse(now) - keptDays * dayMs).toISOString();

/** Whether the ledger is at fault and not the sheet: the import can go on once that is mended. */
export const isOfLedger = ({ code }: Readonly<{ code: string }>): boolean =>
  code === 'INTERNAL_ERROR' || code === 'DISK_FULL' || code === 'STALLED';

/** Whether anything can still be done with the sheet of an import that has ended: rows corrected, or the import resumed. */
const isOfUse = ({ failure, refused }: ImportDocument): boolean =>
  failure === null ? hasKeptOut(refused) : isOfLedger(failure) || failure.code === 'NOT_ALL_ACCEPTED';

/** Until when the sheet of an import that has ended is kept; null where it is of no use any more. */
export const sheetKeptUntil = (doc: ImportDocument): string | null =>
  doc.endedAt !== null && isOfUse(doc) ? keptFrom(doc.endedAt) : null;

/** Whether the time of what is kept of an import is over. What waits to be judged is always kept. */
const isOver = (doc: ImportDocument, now: string): boolean => {
  if (doc.endedAt === null) return false;
  const until = sheetKeptUntil(doc);
  return until === null || until <= now;
};

/** Imports by id, from the view; those that it does not know yet, from the log. */
export const knownImports = async (
  { store, log }: Pick<ImportPorts, 'store' | 'log'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ImportDocument>> => {
  const known = new Map(await importsById(store, ids));
  for (const id of ids) {
    const doc = known.has(id) ? null : await importFromLog(log, id);
    if (doc !== null) known.set(id, doc);
  }
  return known;
};

/** Removes the sheet of an import, and its report, where their time is over. */
export const removeSheet = async (
  { folder, clock }: Pick<ImportPorts, 'folder' | 'clock'>,
  doc: ImportDocument,
): Promise<void> => {
  if (!isOver(doc, clock.now())) return;
  await folder.remove(doc.id);
  await folder.remove(reportName(doc.id));
};

/**
 * Destroys the key of a sheet: what refusals quote in the log cannot be read any more. It is done again until the bytes of
 * the key are gone.
 */
const forgetSheet = async (ports: ImportPorts, id: string): Promise<void> => {
  const { vault } = ports;
  const sheet = sheetSubjectOf(id);
  await vault.destroy(sheet);
  if (!(await vault.isGone(sheet))) return;
  const by = { actor: 'ledger', role: 'system', district: null };
  const own = await ImportStream.open(streamPorts(ports), { id, by });
  await own.note('forgotten', () => ({ type: 'ForgetSheet', stream: own.name, data: {} }));
};

/** Removes the sheets whose time is over, and destroys the keys of all sheets whose time is over. */
export const removeOld = async (ports: ImportPorts): Promise<void> => {
  const ids = new Set((await ports.folder.kept()).map(sheetOfName));
  for (const doc of (await importsById(ports.store, [...ids])).values()) await removeSheet(ports, doc);
  for (const { id } of await quotedImports(ports.store, endedBefore(ports.clock.now())))
    await forgetSheet(ports, id);
};

/** How often it is looked whether the time of something is over. */
const lookAgainMs = 60 * 60 * 1_000;

/** Does it again and again, also where no sheet comes in; ends with the signal. */
export const keepRemoving = (
  remove: () => Promise<void>,
  { complain }: Pick<ImportPorts, 'complain'>,
  signal: AbortSignal,
): void => {
  const timer = setInterval(() => {
    remove().catch((error: unknown) => {
      complain(traceOf(error));
    });
  }, lookAgainMs);
  timer.unref();
  signal.addEventListener('abort', () => {
    clearInterval(timer);
  });
};
