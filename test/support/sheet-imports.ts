import { officeCode, soleOffice } from '@ledger/ledger/kernel/identifiers.js';
import { fileSheet } from '@ledger/infra/sheets/file-sheet.js';
import type { SheetImport } from '@ledger/ledger/imports/import-sheet.js';
import type { Report } from '@ledger/ledger/imports/import-report.js';
import type { RefusalCode } from '@ledger/ledger/kernel/refusals.js';
import type { SheetSource } from '@ledger/ledger/ports/sheet-source.js';

export type ImportedAs = Readonly<{
  id: string;
  /** The office code of the sheet. Null means that no office is given. */
  office?: string | null;
  progress?: (judged: number, rows: number) => void;
}>;

/** Imports a sheet. The default office is the one that all sheets of the sample belong to. */
export const importTestSheet = (
  { importer }: Readonly<{ importer: SheetImport }>,
  source: SheetSource,
  { id, office = soleOffice, progress = () => undefined }: ImportedAs,
): Promise<Report> =>
  importer.import({
    id,
    source,
    office: office === null ? null : officeCode(office),
    by: { actor: 'li', role: 'caseworker', district: '330602' },
    progress,
  });

/** Imports a CSV file from disk. */
export const importTestFile = (
  writer: Readonly<{ importer: SheetImport }>,
  path: string,
  as: ImportedAs,
): Promise<Report> => importTestSheet(writer, fileSheet(path), as);

/** The line number and the refusal code of every refused row of a report. */
export const codesOf = ({ refused }: Report): readonly (readonly [line: number, code: RefusalCode])[] =>
  refused.map(({ row, code }) => [row, code]);
