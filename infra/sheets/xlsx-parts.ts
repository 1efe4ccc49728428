import { shanghaiTime } from '@ledger/ledger/kernel/calendar.js';
import { yuan } from '@ledger/ledger/kernel/money.js';
import type {
  SheetCell,
  CellKind,
  SheetColumn,
  Remark,
  SheetRow,
} from '@ledger/projections/ports/sheet-writer.js';
import { hoursOf } from './decimal-hours.js';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const spreadsheetMl = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Indexes of the cell styles in styles.xml. */
const styles = { plain: 0, head: 1, count: 2, fen: 3, day: 4, instant: 5 } as const;

/** Characters that XML cannot contain. They are replaced by U+FFFD, the replacement character. */
const unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/**
 * Escapes text for XML. A text that looks like an Excel escape (`_x000D_`) is escaped too, so that it stays literal.
 */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(unwritable, '\uFFFD')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const textCell = (text: string, style: number = styles.plain): string =>
  `<c t="inlineStr" s="${String(style)}"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

const numberCell = (value: number | string, style: number): string =>
  `<c s="${String(style)}"><v>${String(value)}</v></c>`;

const emptyCell = '<c/>';

const msPerDay = 86_400_000;
/** Excel's day number of 1 January 1970. */
const epochSerial = 25_569;
/**
 * Excel's day number of 1 March 1900. Earlier numbers are unusable: Excel counts 29 February 1900, which did not exist.
 */
const serialMin = 61;

/** A day, or a time in Asia/Shanghai, as Excel's day number; as text if it is before 1 March 1900. */
const dateCell = (text: string, style: number): string => {
  const serial =
    Date.parse(`${text.replace(' ', 'T')}${text.includes(' ') ? 'Z' : 'T00:00:00Z'}`) / msPerDay +
    epochSerial;
  return serial >= serialMin ? numberCell(serial, style) : textCell(text);
};

/** Numbers below this are exact in spreadsheet programs, which store fifteen digits and replace the rest by zeros. */
const exactDigits = 10n ** 15n;

/** An amount of more than fifteen digits is written as text: a program cannot sum it then, but does not change it. */
const fenCell = (fen: number | bigint): string => {
  const isExact = BigInt(fen) < exactDigits && BigInt(fen) > -exactDigits;
  return isExact ? numberCell(yuan(fen), styles.fen) : textCell(yuan(fen));
};

const numericCell = (value: number | bigint, kind: CellKind): string => {
  if (kind === 'fen') return fenCell(value);
  return kind === 'minutes'
    ? numberCell(hoursOf(Number(value)), styles.plain)
    : numberCell(String(value), styles.count);
};

const cellOf = (cell: SheetCell, kind: CellKind): string => {
  if (cell === null) return emptyCell;
  if (typeof cell === 'number' || typeof cell === 'bigint') return numericCell(cell, kind);
  if (kind === 'day') return dateCell(cell, styles.day);
  return kind === 'instant' ? dateCell(shanghaiTime(cell), styles.instant) : textCell(cell);
};

/** The XML of a row. Cells and rows have no references: their order gives their position. */
export const rowXml = (row: SheetRow, columns: readonly SheetColumn[]): string =>
  `<row>${row.map((cell, index) => cellOf(cell, columns[index]?.kind ?? 'text')).join('')}</row>`;

/** The XML from the start of a worksheet to its header row, which stays visible during scrolling. */
export const sheetHead = (columns: readonly SheetColumn[]): string =>
  `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
  '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>' +
  columns
    .map(({ width }, index) => {
      const at = String(index + 1);
      return `<col min="${at}" max="${at}" width="${String(width)}" customWidth="1"/>`;
    })
    .join('') +
  `</cols><sheetData><row>${columns.map(({ head }) => textCell(head, styles.head)).join('')}</row>`;

export const sheetEnd = '</sheetData></worksheet>';

const labelWidth = 28;
const textWidth = 90;

/** The XML of the worksheet that describes the table, for example its scope and log position. */
export const aboutXml = (remarks: readonly Remark[]): string =>
  `${declaration}<worksheet xmlns="${main}"><cols><col min="1" max="1" width="${String(labelWidth)}" customWidth="1"/>` +
  `<col min="2" max="2" width="${String(textWidth)}" customWidth="1"/></cols><sheetData>` +
  remarks.map(([label, text]) => `<row>${textCell(label, styles.head)}${textCell(text)}</row>`).join('') +
  sheetEnd;

/** All other parts of a workbook by path. `names` are the names of its worksheets, in order. */
export const workbookParts = (names: readonly string[]): Readonly<Record<string, string>> => {
  const numbers = names.map((_name, index) => String(index + 1));
  const styleId = `rId${String(names.length + 1)}`;
  return {
    '[Content_Types].xml':
      `${declaration}<Types xmlns="${packaged}/content-types">` +
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${spreadsheetMl}.sheet.main+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${spreadsheetMl}.styles+xml"/>` +
      numbers
        .map(
          (number) =>
            `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${spreadsheetMl}.worksheet+xml"/>`,
        )
        .join('') +
      '</Types>',
    '_rels/.rels':
      `${declaration}<Relationships xmlns="${packaged}/relationships">` +
      `<Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/_rels/workbook.xml.rels':
      `${declaration}<Relationships xmlns="${packaged}/relationships">` +
      numbers
        .map(
          (number) =>
            `<Relationship Id="rId${number}" Type="${relations}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
        )
        .join('') +
      `<Relationship Id="${styleId}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/workbook.xml':
      `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>` +
      names
        .map((name, index) => {
          const number = numbers[index] ?? '';
          return `<sheet name="${escaped(name)}" sheetId="${number}" r:id="rId${number}"/>`;
        })
        .join('') +
      '</sheets></workbook>',
    'xl/styles.xml': stylesXml,
  };
};

const format = (id: number, code: string): string =>
  `<numFmt numFmtId="${String(id)}" formatCode="${code}"/>`;
const dayFormat = 164;
const instantFormat = 165;
const xf = (numFmtId: number, font = 0): string =>
  `<xf numFmtId="${String(numFmtId)}" fontId="${String(font)}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"` +
  `${font === 0 ? '' : ' applyFont="1"'}/>`;
const wholeNumbers = 3;
const twoDecimals = 4;

const stylesXml =
  `${declaration}<styleSheet xmlns="${main}"><numFmts count="2">` +
  `${format(dayFormat, 'yyyy-mm-dd')}${format(instantFormat, 'yyyy-mm-dd hh:mm:ss')}</numFmts>` +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>' +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="6">${xf(0)}${xf(0, 1)}${xf(wholeNumbers)}${xf(twoDecimals)}${xf(dayFormat)}${xf(instantFormat)}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
