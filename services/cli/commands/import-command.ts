import { sentenceFor } from '@ledger/runtime/ledger/fault-sentences.js';
import { openSheetFile } from '@ledger/runtime/imports/sheet-files.js';
import { isRefused, readOffice } from '@ledger/ledger/reading/field-checks.js';
import { refusedSheet, rowsToCorrect } from '@ledger/ledger/imports/refused-sheet.js';
import { everyRowJson, everyRowOf, everyRowText } from '@ledger/ledger/imports/every-row.js';
import type { Report } from '@ledger/ledger/imports/import-report.js';
import { refusalText, type Language } from '@ledger/ledger/kernel/refusals.js';
import { spokenIn } from '@ledger/ledger/kernel/two-languages.js';
import { importWords } from '../imports/import-words.js';
import { headIn } from '../terminal/table-heads.js';
import { terminalSpeech } from '../terminal/terminal-messages.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { noRemarks } from '@ledger/ledger/imports/import-remarks.js';
import { importSheet, trySheet } from '../imports/send-sheet.js';
import type { ImportAnswer } from '../imports/sheet-answer.js';
import type { Asking } from '../terminal/command-caller.js';
import { elsewhereLines } from '../imports/elsewhere-lines.js';
import { remarkLines, remarkSentences } from '../imports/remark-lines.js';
import { progressBar } from '../terminal/progress-bar.js';
import { sheetOptions, type ImportOptions } from '../options/import-options.js';
import { openMapping, type MappingFile } from '../options/mapping-file.js';
import { openRefusedFile, type RefusedFile } from '../options/refused-file.js';
import { UsageFault, usageFault } from '../terminal/usage-fault.js';
import { count, print, printJson, printTable, remark } from '../terminal/output.js';

type Sheet = Readonly<{ file: string }> & ImportAnswer;

/** How many refused rows a table shows; `--json` has all. */
const refusedShown = 200;
/** How many it shows if all are refused for the same reason. */
const shownOfSame = 3;

/** The options, the mapping that they name, and the language of what is said. */
type Mapped = ImportOptions & Readonly<{ map: MappingFile | null; language: Language }>;

const importOne = async (
  asking: Asking,
  file: string,
  { map: mapping, language, ...options }: Mapped,
): Promise<Sheet> => {
  const { office = null, json = false, dryRun = false } = options;
  const bar = progressBar(file, terminalSpeech(language)('rows'), json);
  try {
    const worksheet = options.worksheet ?? null;
    const request = { file, office, worksheet, mapping, options: sheetOptions(options) };
    const taken = await (dryRun ? trySheet : importSheet)(asking, { ...request, progress: bar.move });
    return { file, ...taken };
  } finally {
    bar.end();
  }
};

/** The refused rows as a table; only a few if one field refuses every row, which is then told once. */
const printRefused = ({ rows, refused }: Report, language: Language): void => {
  if (refused.length === 0) return;
  const everyRow = everyRowOf({ rows, refused });
  if (everyRow !== null) print(`  ${everyRowText(everyRow, language)}`);
  const shown = everyRow === null ? refusedShown : shownOfSame;
  printTable(
    [
      { head: headIn(language, 'row'), align: 'right' },
      { head: headIn(language, 'code') },
      { head: headIn(language, 'reason') },
    ],
    refused
      .slice(0, shown)
      .map(({ row, code, because }) => [String(row), code, refusalText(code, because, language)]),
  );
  if (refused.length > shown)
    print(terminalSpeech(language)('more', { number: count(refused.length - shown) }));
};

const printSheet = (sheet: Sheet, dryRun: boolean, language: Language): void => {
  if ('failure' in sheet) remark(sheet.failure.message);
  if (sheet.report === undefined) return;
  const { rows, accepted, unchanged, refused, elsewhere = [], remarks = noRemarks } = sheet.report;
  const { sheet: summary } = remarkSentences[language];
  print(`${sheet.file}: ${summary(count(rows), count(accepted), count(refused.length), dryRun)}`);
  if (unchanged !== undefined)
    print(`  ${spokenIn(importWords, language)('unchanged', { rows: count(unchanged) })}`);
  for (const line of [...elsewhereLines(elsewhere, language), ...remarkLines(remarks, language)])
    print(`  ${line}`);
  printRefused(sheet.report, language);
};

const noReport: Report = { rows: 0, accepted: 0, refused: [] };

const jsonOf = (sheet: Sheet, language: Language): unknown => {
  const { rows, accepted, unchanged, refused, elsewhere, remarks } = sheet.report ?? noReport;
  const reasons = refused.map(({ row, code, because }) => ({
    ...{ row, code },
    reason: refusalText(code, because, language),
  }));
  const printed = {
    ...{ file: sheet.file, rows, accepted, refused: reasons },
    ...(unchanged !== undefined && { unchanged }),
    ...(elsewhere !== undefined && { elsewhere }),
    ...remarks,
    ...everyRowJson({ rows, refused }, language),
  };
  if (!('failure' in sheet)) return printed;
  const { code, message, line } = sheet.failure;
  return { ...printed, error: { code, message, line } };
};

const checkOptions = (files: readonly string[], options: ImportOptions, language: Language): void => {
  const { office, refused, rows, sum } = options;
  sheetOptions(options);
  const read = office === undefined ? null : readOffice(office);
  if (isRefused(read)) throw new UsageFault(refusalText(read.code, read.because, language));
  if (refused !== undefined && files.length > 1) throw usageFault('refusedOfOne');
  if ((rows !== undefined || sum !== undefined) && files.length > 1) throw usageFault('controlsOfOne');
};

/** Writes the rows to be corrected as a sheet that can be imported again. */
const writeRefused = async (
  sheet: Sheet,
  file: RefusedFile,
  { map, worksheet, skipHidden, corrections, language, json = false }: Mapped,
): Promise<void> => {
  if (sheet.report === undefined) return;
  const { refused } = sheet.report;
  const rows = rowsToCorrect(refused).length;
  if (rows === 0) return;
  const source = await openSheetFile(sheet.file, worksheet ?? null);
  const how = { mapping: map?.mapping ?? null, skipHidden, corrections: corrections === true ? {} : null };
  await file.write(refusedSheet({ source, ...how, refused, language }));
  if (!json) print(spokenIn(importWords, language)('toCorrect', { file: file.path, rows: count(rows) }));
};

/** What is done with each sheet that was judged, and with what ends the import before its time. */
type ImportReporter = Readonly<{ judged: (sheet: Sheet) => Promise<void>; failed: (error: unknown) => void }>;

/** Takes one sheet after the other in, and tells of each. */
const importAll = async (
  files: readonly string[],
  options: Mapped & Readonly<{ asking: Asking }>,
  { judged, failed }: ImportReporter,
): Promise<void> => {
  const { asking, language, dryRun = false } = options;
  const { door, by } = asking;
  const { sampleIn } = await door.handle({ order: 'OpenImports', by, dryRun });
  if (sampleIn !== null) remark(spokenIn(importWords, language)('sample', { folder: sampleIn }));
  try {
    for (const file of files) await judged(await importOne(asking, file, options));
    if (!dryRun) await door.handle({ order: 'AwaitViews', by });
  } catch (error) {
    failed(error);
    throw error;
  }
};

type Prepared = Readonly<{ map: MappingFile | null; refusedFile: RefusedFile | null }>;

/** Reads and makes the other files that the options name: what is wrong with one is told before a sheet is read. */
const prepare = async ({ mapping, refused }: ImportOptions): Promise<Prepared> => ({
  map: mapping === undefined ? null : await openMapping(mapping),
  refusedFile: refused === undefined ? null : await openRefusedFile(refused),
});

/** Takes sheets in, and returns when every view has folded them. */
export const importSheets = async (
  files: readonly string[],
  options: ImportOptions,
  asking: Asking,
): Promise<number> => {
  const { language } = asking;
  const { dryRun = false, json = false } = options;
  checkOptions(files, options, language);
  const { map, refusedFile } = await prepare(options);
  const sheets: Sheet[] = [];
  const judged = async (sheet: Sheet): Promise<void> => {
    sheets.push(sheet);
    if (!json) printSheet(sheet, dryRun, language);
    if (refusedFile !== null) await writeRefused(sheet, refusedFile, { ...options, map, language });
  };
  const failed = (error: unknown): void => {
    // What was judged before the fault is told all the same: nothing of it is lost.
    if (json && sentenceFor(error) !== null) printJson(sheets.map((sheet) => jsonOf(sheet, language)));
  };
  try {
    await importAll(files, { ...options, asking, map, language }, { judged, failed });
  } finally {
    await refusedFile?.close();
  }
  if (json) printJson(sheets.map((sheet) => jsonOf(sheet, language)));
  return sheets.some((sheet) => 'failure' in sheet) ? exitCodes.impossible : exitCodes.ok;
};
