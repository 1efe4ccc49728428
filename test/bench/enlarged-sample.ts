import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { columnNames } from '@ledger/ledger/sheets/column-names.js';
import { parse } from 'csv-parse/sync';

const copies = 10;

const decoded = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  }
};

const quoted = (field: string): string => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** Columns that must differ between the copies: references of acts, references of sessions, and members. */
const renamed: readonly string[] = [columnNames.reference, columnNames.session, columnNames.membership];

const copyOf = (header: readonly string[], row: readonly string[], copy: number): string =>
  row
    .map((field, index) => {
      const rename = renamed.includes(header[index] ?? '') && field.trim() !== '';
      return quoted(rename ? `${String(copy)}-${field}` : field);
    })
    .join(',');

export type EnlargedSample = Readonly<{ files: readonly string[]; rows: number }>;

/** Writes the seven sheets of the sample ten times over, each copy with other references and members. */
export const writeEnlargedSample = (folder: string): EnlargedSample => {
  const source = join(workspaceRoot(), 'test', 'sample', 'sheets');
  const files: string[] = [];
  let rows = 0;
  for (const name of readdirSync(source).filter((each) => each.endsWith('.csv'))) {
    const records: string[][] = parse(decoded(readFileSync(join(source, name))), {
      skip_empty_lines: true,
      relax_column_count: true,
    });
    const [header = [], ...body] = records;
    const lines = [header.join(',')];
    for (let copy = 0; copy < copies; copy += 1)
      for (const row of body) lines.push(copyOf(header, row, copy));
    rows += lines.length - 1;
    const file = join(folder, basename(name));
    writeFileSync(file, `${lines.join('\r\n')}\r\n`);
    files.push(file);
  }
  return { files, rows };
};
