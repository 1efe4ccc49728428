import type { MappingFile } from '../options/mapping-file.js';
import { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import type { Report } from '@ledger/ledger/imports/import-report.js';
import { isOfLedger, type ImportFailure } from '@ledger/runtime/imports/told-import.js';
import type { AnswerOf } from '@ledger/runtime/door/orders.js';
import type { SheetOptions } from '@ledger/runtime/imports/sheet-options.js';
import { ImportFault } from '@ledger/runtime/faults/import-fault.js';
import { importFault } from '@ledger/runtime/faults/import-problems.js';
import { importSentence, sheetSentence } from '@ledger/runtime/faults/import-sentences.js';
import { languageOf } from '@ledger/runtime/engines/locale-language.js';

/** What a command hands in, and how it is watched. */
export type HandedIn = Readonly<{
  file: string;
  /** Null where the user says none. */
  office: string | null;
  /** Of a workbook: the worksheet to read; null for the first. */
  worksheet: string | null;
  mapping: MappingFile | null;
  /** What is asked beside taking the sheet in; nothing if missing. */
  options?: SheetOptions;
  progress: (judged: number, rows: number) => void;
}>;

/** What came of a sheet: a report, or why it failed; with a report, where its rows were judged all the same. */
export type Taken = Readonly<{ report: Report } | { failure: ImportFailure; report?: Report }>;

/** A failure with its sentence in the language of the terminal; one without facts is told in it already. */
const inReadersLanguage = (failure: ImportFailure): ImportFailure => ({
  code: failure.code,
  message: importSentence(languageOf(process.env), failure),
  line: failure.line,
});

/** A failure of the sheet is an answer; one of the ledger is not. */
export const failedWith = (failure: ImportFailure, report?: Report): Taken => {
  if (isOfLedger(failure))
    throw new ImportFault(failure.code, failure.message, { facts: failure.facts ?? {} });
  const told = inReadersLanguage(failure);
  return report === undefined ? { failure: told } : { failure: told, report };
};

/** What an import that is over has come to. */
export const takenFrom = ({ report, failure }: AnswerOf<'FollowImport'>): Taken => {
  if (failure !== null) return failedWith(failure, report ?? undefined);
  if (report === null) throw importFault('reportGone');
  return { report };
};

/** What a ledger says that does not take the sheet at all; anything else is thrown. */
export const notReceived = (file: string, error: unknown): Taken => {
  if (!(error instanceof ImportFault)) return failureOf(error);
  const { code, message, facts } = error;
  const told = inReadersLanguage({ code, message, line: null, facts });
  return failedWith({ ...told, message: `${file}: ${told.message}` });
};

/** A sheet that cannot be read is told with its report; anything else is thrown. */
export const failureOf = (error: unknown): Taken => {
  if (!(error instanceof SheetFault)) throw error;
  const { code, line } = error;
  return { failure: { code, message: sheetSentence(languageOf(process.env), error), line } };
};
