import { eventLoopTurn } from '@ledger/infra/identifiers/event-loop-turn.js';
import { officeCode } from '@ledger/ledger/kernel/identifiers.js';
import { readMapping, type Mapping } from '@ledger/ledger/sheets/column-mapping.js';
import type { ImportProgress } from '@ledger/ledger/imports/import-batch.js';
import { undoing } from '@ledger/ledger/imports/undo-import.js';
import { writtenOtherwise } from '@ledger/ledger/reading/identifier-checks.js';
import { rowsToCorrect } from '@ledger/ledger/imports/refused-sheet.js';
import type { HandIn } from '@ledger/ledger/imports/import-sheet.js';
import type { Report } from '@ledger/ledger/imports/import-report.js';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import type { SheetSource } from '@ledger/ledger/ports/sheet-source.js';
import { StorageFault } from '@ledger/ledger/ports/storage-fault.js';
import type { ImportFailure } from './import-job.js';
import type { ImportNote } from './import-notes.js';
import { sheetKey, type ImportPorts } from './import-ports.js';
import { keptUntil, quotedFor } from './import-retention.js';
import { refusedBy } from './import-answers.js';
import type { ImportFault } from '../faults/import-fault.js';
import { importFault } from '../faults/import-problems.js';
import { traceOf } from '../faults/redacted-trace.js';

/** The largest report of a dry run that is kept: every row refused, at the longest. */
const reportBytesMax = 2 ** 31;

/** A sheet, and how it is read. */
export type ReadableSheet = Readonly<{ source: SheetSource; mapping: Mapping | null; skipHidden: boolean }>;

const sheetGone = (): ImportFault => importFault('sheetGone');

/** The sheet of an import, as it was handed in. Throws SheetFault, and ImportFault where it is not kept. */
export const sheetOf = async (ports: ImportPorts, note: ImportNote): Promise<ReadableSheet> => {
  const { id, file, bytes, worksheet, mapping, options } = note;
  if (bytes === null) throw sheetGone();
  const kept = ports.folder.open(id, await sheetKey(ports, id), bytes);
  const source = await ports.openSheet(kept, { id, name: file, worksheet });
  return {
    source,
    mapping: mapping === null ? null : readMapping('mapping', mapping, ports.catalogue),
    skipHidden: options.skipHidden,
  };
};

const keepReport = async (ports: ImportPorts, { id }: ImportNote, report: Report): Promise<number> => {
  const bytes = (async function* () {
    yield Buffer.from(JSON.stringify(report));
  })();
  const name = `${id}.report`;
  await ports.folder.remove(name);
  return ports.folder.keep(name, bytes, { key: await sheetKey(ports, id), bytesMax: reportBytesMax });
};

type Watching<P> = Readonly<{ progress: (progress: P) => void; signal: AbortSignal }>;

/** The rows of a report that were neither accepted nor recorded before. */
const keptOut = ({ refused }: Report): number => rowsToCorrect(refused).length;

const failureFrom = ({ code, message, facts }: ImportFault): ImportFailure => ({
  code,
  message,
  line: null,
  facts,
});

const notAllAccepted = (report: Report, undone: boolean): ImportFailure => {
  const facts = { refused: keptOut(report), rows: report.rows };
  return failureFrom(importFault(undone ? 'refusedWhenWritten' : 'refusedBefore', facts));
};

/** What a note keeps of a report. */
const noted = (ports: ImportPorts, note: ImportNote, report: Report): Partial<ImportNote> => {
  const endedAt = ports.clock.now();
  return {
    ...{ endedAt, rows: report.rows, accepted: report.accepted, refused: refusedBy(report) },
    keptUntil: keptUntil(endedAt, report, note),
    quotedUntil: quotedFor(endedAt),
  };
};

/** Judges the sheet without writing, and answers its report. */
const judgeDry = async (
  ports: ImportPorts,
  note: ImportNote,
  progress: (progress: ImportProgress) => void,
): Promise<Report> => {
  const { id, file, bytes, worksheet, mapping, options, office, by } = note;
  if (bytes === null) throw sheetGone();
  const sheet = { place: { kept: id, bytes }, name: file, worksheet };
  const dry = await ports.dryRun();
  try {
    return await dry.import({ sheet, mapping, options, office, by, together: ports.rowsTogether }, progress);
  } finally {
    await dry.close();
  }
};

/** What a dry run comes to; its report is kept beside the log, which knows nothing of it. */
const ranDry = async (ports: ImportPorts, note: ImportNote, report: Report): Promise<Partial<ImportNote>> => {
  const reportBytes = await keepReport(ports, note, report);
  const { position } = await ports.log.head();
  return { ...noted(ports, note, report), state: 'done', reportBytes, failure: null, position };
};

/** What a sheet comes to that was to be taken in as a whole, and was not: of its report no row is accepted. */
const keptOutside = async (
  ports: ImportPorts,
  note: ImportNote,
  would: Report,
): Promise<Partial<ImportNote>> => {
  const report = { ...would, accepted: 0 };
  const reportBytes = await keepReport(ports, note, report);
  const failure = notAllAccepted(would, false);
  return { ...noted(ports, note, report), state: 'failed', reportBytes, failure };
};

/** Why an import that has written its rows must be undone: a row was refused after all; null where none was. */
const wholeFailure = ({ options }: ImportNote, report: Report): ImportFailure | null =>
  options.allOrNothing && keptOut(report) > 0 ? notAllAccepted(report, true) : null;

/** The office that was said, and how. */
const officeOf = ({ office: text }: ImportNote): Pick<HandIn, 'office' | 'officeWritten'> => {
  const office = text === null ? null : officeCode(text);
  return { office, officeWritten: office === null ? null : writtenOtherwise(text, office) };
};

/** Judges the sheet of an import to its end, and answers how its note changes by that. */
export const runImport = async (
  ports: ImportPorts,
  note: ImportNote,
  { progress, signal }: Watching<ImportProgress>,
): Promise<Partial<ImportNote>> => {
  const { id, by, options } = note;
  const hear = (all: ImportProgress): void => {
    signal.throwIfAborted();
    progress(all);
  };
  if (note.dryRun) return ranDry(ports, note, await judgeDry(ports, note, hear));
  if (options.allOrNothing) {
    const would = await judgeDry(ports, note, hear);
    if (keptOut(would) > 0) return keptOutside(ports, note, would);
  }
  const report = await ports.intake.import({
    ...(await sheetOf(ports, note)),
    ...options,
    ...{ id, ...officeOf(note), by, together: ports.rowsTogether },
    progress: (_judged, _rows, all) => {
      hear(all);
    },
    pause: eventLoopTurn,
  });
  const { position } = await ports.log.head();
  const failure = wholeFailure(note, report);
  return { ...noted(ports, note, report), state: 'done', reportBytes: null, failure, position };
};

/** Why an import ended before its end. A fault of the sheet is told; anything else is the operator's to mend. */
export const failureOf = (error: unknown, complain: (sentence: string) => void): ImportFailure => {
  if (error instanceof SheetFault) {
    const { code, message, line, facts } = error;
    return { code, message, line, ...(Object.keys(facts).length > 0 && { facts }) };
  }
  if (error instanceof StorageFault && error.code === 'DISK_FULL') {
    complain(error.message);
    return failureFrom(importFault('fullStorage', { why: error.message }));
  }
  complain(traceOf(error));
  return failureFrom(importFault('interrupted', { why: messageOf(error) }));
};

/** Whether the ledger is at fault and not the sheet: the import can go on once that is mended. */
export const isOfLedger = ({ code }: ImportFailure): boolean =>
  code === 'INTERNAL_ERROR' || code === 'DISK_FULL' || code === 'STALLED';

/** Undoes an import to its end. */
export const runUndo = async (
  { log, vault, write }: ImportPorts,
  { id, by }: Pick<ImportNote, 'id' | 'by'>,
  { progress, signal }: Watching<number>,
): Promise<void> => {
  await undoing({ log, vault, ...write }).undo({
    id,
    by,
    progress: (judged) => {
      signal.throwIfAborted();
      progress(judged);
    },
    pause: eventLoopTurn,
  });
};
