import { openDryRun } from '@ledger/api/composition/dry-run.js';
import { sentenceFor } from '@ledger/api/composition/faults.js';
import { openLedger } from '@ledger/api/composition/ledger.js';
import type { Settings } from '@ledger/api/composition/settings.js';
import { identifiers } from '@ledger/infra/identifiers/identifiers.js';
import { openSheet } from '@ledger/infra/sheets/open-sheet.js';
import { checkOffice, soleOffice } from '@ledger/ledger/intake/checks.js';
import type { Intake, Report } from '@ledger/ledger/intake/intake.js';
import type { Mapping } from '@ledger/ledger/intake/mapping.js';
import { refusedSheet, rowsToCorrect } from '@ledger/ledger/intake/refused-sheet.js';
import { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import { sentenceOf, type Language } from '@ledger/ledger/kernel/refusals.js';
import type { SheetSource } from '@ledger/ledger/ports/sheet-source.js';
import { SingleBar } from 'cli-progress';
import { userInfo } from 'node:os';
import { exitCodes } from '../exit-codes.js';
import { openMapping } from '../mapping-file.js';
import { openRefusedFile, type RefusedFile } from '../refused-file.js';
import { UsageFault } from '../usage-fault.js';
import { count, print, printJson, printTable, remark } from '../output.js';

export type ImportOptions = Readonly<{
  office?: string;
  dryRun?: boolean;
  json?: boolean;
  /** Where the rows to be corrected are written to. */
  refused?: string;
  /** The file that says how sheets with other columns and words are read. */
  mapping?: string;
  /** Of workbooks. */
  worksheet?: string;
}>;

type Sheet = Readonly<
  { file: string; source: SheetSource; report: Report } | { file: string; fault: SheetFault }
>;

/** How many refused rows a table shows; `--json` has all. */
const refusedShown = 200;

const actor = (): string => {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
};

/** A bar on a terminal; nothing where output is read by a program. */
const progressBar = (
  file: string,
  quiet: boolean,
): Readonly<{ move: (judged: number, rows: number) => void; end: () => void }> => {
  if (quiet || !process.stderr.isTTY) return { move: () => undefined, end: () => undefined };
  const bar = new SingleBar({ format: `${file} {bar} {value}/{total} rows`, hideCursor: true });
  let started = false;
  return {
    move: (judged, rows) => {
      if (!started) bar.start(rows, judged);
      started = true;
      bar.update(judged);
    },
    end: () => {
      bar.stop();
    },
  };
};

const take = async (
  intake: Intake,
  file: string,
  mapping: Mapping | null,
  { office = soleOffice, json = false, worksheet }: ImportOptions,
): Promise<Sheet> => {
  const bar = progressBar(file, json);
  try {
    const source = await openSheet(file, { worksheet });
    const report = await intake.take({
      id: identifiers.fresh(),
      source,
      mapping,
      office,
      by: { actor: actor(), role: 'caseworker', district: null },
      progress: bar.move,
    });
    return { file, source, report };
  } catch (error) {
    if (error instanceof SheetFault) return { file, fault: error };
    throw error;
  } finally {
    bar.end();
  }
};

const printSheet = (sheet: Sheet, dryRun: boolean, language: Language): void => {
  if ('fault' in sheet) {
    remark(sheet.fault.message);
    return;
  }
  const { rows, accepted, refused } = sheet.report;
  const verb = dryRun ? 'would be accepted' : 'accepted';
  print(`${sheet.file}: ${count(rows)} rows, ${count(accepted)} ${verb}, ${count(refused.length)} refused`);
  if (refused.length === 0) return;
  printTable(
    [{ head: 'row', align: 'right' }, { head: 'code' }, { head: 'reason' }],
    refused
      .slice(0, refusedShown)
      .map(({ row, code, because }) => [String(row), code, sentenceOf(code, because, language)]),
  );
  if (refused.length > refusedShown)
    print(`… and ${count(refused.length - refusedShown)} more; --json lists all`);
};

const jsonOf = (sheet: Sheet): unknown => {
  if ('fault' in sheet) {
    const { code, message, line } = sheet.fault;
    return { file: sheet.file, rows: 0, accepted: 0, refused: [], error: { code, message, line } };
  }
  const { rows, accepted, refused } = sheet.report;
  return { file: sheet.file, rows, accepted, refused: refused.map(({ row, code }) => ({ row, code })) };
};

/** Opens what judges the sheets: the ledger itself, or a dry run over it. */
const open = async (
  settings: Settings,
  dryRun: boolean,
): Promise<Readonly<{ intake: Intake; finish: () => Promise<void>; close: () => Promise<void> }>> => {
  if (!dryRun) {
    const ledger = await openLedger(settings, remark);
    return { intake: ledger.intake, finish: () => ledger.caughtUp(), close: () => ledger.close() };
  }
  const { intake, close } = await openDryRun(settings);
  return { intake, finish: () => Promise.resolve(), close };
};

const checkOptions = (
  files: readonly string[],
  { office = soleOffice, refused }: ImportOptions,
  language: Language,
): void => {
  const bad = checkOffice(office);
  if (bad !== null) throw new UsageFault(sentenceOf(bad.code, bad.because, language));
  if (refused !== undefined && files.length > 1)
    throw new UsageFault('--refused writes the rows of one sheet: import the sheets one by one');
};

/** Writes the rows to be corrected as a sheet that can be handed in again. */
const writeRefused = async (
  sheet: Sheet,
  file: RefusedFile,
  { mapping, language, json }: Readonly<{ mapping: Mapping | null; language: Language; json: boolean }>,
): Promise<void> => {
  if ('fault' in sheet) return;
  const { source, report } = sheet;
  const { refused } = report;
  const rows = rowsToCorrect(refused).length;
  if (rows === 0) return;
  await file.write(refusedSheet({ source, mapping, refused, language }));
  if (!json) print(`${file.path}: ${count(rows)} rows to correct and hand in again`);
};

/** What is done with each sheet that was judged, and with what ends the import before its time. */
type Told = Readonly<{ judged: (sheet: Sheet) => Promise<void>; failed: (error: unknown) => void }>;

/** Takes one sheet after the other in, and tells of each. */
const takeAll = async (
  files: readonly string[],
  options: ImportOptions & Readonly<{ settings: Settings; map: Mapping | null }>,
  { judged, failed }: Told,
): Promise<void> => {
  const { intake, finish, close } = await open(options.settings, options.dryRun ?? false);
  try {
    for (const file of files) await judged(await take(intake, file, options.map, options));
    await finish();
  } catch (error) {
    failed(error);
    throw error;
  } finally {
    await close();
  }
};

type Prepared = Readonly<{ map: Mapping | null; refusedFile: RefusedFile | null }>;

/** Reads and makes the other files that the options name: what is wrong with one is told before a sheet is read. */
const prepare = async ({ mapping, refused }: ImportOptions): Promise<Prepared> => ({
  map: mapping === undefined ? null : await openMapping(mapping),
  refusedFile: refused === undefined ? null : await openRefusedFile(refused),
});

/** Takes sheets in, and returns when every view has folded them. */
export const importSheets = async (
  files: readonly string[],
  options: ImportOptions,
  settings: Settings,
  language: Language,
): Promise<number> => {
  const { dryRun = false, json = false } = options;
  checkOptions(files, options, language);
  const { map, refusedFile } = await prepare(options);
  const sheets: Sheet[] = [];
  const judged = async (sheet: Sheet): Promise<void> => {
    sheets.push(sheet);
    if (!json) printSheet(sheet, dryRun, language);
    if (refusedFile !== null) await writeRefused(sheet, refusedFile, { mapping: map, language, json });
  };
  const failed = (error: unknown): void => {
    // What was judged before the fault is told all the same: nothing of it is lost.
    if (json && sentenceFor(error) !== null) printJson(sheets.map(jsonOf));
  };
  try {
    await takeAll(files, { ...options, settings, map }, { judged, failed });
  } finally {
    await refusedFile?.close();
  }
  if (json) printJson(sheets.map(jsonOf));
  return sheets.some((sheet) => 'fault' in sheet) ? exitCodes.impossible : exitCodes.ok;
};
