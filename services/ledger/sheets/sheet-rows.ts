import { sheetFault, type SheetFault } from '../ports/sheet-fault.js';
import {
  beginningMax,
  type Hear,
  type RecordSource,
  type SheetRecord,
  type SheetSource,
} from '../ports/sheet-source.js';
import { rowsOfRecord, type PlacedRow, type Row } from './sheet-columns.js';
import { csvRecords } from './csv-records.js';
import { csvSeparator } from './csv-separator.js';
import { hasHeads, headerAmong, type Header, type PlacedHeader } from './sheet-header.js';
import { encodingOf } from './text-encoding.js';
import type { Mapping } from './column-mapping.js';

/**
 * Whether a record is blank. A record of only separators is blank, too: spreadsheet programs write it for a cleared
 * row.
 */
const isBlank = ({ fields }: SheetRecord): boolean => fields.every((field) => field.trim() === '');

const isEmpty = (file: string): SheetFault => sheetFault('emptyFile', { file, line: null });

/**
 * Opens a sheet of any format as records. Text is read once if it is UTF-8, otherwise up to three times, to detect its
 * encoding; its beginning is read once more, to detect what separates its cells. Throws SheetFault.
 */
export const recordsOf = async (source: SheetSource): Promise<RecordSource> => {
  if ('records' in source) return source;
  const encoding = await encodingOf(source);
  const separator = await csvSeparator(source, encoding);
  return { name: source.name, separator, records: () => csvRecords(source, { encoding, separator }) };
};

const comma = ',';

/** What a reader of a sheet hears before the first row. */
export type Listener = Readonly<{ workbook: Hear; header: (header: PlacedHeader) => void }>;

/** What separates the fields of a row; for a workbook, the separator of the CSV form. */
export const separatorOf = ({ separator = comma }: RecordSource): string => separator;

const recordsIn = (source: RecordSource, mapping: Mapping | null, hear?: Hear): AsyncIterable<SheetRecord> =>
  source.records(hear, (records) => hasHeads(records, mapping));

/** The header of a sheet, and the rows among the records with which its header was found. */
type Beginning = Readonly<{ header: Header; rows: readonly PlacedRow[] }>;

const beginningOf = (
  source: RecordSource,
  first: readonly SheetRecord[],
  mapping: Mapping | null,
  listener?: Listener,
): Beginning => {
  if (first.length === 0) throw isEmpty(source.name);
  const found = headerAmong(source.name, first, mapping);
  listener?.header(found);
  const below = first.filter((record) => record.line > found.to && !isBlank(record));
  return {
    header: found.header,
    rows: below.flatMap((record) => rowsOfRecord(found.header, record, separatorOf(source))),
  };
};

/**
 * Applies `read` to each row of a sheet. Every row of every import passes through this function, so it uses a single
 * generator, for speed.
 */
const readRows = async function* <T>(
  source: RecordSource,
  mapping: Mapping | null,
  read: (placed: PlacedRow) => T,
  listener?: Listener,
): AsyncIterable<T> {
  const separator = separatorOf(source);
  const first: SheetRecord[] = [];
  let beginning: Beginning | null = null;
  for await (const record of recordsIn(source, mapping, listener?.workbook)) {
    if (beginning === null) {
      first.push(record);
      if (record.line <= beginningMax) continue;
      beginning = beginningOf(source, first, mapping, listener);
      yield* beginning.rows.map(read);
    } else if (!isBlank(record)) {
      for (const each of rowsOfRecord(beginning.header, record, separator)) yield read(each);
    }
  }
  if (beginning === null) yield* beginningOf(source, first, mapping, listener).rows.map(read);
};

/**
 * Reads the rows of a sheet with their fields one by one, in order, in bounded memory. Throws SheetFault if the source
 * is not a valid sheet.
 */
export const placedRows = (source: RecordSource, mapping: Mapping | null): AsyncIterable<PlacedRow> =>
  readRows(source, mapping, (placed) => placed);

/** The header of a sheet. Throws SheetFault if the sheet is empty or a required column is missing. */
export const headerOf = async (source: RecordSource, mapping: Mapping | null): Promise<Header> => {
  const first: SheetRecord[] = [];
  for await (const record of recordsIn(source, mapping)) {
    if (record.line > beginningMax) break;
    first.push(record);
  }
  return beginningOf(source, first, mapping).header;
};

/**
 * Reads the rows of a sheet one by one, in order, in bounded memory. `listener` hears the properties of a workbook and
 * the header before the first row. Throws SheetFault if the source is not a valid sheet.
 */
export const rowsOf = (
  source: RecordSource,
  mapping: Mapping | null,
  listener?: Listener,
): AsyncIterable<Row> => readRows(source, mapping, ({ row }) => row, listener);
