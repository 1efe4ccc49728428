import { setImmediate as others } from 'node:timers/promises';
import { readMapping, type Mapping } from '@ledger/ledger/sheets/column-mapping.js';
import type { ImportProgress } from '@ledger/ledger/imports/import-batch.js';
import { undoing } from '@ledger/ledger/imports/undo-import.js';
import type { HandIn } from '@ledger/ledger/imports/import-sheet.js';
import type { Report } from '@ledger/ledger/imports/import-report.js';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import type { SheetSource } from '@ledger/ledger/ports/sheet-source.js';
import { StorageFault } from '@ledger/ledger/ports/storage-fault.js';
import type { ImportFailure } from './import-job.js';
import type { ImportNote } from './import-notes.js';
import { importKey, type ImportPorts } from './import-ports.js';
import { keptUntil } from './import-retention.js';
import { refusedBy } from './import-answers.js';
import { traceOf } from '../faults/redacted-trace.js';

/** The largest report of a dry run that is kept: every row refused, at the longest. */
const reportBytesMax = 2 ** 31;

/** A sheet, and how it is read. */
export type ReadableSheet = Readonly<{ source: SheetSource; mapping: Mapping | null }>;

/** The sheet of an import, as it was handed in. Throws SheetFault, and Error where it is not kept. */
export const sheetOf = async (ports: ImportPorts, note: ImportNote): Promise<ReadableSheet> => {
  const { id, file, bytes, worksheet, mapping } = note;
  if (bytes === null) throw new Error(`the sheet of import ${id} is not kept`);
  const kept = ports.folder.open(id, await importKey(ports, id), bytes);
  const source = await ports.openSheet(kept, { name: file, worksheet });
  return { source, mapping: mapping === null ? null : readMapping('mapping', mapping, ports.catalogue) };
};

const keepReport = async (ports: ImportPorts, { id }: ImportNote, report: Report): Promise<number> => {
  const bytes = (async function* () {
    yield Buffer.from(JSON.stringify(report));
  })();
  const name = `${id}.report`;
  await ports.folder.remove(name);
  return ports.folder.keep(name, bytes, { key: await importKey(ports, id), bytesMax: reportBytesMax });
};

type Watching<P> = Readonly<{ progress: (progress: P) => void; signal: AbortSignal }>;

/** Judges the sheet of an import to its end, and answers how its note changes by that. */
export const runImport = async (
  ports: ImportPorts,
  note: ImportNote,
  { progress, signal }: Watching<ImportProgress>,
): Promise<Partial<ImportNote>> => {
  const { id, office, by } = note;
  const dry = note.dryRun ? await ports.dryRun() : null;
  try {
    const sheet: Omit<HandIn, 'id'> = {
      ...(await sheetOf(ports, note)),
      office,
      by,
      together: ports.rowsTogether,
      progress: (_judged, _rows, all) => {
        signal.throwIfAborted();
        progress(all);
      },
      pause: () => others(),
    };
    const report = await (dry === null ? ports.intake.import({ ...sheet, id }) : dry.import(sheet));
    const { position } = await ports.log.head();
    const reportBytes = dry === null ? null : await keepReport(ports, note, report);
    const endedAt = ports.clock.now();
    return {
      state: 'done',
      endedAt,
      reportBytes,
      rows: report.rows,
      accepted: report.accepted,
      refused: refusedBy(report),
      failure: null,
      keptUntil: keptUntil(endedAt, report, note),
      position,
    };
  } finally {
    await dry?.close();
  }
};

/** Why an import ended before its end. A fault of the sheet is told; anything else is the operator's to mend. */
export const failureOf = (error: unknown, complain: (sentence: string) => void): ImportFailure => {
  if (error instanceof SheetFault) {
    const { code, message, line } = error;
    return { code, message, line };
  }
  if (error instanceof StorageFault && error.code === 'DISK_FULL') {
    complain(error.message);
    return { code: error.code, message: error.message, line: null };
  }
  complain(traceOf(error));
  return {
    code: 'INTERNAL_ERROR',
    message: `the import was interrupted (${messageOf(error)}); resume it`,
    line: null,
  };
};

/** Whether the ledger is at fault and not the sheet: the import can go on once that is mended. */
export const isOfLedger = ({ code }: ImportFailure): boolean =>
  code === 'INTERNAL_ERROR' || code === 'DISK_FULL';

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
    pause: () => others(),
  });
};
