import { csv, csvRow, endlessSheet, faultOf, gb18030, header, sheet } from '@ledger/test/support/sheets.js';
import { rowCharsMax, type TextSource } from '../ports/sheet-source.js';
import { type Row } from './sheet-columns.js';
import { columnNames, neededNames, type Column } from './column-names.js';
import { csvRecords } from './csv-records.js';
import type { Encoding } from './text-encoding.js';
import { rowsOf } from './sheet-rows.js';

/** Reads the rows of a text in a known encoding. */
const rowsIn = (source: TextSource, encoding: Encoding): AsyncIterable<Row> =>
  rowsOf({ name: source.name, records: () => csvRecords(source, { encoding, separator: ',' }) }, null);

const read = async (source: TextSource, encoding: Encoding = 'utf-8'): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for await (const row of rowsIn(source, encoding)) rows.push(row);
  return rows;
};

/** The cells of one column, each with the line of its row. */
const cellsOf = async (text: string, column: Column, chunk?: number): Promise<readonly unknown[]> => {
  const rows = await read(sheet(text, chunk === undefined ? {} : { chunk }));
  return rows.map(({ line, cells }) => [line, cells[column]]);
};

const fault = (source: TextSource): Promise<unknown> => faultOf(read(source));

const noHeader = `none of the first 20 rows names the columns; name them: ${neededNames.join(' ')}`;

describe('the rows of a sheet', () => {
  it('are its cells by column, on the lines on which they start', async () => {
    const text = csv({ reference: 'R-1', note: '第一' }, { reference: 'R-2', amount: '80' });
    const none = Object.fromEntries(Object.keys(columnNames).map((column) => [column, '']));
    expect(await read(sheet(text))).toStrictEqual([
      { line: 2, cells: { ...none, reference: 'R-1', note: '第一' }, surplus: 0 },
      { line: 3, cells: { ...none, reference: 'R-2', amount: '80' }, surplus: 0 },
    ]);
  });

  it('are none where there is a header only', async () => {
    expect(await read(sheet(header))).toStrictEqual([]);
    expect(await read(sheet(`${header}\r\n\r\n`))).toStrictEqual([]);
  });

  it.each([
    ['CRLF', '\r\n'],
    ['LF', '\n'],
  ])('end in %s', async (_name, end) => {
    const text = [header, 'R-1', 'R-2', ''].join(end);
    expect(await cellsOf(text, 'reference')).toStrictEqual([
      [2, 'R-1'],
      [3, 'R-2'],
    ]);
  });

  it('need no line break at the end of the file', async () => {
    expect(await cellsOf(`${header}\r\nR-1`, 'reference')).toStrictEqual([[2, 'R-1']]);
  });

  it('are not the blank lines, which count as lines', async () => {
    const text = `${header}\r\n\r\nR-1\r\n   \r\n　\r\nR-2\r\n\r\n`;
    expect(await cellsOf(text, 'reference')).toStrictEqual([
      [3, 'R-1'],
      [6, 'R-2'],
    ]);
  });

  it('are trimmed, also of ideographic spaces', async () => {
    expect(await cellsOf(`${header}\r\n　 R-1\t　,x`, 'reference')).toStrictEqual([[2, 'R-1']]);
  });

  it('may hold commas, quotation marks and line breaks in quotes', async () => {
    const notes = ['甲,乙', '他说"好"', '上午\r\n下午\n晚上', '最后'];
    const text = csv(...notes.map((note) => ({ note })));
    expect(await cellsOf(text, 'note')).toStrictEqual([
      [2, '甲,乙'],
      [3, '他说"好"'],
      [4, '上午\n下午\n晚上'],
      [7, '最后'],
    ]);
  });

  it('keep a quotation mark that opens no quote', async () => {
    expect(await cellsOf(`${header}\r\nR"1,x\r\n"R-2"b,x`, 'reference')).toStrictEqual([
      [2, 'R"1'],
      [3, '"R-2"b'],
    ]);
  });

  it.each([1, 2, 3, 7, 64])('are the same read in pieces of %i bytes', async (chunk) => {
    const text = csv({ reference: 'R-1', note: '上午\r\n下午，"好"' }, { reference: 'R-2', note: '𠮷野家' });
    expect(await read(sheet(text, { chunk }))).toStrictEqual(await read(sheet(text)));
    expect(await cellsOf(text, 'note', chunk)).toStrictEqual([
      [2, '上午\n下午，"好"'],
      [4, '𠮷野家'],
    ]);
  });

  it('are found under a header in any order, behind a byte order mark', async () => {
    const names = header.split(',').toReversed().join(',');
    const row = csvRow({ reference: 'R-1', note: '备' }).split(',').toReversed().join(',');
    const text = `\uFEFF${names}\r\n${row}\r\n`;
    expect(await cellsOf(text, 'reference')).toStrictEqual([[2, 'R-1']]);
    expect(await cellsOf(text, 'note')).toStrictEqual([[2, '备']]);
  });

  it('are read in either encoding', async () => {
    const text = csv({ reference: 'R-1', kind: '免费体检', amount: '¥80' });
    expect(await read(sheet(gb18030(text)), 'gb18030')).toStrictEqual(await read(sheet(text)));
  });
});

describe('a file that is no sheet', () => {
  it('is empty', async () => {
    expect(await fault(sheet(''))).toStrictEqual({
      name: 'SheetFault',
      code: 'NO_HEADER',
      file: '三月.csv',
      line: null,
      message: '三月.csv: the file is empty',
    });
  });

  it.each([
    ['prose', '今天下午在驿站发放了慰问品。\r\n共三十份。'],
    ['another table', 'id;name\r\n1;x'],
    ['a program', '{"rows": [{"业务编号": "R-1"}]}'],
    ['rows without a header', csvRow({ reference: 'R-1', kind: '免费体检' })],
  ])('names no column in its first rows: %s', async (_what, text) => {
    expect(await fault(sheet(text))).toStrictEqual({
      name: 'SheetFault',
      code: 'NO_HEADER',
      file: '三月.csv',
      line: null,
      message: `三月.csv: ${noHeader}`,
    });
  });

  it.each([
    ['lacks a column', header.replace(',金额', ''), 'columns missing: 金额'],
    ['has a column twice', `${header},姓名`, 'columns named twice: 姓名'],
    [
      'has all of these',
      `${header.replace('金额', '补助金额')},姓名`,
      'columns missing: 金额; the nearest that are there: 金额→补助金额; columns named twice: 姓名',
    ],
  ])('%s', async (_what, names, problem) => {
    expect(await fault(sheet(`${names}\r\nR-1`))).toStrictEqual({
      name: 'SheetFault',
      code: 'WRONG_HEADER',
      file: '三月.csv',
      line: 1,
      message: `三月.csv, line 1: ${problem}`,
    });
  });

  it('breaks off in a quote: the row where that opens is named', async () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => csvRow({ reference: `R-${String(index)}` }));
    const text = [header, ...rows, '"R-1000,免费体检', '330602,', ''].join('\r\n');
    expect(await fault(sheet(text))).toMatchObject({ code: 'BROKEN_CSV', file: '三月.csv', line: 1_002 });
  });

  it('cannot be read', async () => {
    const source: TextSource = {
      name: '三月.csv',
      bytes: async function* () {
        yield Buffer.from(`${header}\r\nR-1\r\n`);
        throw new Error('the stick was pulled out');
      },
    };
    expect(await fault(source)).toStrictEqual({
      name: 'SheetFault',
      code: 'UNREADABLE',
      file: '三月.csv',
      line: null,
      message: '三月.csv: the file cannot be read (the stick was pulled out)',
    });
  });
});

describe('a row that is far too long', () => {
  const tooLong = (line: number): unknown => ({
    name: 'SheetFault',
    code: 'LINE_TOO_LONG',
    file: '三月.csv',
    line,
    message: `三月.csv, line ${String(line)}: the row is longer than ${String(rowCharsMax)} characters; is a quotation mark not closed?`,
  });

  it.each([
    ['of text', 'x'.repeat(rowCharsMax + 1)],
    ['of commas', ','.repeat(rowCharsMax + 1)],
    ['of empty quotes', '"",'.repeat(rowCharsMax / 2)],
    ['of text over many lines, because a quote was left open', `"${'R-9,免费体检\r\n'.repeat(20_000)}`],
  ])('is named by its line: %s', async (_what, row) => {
    const text = `${header}\r\n"R-1\r\n"\r\nR-2\r\n${row}\r\nR-3\r\n`;
    expect(await fault(sheet(text))).toStrictEqual(tooLong(5));
    expect(await fault(sheet(text, { chunk: 1_000 }))).toStrictEqual(tooLong(5));
  });

  it('may be as long as allowed', async () => {
    const row = `R-1,${'x'.repeat(rowCharsMax - 4)}`;
    expect(await cellsOf(`${header}\n${row}\nR-2`, 'reference')).toStrictEqual([
      [2, 'R-1'],
      [3, 'R-2'],
    ]);
  });

  it.each([
    ['a line of text', 'x'.repeat(1_000)],
    ['a line of commas', ','.repeat(1_000)],
    ['a line of empty quotes', '"",'.repeat(1_000)],
    ['lines in a quote that is never closed', `"R-1${'\r\nR-2,免费体检'.repeat(100)}`.replaceAll('"', '')],
  ])('is given up soon, however long it goes on: %s', async (what, piece) => {
    const opening = what.includes('quote that') ? '"' : '';
    const endless = endlessSheet(`${header}\r\n${opening}`, piece);
    expect(await fault(endless)).toMatchObject({ code: 'LINE_TOO_LONG', line: 2 });
    expect(endless.pulled()).toBeLessThan(4 * rowCharsMax);
    await endless.closed;
  });
});

describe('a long sheet', () => {
  it('is read no further than its rows are asked for, and let go of', async () => {
    const endless = endlessSheet(`${header}\r\n`, `${csvRow({ reference: 'R-1' })}\r\n`.repeat(100));
    const lines: number[] = [];
    for await (const { line } of rowsIn(endless, 'utf-8')) {
      lines.push(line);
      if (lines.length === 10_000) break;
    }
    expect(lines).toStrictEqual(Array.from({ length: 10_000 }, (_, index) => index + 2));
    const read = 10_000 * (csvRow({ reference: 'R-1' }).length + 2);
    expect(endless.pulled()).toBeLessThan(read + rowCharsMax);
    await endless.closed;
  });
});
