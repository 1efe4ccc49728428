import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import type { CommandHandler } from '../engine/command-handler.js';
import type { FindElsewhere } from '../use-cases/acts-elsewhere.js';
import type { Amending } from '../use-cases/amend-act.js';
import { correctionRows } from '../sheets/correction-columns.js';
import type { Recording } from '../use-cases/record-act.js';
import { soleOffice, type OfficeCode } from '../kernel/identifiers.js';
import { refusalText } from '../kernel/refusals.js';
import { namedOffices, officeMissing } from '../use-cases/named-offices.js';
import { importStreamOf } from '../kernel/ids.js';
import { historyIn } from '../engine/histories.js';
import { boundDeciders } from '../use-cases/bound-deciders.js';
import { SheetFault } from '../ports/sheet-fault.js';
import { shanghaiDate } from '../kernel/calendar.js';
import type { EventLog } from '../ports/event-log.js';
import type { KeyVault } from '../ports/key-vault.js';
import type { SheetSource } from '../ports/sheet-source.js';
import { ImportBatch, rowsTogether, type ImportProgress } from './import-batch.js';
import type { RowContext } from '../reading/row-reader.js';
import type { Mapping } from '../sheets/column-mapping.js';
import { ImportRecorder } from './import-recorder.js';
import type { ImportBy } from './import-stream.js';
import { CorrectionsBatch } from './corrections-batch.js';
import { scanCorrections } from './corrections-scan.js';
import { receivedData, type Corrections } from './received-sheet.js';
import { recordsOf } from '../sheets/sheet-rows.js';
import { checkControls, type ControlTotals } from './control-totals.js';
import { actRowsOf, scanSheet, type SheetScan } from './sheet-scan.js';
import { refusedBy, reportOfImport, type Report } from './import-report.js';
import type { Pause } from '../ports/pause.js';

export type { RefusedRow, Report } from './import-report.js';

export type SheetToImport = ImportBy &
  Readonly<{
    /** CSV or a workbook; `openSheet` in infra/sheets detects which. */
    source: SheetSource;
    /**
     * The mapping for a sheet with other columns and words; missing or null for a sheet in the standard format.
     */
    mapping?: Mapping | null;
    /** Whether hidden rows of a workbook are left out. */
    skipHidden?: boolean;
    /**
     * For a sheet of corrections (acts as exported, with changed cells): the reason of all of them. Null for a sheet of
     * new acts.
     */
    corrections?: Corrections | null;
    /** Totals that the sheet must match; checked before anything is written. */
    controls?: ControlTotals | null;
    /**
     * Null if no office was stated. Then the acts belong to the ledger's own office. This is allowed only while no
     * other office has recorded acts under its own code.
     */
    office: OfficeCode | null;
    /** The office as written, if that differs from its canonical form. It is stored with the acts. */
    officeWritten?: string | null;
    /** Called after every batch of rows, with the number of judged rows. An error thrown here interrupts the import. */
    progress: (judged: number, rows: number, all: ImportProgress) => void;
    /** Called after every batch of rows, so that other waiting work gets a turn. */
    pause?: Pause;
    /** How many rows are judged and appended together. The default shares one flush to disk among many rows. */
    together?: number;
  }>;

export interface SheetImport {
  /**
   * Imports a sheet row by row. An interrupted import continues after the last judged row and returns the same report
   * as an uninterrupted one. Throws SheetFault, before anything is written, if the file is not a valid sheet.
   */
  import(sheet: SheetToImport): Promise<Report>;
}

/** What the first reading of a sheet tells of it, whether its rows are new acts or corrections. */
type Scanned = Pick<SheetScan, 'rows' | 'remarks'>;

type Ports = Readonly<{
  amending: Amending;
  log: EventLog;
  vault: KeyVault;
  recording: Recording;
  elsewhere: FindElsewhere;
  handler: CommandHandler;
  catalogue: Catalogue;
}>;

/**
 * Throws SheetFault BAD_OFFICE if the sheet must state an office and does not. An import whose rows are already being
 * judged is not checked again: offices that appeared later do not stop it.
 */
const checkOffice = async (log: EventLog, { id, source: { name: file } }: SheetToImport): Promise<void> => {
  const read = await log.readStreams([importStreamOf(id)]);
  if (boundDeciders.importRecords.stateOf(historyIn(read, importStreamOf(id))).begun) return;
  const missing = officeMissing(await namedOffices(log));
  if (missing !== null)
    throw new SheetFault(
      'BAD_OFFICE',
      { file, line: null },
      refusalText(missing.code, missing.because, 'en'),
      { facts: missing.because },
    );
};

/** The office of every act of the sheet. */
const officeOf = ({
  office,
  officeWritten = null,
}: SheetToImport): Pick<RowContext, 'office' | 'officeWritten'> => ({
  office: office ?? soleOffice,
  officeWritten,
});

/** Records that the sheet was received, unless that is recorded already, and that judging of its rows begins. */
const begin = async (recorder: ImportRecorder, sheet: SheetToImport, found: Scanned): Promise<void> => {
  const { office, officeWritten = null, skipHidden = false, controls = null, corrections = null } = sheet;
  const { stream } = recorder;
  const file = sheet.source.name.split(/[\\/]/).at(-1) ?? sheet.source.name;
  await recorder.note((seal) => ({
    type: 'ReceiveImport',
    stream,
    data: receivedData(
      {
        ...{ file, office: officeWritten ?? office, allOrNothing: false, kept: null },
        how: { worksheet: null, mapping: null, skipHidden, controls, corrections },
      },
      seal,
    ),
  }));
  const remarks = found.remarks === null ? null : JSON.stringify(found.remarks);
  await recorder.note((seal) => ({
    type: 'BeginImport',
    stream,
    data: { rows: found.rows, remarks: remarks === null ? null : seal('remarks', remarks) },
  }));
};

/** Opens the stream of an import whose sheet was read once, and records that judging of its rows begins. */
const opened = async (ports: Ports, sheet: SheetToImport, found: Scanned): Promise<ImportRecorder> => {
  const recorder = await ImportRecorder.open(ports, sheet, sheet.pause);
  await begin(recorder, sheet, found);
  return recorder;
};

/** Tells of the progress after every batch, and gives other work its turn. */
const watching =
  ({ progress, pause }: SheetToImport) =>
  async (all: ImportProgress): Promise<void> => {
    progress(all.judged, all.rows, all);
    await pause?.();
  };

/** The report of an import whose rows were all judged. Records that it has ended. */
const ended = async (
  ports: Ports,
  { pause }: SheetToImport,
  { rows }: Scanned,
  recorder: ImportRecorder,
): Promise<Report> => {
  const { id, stream } = recorder;
  const report = await reportOfImport(ports, id, pause);
  if (report === null) throw new Error(`the import ${id} was not begun`);
  const data = { rows, accepted: report.accepted, refused: refusedBy(report) };
  await recorder.note(() => ({ type: 'EndImport', stream, data }));
  return report;
};

export const sheetImport = (ports: Ports): SheetImport => {
  const { log, vault, recording, amending, elsewhere, catalogue } = ports;

  const importActs = async (sheet: SheetToImport): Promise<Report> => {
    const { mapping = null, skipHidden = false, together = rowsTogether } = sheet;
    if (sheet.office === null) await checkOffice(log, sheet);
    const how = { mapping, skipHidden };
    const source = await recordsOf(sheet.source);
    const found = await scanSheet(source, how);
    checkControls(source.name, sheet.controls ?? null, found);
    const recorder = await opened(ports, sheet, found);
    const today = shanghaiDate(recorder.begunAt);
    const judging = new ImportBatch(
      { ...officeOf(sheet), today, catalogue, recording, elsewhere, recorder, of: sheet, together },
      found,
      watching(sheet),
    );
    for await (const row of found.kept ?? actRowsOf(source, how)) await judging.judge(row);
    await judging.flush();
    return ended(ports, sheet, found, recorder);
  };

  const importCorrections = async (sheet: SheetToImport, { reason }: Corrections): Promise<Report> => {
    const { skipHidden = false } = sheet;
    const source = await recordsOf(sheet.source);
    const found = await scanCorrections(source, skipHidden);
    const recorder = await opened(ports, sheet, found);
    const today = shanghaiDate(recorder.begunAt);
    const judging = new CorrectionsBatch(
      { log, vault, amending, catalogue, today, recorder, of: sheet, reason, ...found },
      watching(sheet),
    );
    for await (const { row, role } of correctionRows(source, skipHidden))
      if (role === 'act') await judging.judge(row);
    await judging.flush();
    return ended(ports, sheet, found, recorder);
  };

  const importSheet: SheetImport['import'] = (sheet) =>
    sheet.corrections == null ? importActs(sheet) : importCorrections(sheet, sheet.corrections);

  return { import: importSheet };
};
