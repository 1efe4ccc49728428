import { shanghaiTime } from '@ledger/ledger/kernel/calendar.js';
import { yuan } from '@ledger/ledger/kernel/money.js';
import type {
  SheetCell,
  CellKind,
  SheetColumn,
  SheetRow,
  SheetWriter,
} from '@ledger/projections/ports/sheet-writer.js';
import { stringify, type Options } from 'csv-stringify/sync';
import { hoursOf } from './decimal-hours.js';

const lines: Options = {
  record_delimiter: '\r\n',
  // Without this, only a text with the whole delimiter is quoted, and a line feed alone would split the row.
  quoted_match: /[\r\n]/,
  // A text that a spreadsheet program would read as a formula gets an apostrophe at its start. Numbers keep their sign.
  escape_formulas: true,
  cast: { bigint: (amountFen) => yuan(amountFen) },
};

const cellOf = (cell: SheetCell, kind: CellKind): string | number | bigint | null => {
  if (typeof cell !== 'number' && typeof cell !== 'bigint')
    return kind === 'instant' && cell !== null ? shanghaiTime(cell) : cell;
  if (kind === 'fen') return BigInt(cell);
  return kind === 'minutes' ? hoursOf(Number(cell)) : cell;
};

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8');

const recordOf = (row: SheetRow, columns: readonly SheetColumn[]): readonly unknown[] =>
  row.map((cell, index) => cellOf(cell, columns[index]?.kind ?? 'text'));

/**
 * Writes CSV (RFC 4180) in UTF-8 with a byte order mark; without the mark, Excel shows Chinese text wrongly. After the
 * table follow an empty line and the description of the table. A file without the description was cut off.
 */
export const csvWriter: SheetWriter = async function* ({ columns, pages, about }) {
  yield bytesOf(`\uFEFF${stringify([columns.map(({ head }) => head)], lines)}`);
  let rows = 0;
  for await (const page of pages()) {
    rows += page.length;
    yield bytesOf(
      stringify(
        page.map((row) => recordOf(row, columns)),
        lines,
      ),
    );
  }
  const remarks = await about(rows);
  yield bytesOf(
    `\r\n${stringify(
      remarks.map((remark) => [...remark]),
      lines,
    )}`,
  );
};
