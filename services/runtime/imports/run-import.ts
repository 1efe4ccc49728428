import { eventLoopTurn } from '@ledger/infra/identifiers/event-loop-turn.js';
import { officeCode } from '@ledger/ledger/kernel/identifiers.js';
import { readMapping, type Mapping } from '@ledger/ledger/sheets/column-mapping.js';
import type { ImportProgress } from '@ledger/ledger/imports/import-batch.js';
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
import { failureFrom, keptOutIn } from './told-documents.js';
import type { ImportFailure } from './told-import.js';

/** A sheet, and how it is read. */
export type ReadableSheet = Readonly<{ source: SheetSource; mapping: Mapping | null; skipHidden: boolean }>;

/** A sheet as it came in. Throws SheetFault. */
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
  };
};

const keepReport = async (ports: ImportPorts, id: string, report: Report): Promise<void> => {
  await keepJson(ports, reportName(id), { key: await sheetKey(ports, id), value: report });
};

type Watching<P> = Readonly<{ progress: (progress: P) => void; signal: AbortSignal }>;

/** Progress that ends the work once the signal is aborted. */
const hearing =
  <P>({ progress, signal }: Watching<P>) =>
  (now: P): void => {
    signal.throwIfAborted();
    progress(now);
  };

/** Judges the sheet without writing, and answers its report. */
const judgeDry = async (
  ports: ImportPorts,
  { id, file, bytes, how, allOrNothing, office, by }: WaitingSheet,
  watching: Watching<ImportProgress>,
): Promise<Report> => {
  const { worksheet, mapping, skipHidden, controls } = how;
  const sheet = { place: { kept: id, bytes }, name: file, worksheet };
  const options = { skipHidden, controls, allOrNothing };
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

/** Judges the sheet of a dry run, keeps the report beside it, and answers how its card changes. */
export const runDry = async (
  ports: ImportPorts,
  sheet: WaitingSheet,
  watching: Watching<ImportProgress>,
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

/** Notes that an import has failed; `judged` is what judging it without writing came to. */
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

/** Keeps a sheet out that was to be taken in as a whole: of its report no row is accepted. */
const keepOut = async (ports: ImportPorts, sheet: WaitingSheet, would: Report): Promise<void> => {
  const { rows } = would;
  const refused = refusedBy(would);
  await keepReport(ports, sheet.id, { ...would, accepted: 0 });
  const failure = failureFrom(importFault('refusedBefore', { refused: keptOutIn(refused), rows }));
  await noteFailure(ports, sheet, failure, { rows, refused });
};

/** The office that was said, and how. */
const officeOf = ({ office: text }: WaitingSheet): Pick<SheetToImport, 'office' | 'officeWritten'> => {
  const office = text === null ? null : officeCode(text);
  return { office, officeWritten: office === null ? null : writtenOtherwise(text, office) };
};

/** Judges the sheet of an import to its end. What becomes of it is noted in its stream. */
export const runImport = async (
  ports: ImportPorts,
  sheet: WaitingSheet,
  watching: Watching<ImportProgress>,
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
  await ports.intake.import({
    ...(await openedSheet(ports, sheet)),
    ...{ id, by, controls: how.controls, ...officeOf(sheet), together: ports.rowsTogether },
    progress: (_judged, _rows, all) => {
      hear(all);
    },
    pause: eventLoopTurn,
  });
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

/** Undoes an import to its end. */
export const runUndo = async (
  ports: ImportPorts,
  { id, by }: Readonly<{ id: string; by: SentBy }>,
  watching: Watching<number>,
): Promise<void> => {
  const progress = hearing(watching);
  await undoing(undoPorts(ports)).undo({ id, by, progress, pause: eventLoopTurn });
};
