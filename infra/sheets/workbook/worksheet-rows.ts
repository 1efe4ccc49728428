import { formulaNotStored, rowCharsMax, type SheetRecord } from '@ledger/ledger/ports/sheet-source.js';
import { columnOf, columnsMax } from './cell-reference.js';
import { isoText, valueText } from './cell-values.js';
import { MergedCells, type MergedArea } from './merged-areas.js';
import type { NumberFormat } from './number-formats.js';
import { decodedEscapes, RichText } from './rich-text.js';
import type { SharedStrings } from './shared-strings.js';
import { WorkbookFault } from './workbook-fault.js';
import type { Attributes } from './xml-namespaces.js';
import { XmlReader, type XmlHandlers } from './xml-reader.js';

/** Data of the workbook that cells reference: shared texts, number formats by style, and the epoch of day numbers. */
export type WorkbookContext = Readonly<{
  strings: SharedStrings;
  meanings: readonly NumberFormat[];
  from1904: boolean;
}>;

/** The XML of a worksheet, and its merged areas, which are read before its rows. */
export type WorksheetPart = Readonly<{ bytes: AsyncIterable<Uint8Array>; merged: readonly MergedArea[] }>;

const rowsMax = 1_048_576;

/** Maximum number of non-blank rows of a worksheet. Larger sheets must be imported as CSV. */
const rowsReadMax = 200_000;

type WorksheetCell = {
  column: number;
  type: string;
  style: number;
  value: string;
  hasFormula: boolean;
  hasValue: boolean;
};

/** Whether a cell holds a formula whose value is not stored. Only the value of a text may be empty. */
const isNotCalculated = ({ type, value, hasFormula, hasValue }: WorksheetCell): boolean =>
  hasFormula && value === '' && type !== 'inlineStr' && !(type === 'str' && hasValue);

const isTrue = (text: string): boolean => text === '1' || text === 'true';

/** Builds rows from the XML tags of a worksheet. */
class RowBuilder implements XmlHandlers {
  readonly rows: SheetRecord[] = [];
  hasData = false;
  private root: string | null = null;
  private isData = false;
  private row = 0;
  private isHidden = false;
  private read = 0;
  private column = 0;
  private chars = 0;
  private fields: string[] = [];
  private cell: WorksheetCell | null = null;
  private isValue = false;
  private readonly inline = new RichText();

  constructor(
    private readonly context: WorkbookContext,
    private readonly merged: MergedCells,
  ) {}

  readonly open = (name: string, attributes: Attributes): void => {
    this.root ??= name;
    if (this.root !== 'worksheet') throw new WorkbookFault('noWorksheetPart');
    if (name === 'sheetData') this.isData = this.hasData = true;
    else if (this.isData) this.openData(name, attributes);
  };

  readonly close = (name: string): void => {
    if (name === 'sheetData') this.isData = false;
    else if (!this.isData) return;
    else if (name === 'row') this.endRow();
    else if (name === 'c') this.endCell();
    else if (name === 'v') this.isValue = false;
    else this.inline.close(name);
  };

  readonly text = (text: string): void => {
    if (this.cell === null) return;
    if (this.isValue) this.cell.value += text;
    else this.inline.text(text);
  };

  private openData(name: string, { r, t = 'n', s = '', hidden = '' }: Attributes): void {
    switch (name) {
      case 'row':
        this.beginRow(r === undefined ? this.row + 1 : Number(r));
        this.isHidden = isTrue(hidden);
        break;
      case 'c':
        this.beginCell(r, { type: t, style: Number(s) });
        break;
      case 'v':
        this.isValue = true;
        if (this.cell !== null) this.cell.hasValue = true;
        break;
      case 'f':
        if (this.cell !== null) this.cell.hasFormula = true;
        break;
      default:
        this.inline.open(name);
    }
  }

  private beginRow(row: number): void {
    const isNext = Number.isInteger(row) && row > this.row && row <= rowsMax;
    if (!isNext) throw new WorkbookFault('rowOutOfOrder', { row, before: this.row });
    this.row = row;
    this.column = 0;
    this.chars = 0;
    this.fields = [];
  }

  private beginCell(
    reference: string | undefined,
    { type, style }: Pick<WorksheetCell, 'type' | 'style'>,
  ): void {
    const column = reference === undefined ? this.column : columnOf(reference);
    if (column === null || column < this.column || column >= columnsMax)
      throw new WorkbookFault('cellOutOfOrder', { cell: reference ?? '', row: this.row });
    this.column = column + 1;
    this.cell = { column, type, style, value: '', hasFormula: false, hasValue: false };
    this.inline.take();
  }

  private endCell(): void {
    if (this.cell === null) return;
    const { column } = this.cell;
    const text = this.textOf(this.cell);
    this.cell = null;
    if (text === '') return;
    this.chars += text.length;
    if (this.chars > rowCharsMax) throw this.tooLong();
    while (this.fields.length < column) this.fields.push('');
    this.fields.push(text);
  }

  private textOf(cell: WorksheetCell): string {
    if (isNotCalculated(cell)) return formulaNotStored;
    const { type, style, value } = cell;
    switch (type) {
      case 's':
        return this.context.strings.at(Number(value === '' ? NaN : value));
      case 'inlineStr':
        return decodedEscapes(this.inline.take());
      case 'str':
      case 'e':
        return decodedEscapes(value);
      case 'b':
        if (value === '') return '';
        return isTrue(value) ? 'TRUE' : 'FALSE';
      case 'd':
        return isoText(value);
      default:
        if (value === '') return '';
        return valueText(value, this.context.meanings[style] ?? 'number', this.context.from1904);
    }
  }

  private endRow(): void {
    const { row, fields } = this;
    const merged = this.merged.of(row, fields);
    this.fields = [];
    if (fields.every((field) => field.trim() === '')) return;
    this.read += 1;
    if (this.read > rowsReadMax) throw this.tooMany();
    this.rows.push({
      ...{ line: row, fields },
      ...(this.isHidden && { hidden: true }),
      ...(merged.length > 0 && { merged }),
    });
  }

  private tooMany(): WorkbookFault {
    return new WorkbookFault('manyWorkbookRows', { max: rowsReadMax }, { row: this.row });
  }

  private tooLong(): WorkbookFault {
    return new WorkbookFault('longWorkbookRow', { max: rowCharsMax }, { row: this.row });
  }
}

/** Streams the non-blank rows of a worksheet with their row numbers. Throws WorkbookFault. */
export const worksheetRows = async function* (
  { bytes, merged }: WorksheetPart,
  context: WorkbookContext,
): AsyncIterable<SheetRecord> {
  const builder = new RowBuilder(context, new MergedCells(merged));
  const reader = new XmlReader(builder);
  for await (const chunk of bytes) {
    reader.write(chunk);
    yield* builder.rows.splice(0);
  }
  reader.end();
  yield* builder.rows.splice(0);
  if (!builder.hasData) throw new WorkbookFault('noRows');
};
