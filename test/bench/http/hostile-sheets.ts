import { csv, csvRow, header, type Cells } from '../../support/sheets.js';
import { neededNames } from '@ledger/ledger/sheets/column-names.js';
import { workbookOf, partsOf, zipped } from '../../support/workbooks.js';

/** A sheet of the bench: its name in the results, its file name, and its content. */
export type BenchSheet = Readonly<{ what: string; name: string; content: string | Uint8Array }>;

const visit = (number: number): Cells => ({
  reference: `P-${String(number)}`,
  ...{ kind: '健康体检', district: '330603', date: '2024-03-01', name: '王小明' },
  membership: `BENCH-${String(number)}`,
  ...{ amount: '100.00', headcount: '1' },
});

const rowsOf = <T>(count: number, row: (number: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, number) => row(number + 1));

/** A normal sheet of an office: 3,000 rows that are all accepted. */
export const plainSheet = (run: number): BenchSheet => ({
  what: 'a plain sheet',
  name: 'plain.csv',
  content: csv(
    ...rowsOf(3_000, (number) => ({ ...visit(number), reference: `P-${String(run)}-${String(number)}` })),
  ),
});

const refused = (number: number): Cells => ({
  reference: `H-${String(number)}`,
  ...{ kind: '没有这种', district: '999999', date: '2024-02-30', membership: '无', amount: '一千二' },
  ...{ headcount: '-1', note: '未'.repeat(100) },
});

/** A row whose note contains 400 other rows, as when a quotation mark is closed too late. */
const swallowing = (number: number): string =>
  csvRow({ ...visit(number), note: rowsOf(400, visit).map(csvRow).join('\n') });

const formats = rowsOf(
  5_000,
  (number) => `<numFmt numFmtId="${String(200 + number)}" formatCode="${'[h]y"x"'.repeat(30)}"/>`,
);

const formattedRow = (row: number): string =>
  `<row r="${String(row)}">${'<c s="1"><v>45000.5</v></c>'.repeat(columns)}</row>`;

const columns = neededNames.length;

const mergedRows = rowsOf(20_000, (number) => `<mergeCell ref="D${String(number)}:E${String(number + 9)}"/>`);

const headRow = `<row r="1">${neededNames
  .map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`)
  .join('')}</row>`;

/** Sheets made to block the server. */
export const hostileSheets = async (): Promise<readonly BenchSheet[]> => [
  {
    what: 'every row refused for everything',
    name: 'refused.csv',
    content: csv(...rowsOf(60_000, refused)),
  },
  {
    what: 'quotation marks that swallow rows',
    name: 'swallowed.csv',
    content: `${header}\r\n${rowsOf(500, swallowing).join('\r\n')}\r\n`,
  },
  {
    what: 'one cell of 60 MB',
    name: 'cell.csv',
    content: `${header}\r\n"${'x'.repeat(60_000_000)}"\r\n`,
  },
  {
    what: 'separators only',
    name: 'separators.csv',
    content: `${header}\r\n${',,,\n'.repeat(9_000_000)}`,
  },
  {
    what: 'a workbook of 100,000 rows',
    name: 'long.xlsx',
    content: await workbookOf([
      neededNames,
      ...rowsOf(100_000, (number) => csvRow(visit(number)).split(',')),
    ]),
  },
  {
    what: 'a workbook of 5,000 number formats',
    name: 'formats.xlsx',
    content: await zipped(
      partsOf({
        sheets: { 明细: `${headRow}${rowsOf(20_000, (number) => formattedRow(number + 1)).join('')}` },
        styles: `<numFmts>${formats.join('')}</numFmts><cellXfs><xf numFmtId="0"/>${rowsOf(
          5_000,
          (number) => `<xf numFmtId="${String(200 + number)}"/>`,
        ).join('')}</cellXfs>`,
      }),
    ),
  },
  {
    what: 'a workbook of 20,000 merged areas',
    name: 'merged.xlsx',
    content: await zipped(
      partsOf({
        sheets: {
          明细: `${headRow}${rowsOf(20_000, (number) => formattedRow(number + 1)).join('')}</sheetData><mergeCells>${mergedRows.join('')}</mergeCells><sheetData>`,
        },
      }),
    ),
  },
  {
    what: 'a workbook that unpacks to 1 GB',
    name: 'bomb.xlsx',
    content: await zipped({
      ...partsOf({ sheets: { 明细: headRow } }),
      'xl/sharedStrings.xml': Buffer.alloc(1_000_000_000, 32),
    }),
  },
];
