import { sheetFault, type SheetFault, type SheetPlace } from '../ports/sheet-fault.js';
import type { RecordSource, SheetRecord, SheetSource, WorkbookFacts } from '../ports/sheet-source.js';
import {
  readHeader,
  rowsOfRecord,
  type Header,
  type HeaderFault,
  type PlacedRow,
  type Row,
} from './sheet-columns.js';
import { neededNames } from './column-names.js';
import { csvRecords } from './csv-records.js';
import { encodingOf } from './text-encoding.js';
import type { Mapping } from './column-mapping.js';

/**
 * Whether a record is blank. A record of only separators is blank, too: spreadsheet programs write it for a cleared
 * row.
 */
const isBlank = ({ fields }: SheetRecord): boolean => fields.every((field) => field.trim() === '');

const wrongHeader = (place: SheetPlace, fault: HeaderFault, mapping: Mapping | null): SheetFault => {
  const { missing, unknown, repeated, clashing } = fault;
  if (clashing.length > 0) return sheetFault('filledTwice', place, { fields: clashing.join(' ') });
  const all = mapping === null && missing.length === neededNames.length;
  return all
    ? sheetFault('noColumnNames', place, { columns: neededNames.join(' ') })
    : sheetFault('wrongColumns', place, {
        ...(missing.length > 0 && { missing: missing.join(' ') }),
        ...(unknown.length > 0 && { unknown: unknown.join(' ') }),
        ...(repeated.length > 0 && { repeated: repeated.join(' ') }),
      });
};

const isEmpty = (file: string): SheetFault => sheetFault('emptyFile', { file, line: null });

const headerIn = (file: string, { line, fields }: SheetRecord, mapping: Mapping | null): Header => {
  const read = readHeader(fields, mapping);
  if ('missing' in read) throw wrongHeader({ file, line }, read, mapping);
  return read;
};

/**
 * Opens a sheet of any format as records. Text is read once if it is UTF-8, otherwise up to three times, to detect its
 * encoding. Throws SheetFault.
 */
export const recordsOf = async (source: SheetSource): Promise<RecordSource> => {
  if ('records' in source) return source;
  const encoding = await encodingOf(source);
  return { name: source.name, records: () => csvRecords(source, encoding) };
};

type Hear = (facts: WorkbookFacts) => void;

/**
 * Applies `read` to each row of a sheet. Every row of every import passes through this function, so it uses a single
 * generator, for speed.
 */
const readRows = async function* <T>(
  source: RecordSource,
  mapping: Mapping | null,
  read: (placed: PlacedRow) => T,
  hear?: Hear,
): AsyncIterable<T> {
  let header: Header | null = null;
  for await (const record of source.records(hear)) {
    if (header === null) header = headerIn(source.name, record, mapping);
    else if (!isBlank(record)) for (const each of rowsOfRecord(header, record)) yield read(each);
  }
  if (header === null) throw isEmpty(source.name);
};

/**
 * Reads the rows of a sheet with their fields one by one, in order, in bounded memory. Throws SheetFault if the source
 * is not a valid sheet.
 */
export const placedRows = (source: RecordSource, mapping: Mapping | null): AsyncIterable<PlacedRow> =>
  readRows(source, mapping, (placed) => placed);

/** The header of a sheet. Throws SheetFault if the sheet is empty or a required column is missing. */
export const headerOf = async (source: RecordSource, mapping: Mapping | null): Promise<Header> => {
  for await (const record of source.records()) return headerIn(source.name, record, mapping);
  throw isEmpty(source.name);
};

/**
 * Reads the rows of a sheet one by one, in order, in bounded memory. For a workbook, `hear` is called with its
 * properties before the first row. Throws SheetFault if the source is not a valid sheet.
 */
export const rowsOf = (source: RecordSource, mapping: Mapping | null, hear?: Hear): AsyncIterable<Row> =>
  readRows(source, mapping, ({ row }) => row, hear);
