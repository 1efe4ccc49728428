import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import type { CommandHandler } from '../engine/command-handler.js';
import type { FindElsewhere } from '../use-cases/acts-elsewhere.js';
import type { Recording } from '../use-cases/record-act.js';
import { soleOffice, type OfficeCode } from '../kernel/identifiers.js';
import { sentenceOf } from '../kernel/refusals.js';
import { namedOffices, officeMissing } from '../use-cases/named-offices.js';
import { handInOf } from '../kernel/ids.js';
import { SheetFault } from '../ports/sheet-fault.js';
import { shanghaiDate } from '../kernel/calendar.js';
import type { EventLog } from '../ports/event-log.js';
import type { KeyVault } from '../ports/key-vault.js';
import type { SheetSource } from '../ports/sheet-source.js';
import { ImportBatch, rowsTogether, type ImportProgress } from './import-batch.js';
import type { ReadingDesk } from '../reading/row-reader.js';
import type { Mapping } from '../sheets/column-mapping.js';
import { ImportRecorder, type HandInBy } from './import-recorder.js';
import { recordsOf } from '../sheets/sheet-rows.js';
import { checkControls, type ControlTotals } from './control-totals.js';
import { actRowsOf, survey, type Survey } from './sheet-survey.js';
import { reportOfHandIn, type Report } from './import-report.js';
import type { Pause } from '../ports/pause.js';

export type { RefusedRow, Report } from './import-report.js';

export type HandIn = HandInBy &
  Readonly<{
    /** CSV or a workbook: `openSheet` in infra/sheets tells which. */
    source: SheetSource;
    /** How a sheet with other columns and words is read; missing or null for an intake sheet. */
    mapping?: Mapping | null;
    /** Whether the hidden rows of a workbook are left out. */
    skipHidden?: boolean;
    /** What the sheet must come to; compared before anything is written. */
    controls?: ControlTotals | null;
    /** Null where nobody said one: then it is the ledger's own, as long as no office has recorded under a code of its own. */
    office: OfficeCode | null;
    /** How the office was written, where that is not its canonical form; its acts keep it. */
    officeWritten?: string | null;
    /** Called after every few rows with how many were judged; what it throws interrupts the hand-in there. */
    progress: (judged: number, rows: number, all: ImportProgress) => void;
    /** Lets whoever else waits go first, after every few rows. */
    pause?: Pause;
    /** How many rows are judged and appended together; enough to share a flush to disk if not given. */
    together?: number;
  }>;

export interface SheetImport {
  /**
   * Takes a sheet in, row by row; one that was interrupted goes on where it stood and reports as if it had not been.
   * Throws SheetFault, before anything is written, where the file is no sheet.
   */
  import(handIn: HandIn): Promise<Report>;
}

type Ports = Readonly<{
  log: EventLog;
  vault: KeyVault;
  recording: Recording;
  elsewhere: FindElsewhere;
  handler: CommandHandler;
  catalogue: Catalogue;
}>;

/** A hand-in without an office that has begun goes on: it was judged by the offices that there were then. */
const checkOffice = async (log: EventLog, { id, source: { name: file } }: HandIn): Promise<void> => {
  const stream = handInOf(id);
  if (((await log.readStreams([stream])).get(stream) ?? []).length > 0) return;
  const missing = officeMissing(await namedOffices(log));
  if (missing !== null)
    throw new SheetFault(
      'BAD_OFFICE',
      { file, line: null },
      sentenceOf(missing.code, missing.because, 'en'),
      { facts: missing.because },
    );
};

/** The office of every act of the sheet. */
const officeOf = ({
  office,
  officeWritten = null,
}: HandIn): Pick<ReadingDesk, 'office' | 'officeWritten'> => ({
  office: office ?? soleOffice,
  officeWritten,
});

export const sheetImport = (ports: Ports): SheetImport => {
  const { log, vault, recording, elsewhere, handler, catalogue } = ports;

  /** Notes that a sheet begins to be taken in; one that was interrupted has been noted already. */
  const open = async (recorder: ImportRecorder, handIn: HandIn, file: string, found: Survey) => {
    const { rows } = found;
    const remarks = found.remarks === null ? null : JSON.stringify(found.remarks);
    const { stream } = recorder;
    await recorder.note((seal) => ({
      type: 'OpenHandIn',
      stream,
      data: {
        file: seal('file', file),
        ...{ office: officeOf(handIn).office, rows },
        remarks: remarks === null ? null : seal('remarks', remarks),
      },
    }));
  };

  const importSheet: SheetImport['import'] = async (handIn) => {
    const { mapping = null, skipHidden = false, progress, pause, together = rowsTogether } = handIn;
    if (handIn.office === null) await checkOffice(log, handIn);
    const how = { mapping, skipHidden };
    const source = await recordsOf(handIn.source);
    const found = await survey(source, how);
    const { rows } = found;
    checkControls(source.name, handIn.controls ?? null, found);
    const recorder = await ImportRecorder.open({ log, vault, handler }, handIn, pause);
    const { stream } = recorder;
    await open(recorder, handIn, source.name.split(/[\\/]/).at(-1) ?? source.name, found);
    const today = shanghaiDate(recorder.openedAt);
    const judging = new ImportBatch(
      { ...officeOf(handIn), today, catalogue, recording, elsewhere, recorder, handIn, together },
      found,
      async (all) => {
        progress(all.judged, rows, all);
        await pause?.();
      },
    );
    for await (const row of found.kept ?? actRowsOf(source, how)) await judging.judge(row);
    await judging.flush();
    const report = await reportOfHandIn({ log, vault }, recorder.id, pause);
    if (report === null) throw new Error(`the hand-in ${recorder.id} was not opened`);
    const { accepted, refused } = report;
    const closed = { rows, accepted, refused: refused.length };
    await recorder.note(() => ({ type: 'CloseHandIn', stream, data: closed }));
    return report;
  };

  return { import: importSheet };
};
