import { join } from 'node:path';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { fileSheet } from '@ledger/infra/sheets/file-sheet.js';
import { openSheet } from '@ledger/infra/sheets/open-sheet.js';
import type { SheetSource, TextSource } from '@ledger/ledger/ports/sheet-source.js';

/** The absolute path of a file of the project. */
export const projectFile = (...path: readonly string[]): string => join(workspaceRoot(), ...path);

/** Opens a CSV file or workbook from disk as an import does. */
export const sheetFile = (path: string): Promise<SheetSource> => openSheet(path);

/** A CSV file on disk. */
export const textFile = (path: string): TextSource => fileSheet(path);
