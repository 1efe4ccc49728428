import { openDryRun } from '@ledger/api/composition/dry-run.js';
import { sentenceFor } from '@ledger/api/composition/faults.js';
import { openLedger } from '@ledger/api/composition/ledger.js';
import type { Settings } from '@ledger/api/composition/settings.js';
import { identifiers } from '@ledger/infra/identifiers/identifiers.js';
import { fileSheet } from '@ledger/infra/sheets/file-sheet.js';
import { checkOffice, soleOffice } from '@ledger/ledger/intake/checks.js';
import type { Intake, Report } from '@ledger/ledger/intake/intake.js';
import { refusedSheet, rowsToCorrect } from '@ledger/ledger/intake/refused-sheet.js';
import { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import { sentenceOf, type Language } from '@ledger/ledger/kernel/refusals.js';
import { SingleBar } from 'cli-progress';
import { userInfo } from 'node:os';
import { exitCodes } from '../exit-codes.js';
import { openRefusedFile, type RefusedFile } from '../refused-file.js';
import { UsageFault } from '../usage-fault.js';
import { count, print, printJson, printTable, remark } from '../output.js';

export type ImportOptions = Readonly<{
  office?: string;
  dryRun?: boolean;
  json?: boolean;
  /** Where the rows to be corrected are written to. */
  refused?: string;
}>;

type Sheet = Readonly<{ file: string; report: Report } | { file: string; fault: SheetFault }>;

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
  { office = soleOffice, json = false }: ImportOptions,
): Promise<Sheet> => {
  const bar = progressBar(file, json);
  try {
    const report = await intake.take({
      id: identifiers.fresh(),
      source: fileSheet(file),
      office,
      by: { actor: actor(), role: 'caseworker', district: null },
      progress: bar.move,
    });
    return { file, report };
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
  { language, json }: Readonly<{ language: Language; json: boolean }>,
): Promise<void> => {
  if ('fault' in sheet) return;
  const { refused } = sheet.report;
  const rows = rowsToCorrect(refused).length;
  if (rows === 0) return;
  await file.write(refusedSheet({ source: fileSheet(sheet.file), refused, language }));
  if (!json) print(`${file.path}: ${count(rows)} rows to correct and hand in again`);
};

/** Takes one sheet after the other in, and tells of each. */
const takeAll = async (
  files: readonly string[],
  options: ImportOptions,
  settings: Settings,
  told: (sheet: Sheet) => Promise<void>,
): Promise<void> => {
  const { intake, finish, close } = await open(settings, options.dryRun ?? false);
  try {
    for (const file of files) await told(await take(intake, file, options));
    await finish();
  } finally {
    await close();
  }
};

/** Takes sheets in, and returns when every view has folded them. */
export const importSheets = async (
  files: readonly string[],
  options: ImportOptions,
  settings: Settings,
  language: Language,
): Promise<number> => {
  const { dryRun = false, json = false, refused } = options;
  checkOptions(files, options, language);
  const refusedFile = refused === undefined ? null : await openRefusedFile(refused);
  const sheets: Sheet[] = [];
  const told = async (sheet: Sheet): Promise<void> => {
    sheets.push(sheet);
    if (!json) printSheet(sheet, dryRun, language);
    if (refusedFile !== null) await writeRefused(sheet, refusedFile, { language, json });
  };
  try {
    await takeAll(files, options, settings, told);
  } catch (error) {
    // What was judged before the fault is told all the same: nothing of it is lost.
    if (json && sentenceFor(error) !== null) printJson(sheets.map(jsonOf));
    throw error;
  } finally {
    await refusedFile?.close();
  }
  if (json) printJson(sheets.map(jsonOf));
  return sheets.some((sheet) => 'fault' in sheet) ? exitCodes.impossible : exitCodes.ok;
};
