import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSheet } from '@ledger/infra/sheets/open-sheet.js';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import type { Report } from '@ledger/ledger/imports/import-report.js';
import type { SheetSource } from '@ledger/ledger/ports/sheet-source.js';
import { importTestSheet } from './sheet-imports.js';
import type { TestLedger } from './ledger.js';

const folder = join(workspaceRoot(), 'test', 'faults', 'sheets');

/** A small sheet (CSV or workbook) from test/faults/sheets. Each reproduces a fault that was found once. */
export const faultSheet = (file: string): Promise<SheetSource> =>
  openSheet(join(folder, file), { name: file });

/** Imports a sheet of test/faults/sheets. The file name is used as the import's id. */
export const importFaultSheet = async (ledger: TestLedger, file: string): Promise<Report> =>
  importTestSheet(ledger.write, await faultSheet(file), { id: file });

/** The text of a CSV file of test/faults/sheets, for tests that change something before they import it. */
export const faultText = (file: string): Promise<string> => readFile(join(folder, file), 'utf8');
