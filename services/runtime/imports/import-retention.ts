import { ImportStream } from '@ledger/ledger/imports/import-stream.js';
import { sheetSubjectOf } from '@ledger/ledger/imports/import-keys.js';
import type { ImportDocument } from '@ledger/projections/imports/imports-document.js';
import { hasKeptOut } from '@ledger/projections/imports/imports-projection.js';
import { importFromLog, importsById, quotedImports } from '@ledger/projections/imports/imports-queries.js';
import { traceOf } from '../faults/redacted-trace.js';
import { reportName, sheetOfName } from './kept-names.js';
import { streamPorts, type ImportPorts } from './import-ports.js';
import { isOfLedger } from './import-status.js';

/** Days for which a judged sheet with refused rows is stored for correction, and a failed one for a retry. */
const keptDays = 30;
const dayMs = 24 * 60 * 60 * 1_000;

/** Returns until when the data of an import is stored that ended at `endedAt` (30 days). */
export const keptFrom = (endedAt: string): string =>
  new Date(Date.parse(endedAt) + keptDays * dayMs).toISOString();

/** The instant 30 days before `now`: the retention time has passed for imports that ended then or earlier. */
const endedBefore = (now: string): string => new Date(Date.parse(now) - keptDays * dayMs).toISOString();

/** Whether the sheet of an ended import is still needed: to correct refused rows, or to resume the import. */
const isOfUse = ({ failure, refused }: ImportDocument): boolean =>
  failure === null ? hasKeptOut(refused) : isOfLedger(failure) || failure.code === 'NOT_ALL_ACCEPTED';

/** Until when the sheet of an ended import is stored; null if the sheet is not needed any more. */
export const sheetKeptUntil = (doc: ImportDocument): string | null =>
  doc.endedAt !== null && isOfUse(doc) ? keptFrom(doc.endedAt) : null;

/** Whether the sheet may be removed now. A sheet that waits to be judged is never removed. */
const isOver = (doc: ImportDocument, now: string): boolean => {
  if (doc.endedAt === null) return false;
  const until = sheetKeptUntil(doc);
  return until === null || until <= now;
};

/** Reads imports by id from the view. Imports that the view has not folded yet are read from the log. */
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

/**
 * Removes the stored sheet and report of an import if they are not needed any more or their retention time has passed.
 */
export const removeSheet = async (
  { folder, clock }: Pick<ImportPorts, 'folder' | 'clock'>,
  doc: ImportDocument,
): Promise<void> => {
  if (!isOver(doc, clock.now())) return;
  await folder.remove(doc.id);
  await folder.remove(reportName(doc.id));
};

/**
 * Destroys the data key of a sheet, so that the quotations in the log's refusals become unreadable. The event is
 * recorded only once the key's bytes are gone from the disk; until then the destruction is repeated.
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

/**
 * Removes all stored sheets that are not needed any more, and destroys the data keys of all imports whose retention
 * time has passed.
 */
export const removeOld = async (ports: ImportPorts): Promise<void> => {
  const ids = new Set((await ports.folder.kept()).map(sheetOfName));
  for (const doc of (await importsById(ports.store, [...ids])).values()) await removeSheet(ports, doc);
  for (const { id } of await quotedImports(ports.store, endedBefore(ports.clock.now())))
    await forgetSheet(ports, id);
};

/** How often expired sheets are looked for, in milliseconds. */
const lookAgainMs = 60 * 60 * 1_000;

/**
 * Removes expired sheets periodically, so that it also happens when no sheet is received. Stops when the signal aborts.
 */
export const keepRemoving = (
  remove: () => Promise<void>,
  { logError }: Pick<ImportPorts, 'logError'>,
  signal: AbortSignal,
): void => {
  const timer = setInterval(() => {
    remove().catch((error: unknown) => {
      logError(traceOf(error));
    });
  }, lookAgainMs);
  timer.unref();
  signal.addEventListener('abort', () => {
    clearInterval(timer);
  });
};
