import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolders } from '@ledger/test/contract/temporary-folders.js';
import { faultOf } from '@ledger/test/support/sheets.js';
import { partsOf, zipped, type WorkbookContent } from '@ledger/test/support/workbooks.js';
import { workbookSheet } from './workbook-sheet.js';

const folder = temporaryFolders();

const rowsIn = async (bytes: Uint8Array, worksheet: string | null = null): Promise<readonly unknown[]> => {
  const path = join(folder(), '三月.xlsx');
  writeFileSync(path, bytes);
  const rows: unknown[] = [];
  for await (const { line, fields } of workbookSheet({ place: path, name: '三月.xlsx', worksheet }).records())
    rows.push([line, ...fields]);
  return rows;
};

const read = async (content: WorkbookContent, worksheet: string | null = null): Promise<readonly unknown[]> =>
  rowsIn(await zipped(partsOf(content)), worksheet);

/** Reads a row that consists of the given cells and a last cell with “.”. */
const cellsOf = async (cells: string, more: Omit<WorkbookContent, 'sheets'> = {}): Promise<unknown> =>
  (await read({ ...more, sheets: { 一: `<row>${cells}<c t="str"><v>.</v></c></row>` } }))[0];

const styled = (...formats: readonly string[]): string =>
  `<numFmts>${formats
    .map(
      (format, index) =>
        `<numFmt numFmtId="${String(200 + index)}" formatCode="${format.replaceAll('"', '&quot;')}"/>`,
    )
    .join('')}</numFmts><cellXfs>${formats
    .map((_, index) => `<xf numFmtId="${String(200 + index)}"/>`)
    .join('')}</cellXfs>`;

/** Reads a cell that contains a number with a custom number format. */
const shown = async (format: string, value: string, from1904 = false): Promise<unknown> => {
  const row = await cellsOf(`<c s="0"><v>${value}</v></c>`, { styles: styled(format), from1904 });
  return Array.isArray(row) ? row[1] : row;
};

describe('the cells of a worksheet', () => {
  it('are its texts: shared, within the cell, or worked out', async () => {
    const strings =
      '<si><t>免费体检</t></si><si><r><t>王</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 强</t></r></si>' +
      '<si><t>张</t><rPh sb="0" eb="1"><t>zhang</t></rPh></si><si><t>甲_x000D_&amp;乙_x0000_</t></si>';
    const cells =
      '<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>3</v></c>' +
      '<c t="inlineStr"><is><t>内</t><r><t>文</t></r></is></c><c t="str"><f>A1&amp;B1</f><v>合</v></c>' +
      '<c t="str"><v><![CDATA[a<b]]></v></c>';
    const texts = ['免费体检', '王 强', '张', '甲\r&乙_x0000_', '内文', '合', 'a<b'];
    expect(await cellsOf(cells, { strings })).toStrictEqual([1, ...texts, '.']);
  });

  it.each([
    ['80', '80'],
    ['-80', '-80'],
    ['0', '0'],
    ['-0', '0'],
    ['1234.5', '1234.5'],
    ['0.30000000000000004', '0.3'],
    ['800.60000000000002', '800.6'],
    ['1E-3', '0.001'],
    ['1.5E+10', '15000000000'],
    ['123456789012345', '123456789012345'],
    ['999999999999999', '999999999999999'],
    ['1000000000000000', '1E+15'],
    ['330602199001011012', '3.30602199001011E+17'],
    ['3.3060219900101101E17', '3.30602199001011E+17'],
    ['1.1E-7', '0.00000011'],
    ['007', '7'],
    ['nonsense', 'nonsense'],
  ])('are its numbers as a person typed them: %s is %s', async (value, text) => {
    expect(await cellsOf(`<c><v>${value}</v></c><c t="n"><v>${value}</v></c>`)).toStrictEqual([
      1,
      text,
      text,
      '.',
    ]);
  });

  it.each([
    ['yyyy-mm-dd', '45356', '2024-03-05'],
    ['yyyy"年"m"月"d"日";@', '45356.73', '2024-03-05'],
    ['[$-804]m/d/yy', '45356', '2024-03-05'],
    ['d\\.m\\.yyyy', '60', '1900-02-29'],
    ['yyyy-mm-dd', '59', '1900-02-28'],
    ['yyyy-mm-dd', '61', '1900-03-01'],
    ['yyyy-mm-dd', '1', '1900-01-01'],
    ['yyyy-mm-dd', '2958465', '9999-12-31'],
    ['yyyy-mm-dd', '2958466', '2958466'],
    ['yyyy-mm-dd', '-1', '-1'],
    ['yyyy-mm', '45352', '2024-03-01'],
    ['yyyy/m/d h:mm', '45356.5', '2024-03-05T12:00:00'],
    ['yyyy/m/d h:mm', '45356', '2024-03-05'],
    ['yyyy/m/d h:mm AM/PM', '45356.999999999', '2024-03-06'],
    ['h:mm', '0.0625', '01:30:00'],
    ['[h]:mm', '0.0625', '01:30:00'],
    ['mm:ss', '0.0625', '01:30:00'],
    ['[Red]0.00', '45356', '45356'],
    ['General', '45356', '45356'],
    ['0.00E+00', '45356', '45356'],
    ['#,##0"元/day"', '45356', '45356'],
    ['0;[Red]yyyy', '45356', '45356'],
    ['_-* #,##0.00\\ "h"_-', '45356', '45356'],
    ['0"从未结束 yyyy', '45356', '45356'],
    ['[hh:mm', '45356', '45356'],
    ['[[[[[[h]mm', '45356', '2024-03-05'],
    [`${'"d"'.repeat(80)}yyyy`, '45356', '2024-03-05'],
  ])('are its days and times, by their format %s: %s is %s', async (format, value, text) => {
    expect(await shown(format, value)).toBe(text);
  });

  it.each([
    ['00000000', '123', '00000123'],
    ['00000000;@', '123', '00000123'],
    ['"KQ"000000', '123', 'KQ000123'],
    ['000\\-0000', '1234567', '123-4567'],
    ['000-0000', '1234567890', '123456-7890'],
    ['[Red]_ 000000', '330', '000330'],
    ['[$№-804]0000', '7', '№0007'],
    ['##000', '12', '012'],
    ['##000', '12345', '12345'],
    ['000', '0', '000'],
    ['000000', '1234567', '1234567'],
    ['000000', '1.23E2', '000123'],
    ['000', '12.5', '12.5'],
    ['000', '-12', '-12'],
    ['0', '12', '12'],
    ['00.00', '5', '5'],
    ['#,##0', '1234', '1234'],
    ['[>9]000;0000', '12', '12'],
    ['0"', '12', '12'],
    ['000000000000000000', '330602199001011012', '3.30602199001011E+17'],
  ])('have the zeros before them that their format %s shows: %s is %s', async (format, value, text) => {
    expect(await shown(format, value)).toBe(text);
  });

  it('are not read in a format longer than any spreadsheet program writes', async () => {
    expect(await shown('#'.repeat(255), '1')).toBe('1');
    expect(await faultOf(shown('#'.repeat(256), '1'))).toMatchObject({
      code: 'WORKBOOK_TOO_LARGE',
      message: '三月.xlsx: a number format is longer than 255 characters; save the sheet as CSV',
    });
  });

  it('are days by the formats that every program knows by number, and those of Chinese dates', async () => {
    const ids = [0, 2, 14, 22, 31, 32, 57, 49];
    const styles = `<cellXfs>${ids.map((id) => `<xf numFmtId="${String(id)}"/>`).join('')}</cellXfs>`;
    const cells = ids.map((_, index) => `<c s="${String(index)}"><v>45356.5</v></c>`).join('');
    const [noon, day] = ['2024-03-05T12:00:00', '2024-03-05'];
    expect(await cellsOf(cells, { styles })).toStrictEqual([
      1,
      ...['45356.5', '45356.5', day, noon, day, noon, day, '45356.5', '.'],
    ]);
  });

  it('count days from 1904 on where the workbook does', async () => {
    expect(await shown('yyyy-mm-dd', '43894', true)).toBe('2024-03-05');
    expect(await shown('yyyy-mm-dd', '0', true)).toBe('1904-01-01');
  });

  it('are truths, errors, days written out, and formulas that were never worked out', async () => {
    const cells =
      '<c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c>' +
      '<c t="d"><v>2024-03-05T00:00:00.000</v></c><c t="d"><v>2024-03-05T08:30:00</v></c>' +
      '<c><f>1+1</f></c><c><f>1+1</f><v/></c><c t="str"><f>""</f><v></v></c>';
    expect(await cellsOf(cells)).toStrictEqual([
      1,
      ...['TRUE', 'FALSE', '#DIV/0!', '2024-03-05', '2024-03-05T08:30:00'],
      ...['#GETTING_DATA', '#GETTING_DATA', '', '.'],
    ]);
  });

  it('are formulas without a stored value whatever their type, and blanks are no truths', async () => {
    const cells =
      '<c t="str"><f>A1</f></c><c t="b"><f>A1</f><v/></c><c t="e"><f>A1</f></c><c t="d"><f>A1</f></c>' +
      '<c t="inlineStr"><f>A1</f><is><r><t>甲</t></r><r><t>乙</t></r></is></c><c t="b"/>';
    expect(await cellsOf(cells)).toStrictEqual([
      1,
      ...Array<string>(4).fill('#GETTING_DATA'),
      ...['甲乙', '', '.'],
    ]);
  });

  it('stand in their columns, also where others are left out or merged into the first', async () => {
    const rows =
      '<row r="2"><c r="B2" t="str"><v>b</v></c><c t="str"><v>c</v></c><c r="AA2" t="str"><v>aa</v></c></row>';
    const blanks = Array<string>(23).fill('');
    expect(await read({ sheets: { 一: rows } })).toStrictEqual([[2, '', 'b', 'c', ...blanks, 'aa']]);
  });
});

describe('the rows of a worksheet', () => {
  const row = (at: number, text: string): string =>
    `<row r="${String(at)}"><c t="str"><v>${text}</v></c></row>`;

  it('have the numbers that a person sees, and are none where they are blank', async () => {
    const rows = `${row(1, 'a')}<row/><row r="5"><c s="1"/><c t="str"><v>　</v></c></row>${row(7, 'b')}`;
    expect(await read({ sheets: { 一: rows } })).toStrictEqual([
      [1, 'a'],
      [7, 'b'],
    ]);
    expect(await read({ sheets: { 一: '' } })).toStrictEqual([]);
  });

  it('are those of the first worksheet that is not hidden, or of the one that is named', async () => {
    const content = { sheets: { 隐: row(1, 'x'), 一: row(1, 'a'), 二: row(1, 'b') }, hidden: ['隐'] };
    expect(await read(content)).toStrictEqual([[1, 'a']]);
    expect(await read(content, '二')).toStrictEqual([[1, 'b']]);
    expect(await read(content, '隐')).toStrictEqual([[1, 'x']]);
    expect(await faultOf(read(content, '三'))).toStrictEqual({
      name: 'SheetFault',
      code: 'UNKNOWN_WORKSHEET',
      file: '三月.xlsx',
      line: null,
      message: '三月.xlsx: the workbook has no worksheet “三”, it has “隐”, “一”, “二”',
    });
  });

  it('may stand under tags with a prefix', async () => {
    const parts = partsOf({ sheets: { 一: '' } });
    const prefixed =
      '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>' +
      '<x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
    const bytes = await zipped({ ...parts, 'xl/worksheets/sheet1.xml': prefixed });
    expect(await rowsIn(bytes)).toStrictEqual([[1, 'a']]);
  });

  it('are read as often as one likes, and no further than one likes', async () => {
    const rows = Array.from({ length: 50_000 }, (_, index) => row(index + 1, 'x'.repeat(40))).join('');
    const path = join(folder(), 'long.xlsx');
    writeFileSync(path, await zipped(partsOf({ sheets: { 一: rows } })));
    const source = workbookSheet({ place: path, name: path, worksheet: null });
    for (const end of [10, 50_000, 10]) {
      let last = 0;
      for await (const { line } of source.records()) {
        last = line;
        if (line === end) break;
      }
      expect(last).toBe(end);
    }
  });
});

describe('what programs add in namespaces of their own', () => {
  const row = '<row><c t="str"><v>a</v></c></row>';
  const foreign = 'xmlns:f="http://example.org/extension"';

  it('does not change how days are counted', async () => {
    const place = join(import.meta.dirname, '../../../test/faults/sheets/32-1904-with-x15-ext-as-excel.xlsx');
    const days: unknown[] = [];
    for await (const { fields } of workbookSheet({ place, name: '三月', worksheet: null }).records())
      days.push(fields[4]);
    expect(days).toStrictEqual(['日期', '2024-07-01', '2024-07-02']);
  });

  it('adds no worksheet, and names none', async () => {
    const parts = partsOf({ sheets: { 一: row, 二: '' } });
    const workbook = String(parts['xl/workbook.xml'])
      .replace('<sheets>', `<sheets ${foreign}><f:sheet name="零" r:id="rId2"/>`)
      .replace('r:id="rId1"', 'f:id="rId2" r:id="rId1"');
    expect(await rowsIn(await zipped({ ...parts, 'xl/workbook.xml': workbook }))).toStrictEqual([[1, 'a']]);
  });

  it('is no part of the workbook', async () => {
    const parts = partsOf({
      sheets: { 一: '<row><c t="s"><v>0</v></c></row>' },
      strings: '<si><t>a</t></si>',
    });
    const links = 'xl/_rels/workbook.xml.rels';
    const other = '<Relationship Id="o" Type="http://example.org/sharedStrings" Target="other.xml"/>';
    const named = String(parts[links]).replace('<Relationship ', `${other}<Relationship `);
    expect(await rowsIn(await zipped({ ...parts, [links]: named }))).toStrictEqual([[1, 'a']]);
  });

  it('is no row and no cell, but for what it leaves to readers that do not know it', async () => {
    const compatible =
      '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">' +
      `<mc:Choice Requires="f"><row><c t="str"><v>no</v></c></row></mc:Choice><mc:Fallback>${row}</mc:Fallback>` +
      '</mc:AlternateContent>';
    const inside = `<row ${foreign}><f:c t="str"><f:v>no</f:v></f:c><c t="str"><v>b</v></c></row>`;
    expect(await read({ sheets: { 一: compatible + inside } })).toStrictEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
  });
});
