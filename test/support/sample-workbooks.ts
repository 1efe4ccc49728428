import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSheet } from '@ledger/infra/sheets/open-sheet.js';
import type { SheetSource } from '@ledger/ledger/ports/sheet-source.js';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';

/** A workbook written by a spreadsheet program, and a CSV file with the same content. */
export type SampleWorkbook = Readonly<{ name: string; workbook: string; csv: string }>;

const folder = join(workspaceRoot(), 'test', 'sample', 'workbooks');

/** All workbooks of the sample, sorted by file name. */
export const sampleWorkbooks: readonly SampleWorkbook[] = readdirSync(folder)
  .filter((name) => name.endsWith('.xlsx'))
  .sort()
  .map((name) => ({
    name,
    workbook: join(folder, name),
    csv: join(folder, `${name.slice(0, name.indexOf('-'))}.csv`),
  }));

/** Opens a workbook or CSV file from disk. */
export const openedSample = (path: string): Promise<SheetSource> => openSheet(path);
