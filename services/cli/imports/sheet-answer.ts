import { basename } from 'node:path';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import type { MappingFile } from '../options/mapping-file.js';
import { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import type { Report } from '@ledger/ledger/imports/import-report.js';
import { isOfLedger, type ImportFailure } from '@ledger/runtime/imports/import-status.js';
import type { AnswerOf } from '@ledger/runtime/door/orders.js';
import type { SheetOptions } from '@ledger/runtime/imports/sheet-options.js';
import { ImportFault } from '@ledger/runtime/faults/import-fault.js';
import { importFault } from '@ledger/runtime/faults/import-problems.js';
import { importSentence, sheetSentence } from '@ledger/runtime/faults/import-sentences.js';
import { languageOf } from '@ledger/runtime/engines/locale-language.js';

/** What a command submits, and how it is watched. */
export type ImportRequest = Readonly<{
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
export type ImportAnswer = Readonly<{ report: Report } | { failure: ImportFailure; report?: Report }>;

/**
 * The sentence with the file before it, as the user named it. An English sentence about a sheet may begin with the name
 * that the ledger got, which then stands for the file.
 */
const namingFile = (language: Language, file: string, sentence: string): string => {
  const got = [file, basename(file)].find((name) =>
    /^((, line \d+)?: |：)/.test(startingWith(name, sentence)),
  );
  if (got !== undefined) return file + startingWith(got, sentence);
  return `${file}${language === 'zh' ? '：' : ': '}${sentence}`;
};

/** What follows the name in a sentence; nothing if the sentence does not begin with it. */
const startingWith = (name: string, sentence: string): string =>
  sentence.startsWith(name) ? sentence.slice(name.length) : '';

/**
 * A failure with its sentence in the language of the terminal, after the name of the file. The message of a failure
 * without facts is in that language already.
 */
const shownFailure = (file: string, failure: ImportFailure): ImportFailure => {
  const language = languageOf(process.env);
  return {
    code: failure.code,
    message: namingFile(language, file, importSentence(language, failure)),
    line: failure.line,
  };
};

/** The answer for a sheet that failed. A failure of the ledger itself is thrown instead. */
export const failedWith = (file: string, failure: ImportFailure, report?: Report): ImportAnswer => {
  if (isOfLedger(failure))
    throw new ImportFault(failure.code, failure.message, { facts: failure.facts ?? {} });
  const shown = shownFailure(file, failure);
  return report === undefined ? { failure: shown } : { failure: shown, report };
};

/** The answer for an import that has ended. */
export const answerOf = (file: string, { report, failure }: AnswerOf<'FollowImport'>): ImportAnswer => {
  if (failure !== null) return failedWith(file, failure, report ?? undefined);
  if (report === null) throw importFault('reportGone');
  return { report };
};

/** The answer for a sheet that the ledger refused to receive. Any other error is thrown. */
export const notReceived = (file: string, error: unknown): ImportAnswer => {
  if (!(error instanceof ImportFault)) return sheetFailure(error);
  const { code, message, facts } = error;
  return failedWith(file, shownFailure(file, { code, message, line: null, facts }));
};

/** The answer for a sheet that cannot be read. Any other error is thrown. */
export const sheetFailure = (error: unknown): ImportAnswer => {
  if (!(error instanceof SheetFault)) throw error;
  const { code, line } = error;
  return { failure: { code, message: sheetSentence(languageOf(process.env), error), line } };
};
