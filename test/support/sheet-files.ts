import { join } from 'node:path';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { fileSheet } from '@ledger/infra/sheets/file-sheet.js';
import { openSheet } from '@ledger/infra/sheets/open-sheet.js';
import type { SheetSource, TextSource } from '@ledger/ledger/ports/sheet-source.js';

/** The path of a file of the project. */
export const projectFile = (...path: readonly string[]): string => join(workspaceRoot(), ...path);

/** A sheet on disk, CSV or workbook, opened as one that is handed in. */
export const sheetFile = (path: string): Promise<SheetSource> => openSheet(path);

/** A sheet of text on disk. */
export const textFile = (path: string): TextSource => fileSheet(path);
