import { parse } from 'csv-parse/sync';
import { openSheet } from '@ledger/infra/sheets/open-sheet.js';
import type { Report } from '@ledger/ledger/imports/import-report.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import type { SheetSource } from '@ledger/ledger/ports/sheet-source.js';
import { everyAct } from '@ledger/projections/acts/acts-queries.js';
import type { ExportFormat } from '@ledger/runtime/exports/exported.js';
import { exportPieces } from '@ledger/runtime/exports/sheet-export.js';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestLedger, Writer } from './ledger.js';
import { quoted, sheet } from './sheets.js';

export type ExportAs = Readonly<{ format?: ExportFormat; names?: boolean; language?: Language }>;

/** All acts of a ledger as the product exports them, after every view has folded the log. */
export const exportActs = async (
  ledger: TestLedger,
  { format = 'csv', names = true, language = 'zh' }: ExportAs = {},
): Promise<Buffer> => {
  await ledger.fold();
  const { log, store, vault } = ledger;
  const snapshot = { log, store, vault: () => vault, close: () => Promise.resolve() };
  const exporting = { by: 'li', at: ledger.clock.now(), language, sample: false };
  const order = { exported: { what: 'acts', filter: everyAct }, format, names, exporting } as const;
  const pieces: Uint8Array[] = [];
  for await (const piece of exportPieces(() => Promise.resolve(snapshot), order)) pieces.push(piece);
  return Buffer.concat(pieces);
};

/** An exported CSV file as rows of cells: the header, the acts, and the lines of the description. */
export type Table = readonly (readonly string[])[];

export const tableOf = (csv: Buffer): Table =>
  parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: false });

export const csvOf = (table: Table): string =>
  `\uFEFF${table.map((row) => `${row.map(quoted).join(',')}\r\n`).join('')}`;

/** Changes cells of the act with this id, as somebody does in a spreadsheet program. */
export const changing = (table: Table, act: string, cells: Readonly<Record<string, string>>): Table => {
  const [head = []] = table;
  return table.map((row) => (row.includes(act) ? row.map((cell, at) => cells[head[at] ?? ''] ?? cell) : row));
};

/** The table without a column. */
export const without = (table: Table, column: string): Table => {
  const at = table[0]?.indexOf(column) ?? -1;
  return table.map((row) => row.filter((_, index) => index !== at));
};

/** What an exported table says of each act, by id, without the columns that every correction changes. */
export const actsIn = (table: Table): ReadonlyMap<string, Readonly<Record<string, string>>> => {
  const [head = [], ...rows] = table;
  const changedAlways = new Set(['版本', '变更时间（北京时间）']);
  return new Map(
    rows
      .filter((row) => row.length === head.length)
      .map((row) => [
        row[head.indexOf('业务ID')] ?? '',
        Object.fromEntries(
          head.flatMap((name, at) => (changedAlways.has(name) ? [] : [[name, row[at] ?? '']])),
        ),
      ]),
  );
};

let imports = 0;

/** Hands in a sheet of corrections. */
export const correct = (
  { importer }: Pick<Writer, 'importer'>,
  source: SheetSource | string,
  id = `更正-${String((imports += 1))}`,
): Promise<Report> =>
  importer.import({
    id,
    source: typeof source === 'string' ? sheet(source) : source,
    office: null,
    corrections: { reason: '核对后更正' },
    by: { actor: 'li', role: 'caseworker', district: '330602' },
    progress: () => undefined,
  });

/** Hands in a workbook of corrections. */
export const correctWorkbook = async (writer: Pick<Writer, 'importer'>, bytes: Buffer): Promise<Report> => {
  const folder = mkdtempSync(join(tmpdir(), 'corrections-'));
  try {
    const file = join(folder, '更正.xlsx');
    writeFileSync(file, bytes);
    return await correct(writer, await openSheet(file, {}));
  } finally {
    rmSync(folder, { recursive: true });
  }
};
