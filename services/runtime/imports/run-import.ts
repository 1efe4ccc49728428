import { eventLoopTurn } from '@ledger/infra/identifiers/event-loop-turn.js';
import { officeCode } from '@ledger/ledger/kernel/identifiers.js';
import { readMapping, type Mapping } from '@ledger/ledger/sheets/column-mapping.js';
import type { ImportProgress } from '@ledger/ledger/imports/import-batch.js';
import { erasedCorrections } from '@ledger/ledger/imports/refused-corrections.js';
import type { Corrections } from '@ledger/ledger/imports/received-sheet.js';
import { erasedRows } from '@ledger/ledger/imports/erased-rows.js';
import { ImportStream } from '@ledger/ledger/imports/import-stream.js';
import { undoing } from '@ledger/ledger/imports/undo-import.js';
import { writtenOtherwise } from '@ledger/ledger/reading/identifier-checks.js';
import type { SheetToImport } from '@ledger/ledger/imports/import-sheet.js';
import { refusedBy, type RefusedFor, type Report } from '@ledger/ledger/imports/import-report.js';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import type { SheetSource } from '@ledger/ledger/ports/sheet-source.js';
import { StorageFault } from '@ledger/ledger/ports/storage-fault.js';
import { importFault } from '../faults/import-problems.js';
import { traceOf } from '../faults/redacted-trace.js';
import { sheetKey, streamPorts, undoPorts, type ImportPorts } from './import-ports.js';
import { reportName } from './kept-names.js';
import { keepJson } from './kept-texts.js';
import type { DryRunCard } from './kept-dry-runs.js';
import type { SentBy, WaitingSheet } from './sheet-options.js';
import { failureFrom, keptOutIn } from './document-status.js';
import type { ImportFailure } from './import-status.js';

/** A sheet, and the options for reading it. */
export type ReadableSheet = Readonly<{
  source: SheetSource;
  mapping: Mapping | null;
  skipHidden: boolean;
  corrections: Corrections | null;
}>;

/** Opens the stored sheet of an import. Throws SheetFault. */
export const openedSheet = async (
  ports: ImportPorts,
  { id, file, bytes, how }: WaitingSheet,
): Promise<ReadableSheet> => {
  const kept = ports.folder.open(id, await sheetKey(ports, id), bytes);
  const source = await ports.openSheet(kept, { id, name: file, worksheet: how.worksheet });
  return {
    source,
    mapping: how.mapping === null ? null : readMapping('mapping', how.mapping, ports.catalogue),
    skipHidden: how.skipHidden,
    corrections: how.corrections ?? null,
  };
};

/** A stored sheet whose refused rows are to be corrected, and the rows of erased persons, by line. */
export type SheetToCorrect = ReadableSheet & Readonly<{ erased: ReadonlySet<number> }>;

/** Opens a stored sheet and finds its rows of erased persons. Throws SheetFault. */
export const sheetToCorrect = async (ports: ImportPorts, waiting: WaitingSheet): Promise<SheetToCorrect> => {
  const sheet = await openedSheet(ports, waiting);
  const erased = sheet.corrections === null ? erasedRows : erasedCorrections;
  return { ...sheet, erased: await erased(ports, waiting.id, sheet) };
};

const keepReport = async (ports: ImportPorts, id: string, report: Report): Promise<void> => {
  await keepJson(ports, reportName(id), { key: await sheetKey(ports, id), value: report });
};

type Monitored<P> = Readonly<{ progress: (progress: P) => void; signal: AbortSignal }>;

/** A progress callback that throws once the signal is aborted, which stops the work. */
const hearing =
  <P>({ progress, signal }: Monitored<P>) =>
  (now: P): void => {
    signal.throwIfAborted();
    progress(now);
  };

/** Judges the sheet in a dry run, without writing to the ledger, and returns the report. */
const judgeDry = async (
  ports: ImportPorts,
  { id, file, bytes, how, allOrNothing, office, by }: WaitingSheet,
  watching: Monitored<ImportProgress>,
): Promise<Report> => {
  const { worksheet, mapping, skipHidden, controls, corrections = null } = how;
  const sheet = { place: { kept: id, bytes }, name: file, worksheet };
  const options = { skipHidden, controls, allOrNothing, corrections };
  const dry = await ports.dryRun();
  try {
    return await dry.import(
      { sheet, mapping, options, office, by, together: ports.rowsTogether },
      hearing(watching),
    );
  } finally {
    await dry.close();
  }
};

/** Judges the sheet of a dry run, stores the report, and returns the changed fields of its card. */
export const runDry = async (
  ports: ImportPorts,
  sheet: WaitingSheet,
  watching: Monitored<ImportProgress>,
): Promise<Partial<DryRunCard>> => {
  const report = await judgeDry(ports, sheet, watching);
  await keepReport(ports, sheet.id, report);
  const { position } = await ports.log.head();
  const refused = Object.fromEntries(refusedBy(report).map(({ code, rows }) => [code, rows]));
  const { rows, accepted } = report;
  return {
    state: 'done',
    endedAt: ports.clock.now(),
    ...{ rows, accepted, refused, position, failure: null },
  };
};

/** Records that an import failed. `judged` contains the counts of a dry run that judged the sheet before. */
export const noteFailure = async (
  ports: ImportPorts,
  { id, by }: Readonly<{ id: string; by: SentBy }>,
  { code, line, message, facts }: ImportFailure,
  judged: Readonly<{ rows: number | null; refused: RefusedFor[] }> = { rows: null, refused: [] },
): Promise<void> => {
  const own = await ImportStream.open(streamPorts(ports), { id, by });
  await own.note('failed', (seal) => ({
    type: 'FailImport',
    stream: own.name,
    data: { code, line, why: seal('why', JSON.stringify({ message, facts })), ...judged },
  }));
};

/** Rejects an all-or-nothing sheet before writing, because rows would be refused. Its report states 0 accepted rows. */
const keepOut = async (ports: ImportPorts, sheet: WaitingSheet, would: Report): Promise<void> => {
  const { rows } = would;
  const refused = refusedBy(would);
  await keepReport(ports, sheet.id, { ...would, accepted: 0 });
  const failure = failureFrom(importFault('refusedBefore', { refused: keptOutIn(refused), rows }));
  await noteFailure(ports, sheet, failure, { rows, refused });
};

/** The code of the office that was given, and its original spelling where that differs. */
const officeOf = ({ office: text }: WaitingSheet): Pick<SheetToImport, 'office' | 'officeWritten'> => {
  const office = text === null ? null : officeCode(text);
  return { office, officeWritten: office === null ? null : writtenOtherwise(text, office) };
};

/** Judges all rows of the sheet of an import. The results are recorded in the import's stream. */
export const runImport = async (
  ports: ImportPorts,
  sheet: WaitingSheet,
  watching: Monitored<ImportProgress>,
): Promise<void> => {
  const { id, by, how, allOrNothing } = sheet;
  if (allOrNothing) {
    const would = await judgeDry(ports, sheet, watching);
    if (keptOutIn(refusedBy(would)) > 0) {
      await keepOut(ports, sheet, would);
      return;
    }
  }
  const hear = hearing(watching);
  await ports.importer.import({
    ...(await openedSheet(ports, sheet)),
    ...{ id, by, controls: how.controls, ...officeOf(sheet), together: ports.rowsTogether },
    progress: (_judged, _rows, all) => {
      hear(all);
    },
    pause: eventLoopTurn,
  });
};

/**
 * The reason why an import failed. Faults of the sheet are reported to the user; all other errors also to the operator.
 */
export const importFailure = (error: unknown, logError: (sentence: string) => void): ImportFailure => {
  if (error instanceof SheetFault) {
    const { code, message, line, facts } = error;
    return { code, message, line, ...(Object.keys(facts).length > 0 && { facts }) };
  }
  if (error instanceof StorageFault && error.code === 'DISK_FULL') {
    logError(error.message);
    return failureFrom(importFault('fullStorage', { why: error.message }));
  }
  logError(traceOf(error));
  return failureFrom(importFault('interrupted', { why: messageOf(error) }));
};

/** Undoes an import completely. */
export const runUndo = async (
  ports: ImportPorts,
  { id, by }: Readonly<{ id: string; by: SentBy }>,
  watching: Monitored<number>,
): Promise<void> => {
  const progress = hearing(watching);
  await undoing(undoPorts(ports)).undo({ id, by, progress, pause: eventLoopTurn });
};
