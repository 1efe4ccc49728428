import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSheet } from '@ledger/infra/sheets/open-sheet.js';
import type { SheetSource } from '@ledger/ledger/ports/sheet-source.js';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';

/** A workbook that some spreadsheet program has written, and the CSV that says the same. */
export type SampleWorkbook = Readonly<{ name: string; workbook: string; csv: string }>;

const folder = join(workspaceRoot(), 'test', 'sample', 'workbooks');

/** All workbooks of the sample, by their numbers. */
export const sampleWorkbooks: readonly SampleWorkbook[] = readdirSync(folder)
  .filter((name) => name.endsWith('.xlsx'))
  .sort()
  .map((name) => ({
    name,
    workbook: join(folder, name),
    csv: join(folder, `${name.slice(0, name.indexOf('-'))}.csv`),
  }));

/** A sheet on disk, workbook or CSV. */
export const openedSample = (path: string): Promise<SheetSource> => openSheet(path);
