import { CsvError, parse, type Parser } from 'csv-parse';
import { sheetFault, type SheetFault } from '../ports/sheet-fault.js';
import {
  beginningMax,
  blankRowsMax,
  rowCharsMax,
  rowsMax,
  type SheetRecord,
  type TextSource,
} from '../ports/sheet-source.js';
import { decoded, type Encoding } from './text-encoding.js';

const linesIn = (fields: readonly string[]): number => {
  let lines = 1;
  for (const field of fields) {
    for (let at = field.indexOf('\n'); at >= 0; at = field.indexOf('\n', at + 1)) lines += 1;
  }
  return lines;
};

/** A CSV parser that passes each record to `onRecord` as soon as it is complete, and has no other output. */
const parser = (separator: string, onRecord: (fields: readonly string[]) => void) => {
  const csv = parse({
    delimiter: separator,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: rowCharsMax,
    on_record: (fields: string[]) => {
      // If a record has another length than the first one, the parser creates an error with a stack, which takes ten
      // times as long as the record itself. With its record count at 0 the parser treats each record as the first one,
      // and accepts any length.
      Reflect.set(csv.info, 'records', 0);
      onRecord(fields);
      return null;
    },
  });
  return csv;
};

const tooLong = (file: string, line: number, options?: ErrorOptions): SheetFault =>
  sheetFault('longCsvRow', { file, line }, { max: rowCharsMax }, options);

/** The line on which a field begins that is never closed, of a record that begins on `line`. */
const lineOfOpenField = (csv: Parser, line: number): number => {
  const state: unknown = Reflect.get(csv, 'state');
  if (typeof state !== 'object' || state === null || !('record' in state)) return line;
  const { record } = state;
  // The complete fields before it may have line ends of their own.
  return Array.isArray(record) ? line + linesIn(record.map(String)) - 1 : line;
};

const faultOf = (file: string, line: number, csv: Parser, error: CsvError): Error => {
  if (error.code === 'CSV_MAX_RECORD_SIZE') return tooLong(file, line, { cause: error });
  if (error.code !== 'CSV_QUOTE_NOT_CLOSED') return error;
  return sheetFault('brokenCsvRow', { file, line: lineOfOpenField(csv, line) }, {}, { cause: error });
};

/**
 * Passes the text on unchanged. Throws SheetFault if a physical line is too long: the parser's own limit does not count
 * delimiters, so a line of only commas would never reach it.
 */
const bounded = async function* (texts: AsyncIterable<string>, file: string): AsyncIterable<string> {
  let [line, length] = [1, 0];
  for await (const text of texts) {
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      if (length + end - start > rowCharsMax) throw tooLong(file, line);
      [line, length, start] = [line + 1, 0, end + 1];
    }
    length += text.length - start;
    if (length > rowCharsMax) throw tooLong(file, line);
    yield text;
  }
};

/** Resolves when the parser has accepted a text, or has reached its end; rejects with the parser's error. */
const taken = (take: (done: (error?: Error | null) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    take((error) => {
      if (error == null) resolve();
      else reject(error);
    });
  });

/** How the text of a CSV file is written. */
export type CsvForm = Readonly<{ encoding: Encoding; separator: string }>;

const recordsMax = { filled: rowsMax, blank: blankRowsMax } as const;

/**
 * Reads all records of a CSV text, including blank lines. Throws SheetFault if the text is not valid CSV or has too
 * many records.
 */
export const csvRecords = async function* (
  source: TextSource,
  { encoding, separator }: CsvForm,
  most: Readonly<Record<'filled' | 'blank', number>> = recordsMax,
): AsyncIterable<SheetRecord> {
  const found: SheetRecord[] = [];
  let [line, filled, blank] = [1, 0, 0];
  const csv = parser(separator, (fields) => {
    found.push({ line, fields });
    if (fields.some((field) => field !== '')) filled += 1;
    else blank += 1;
    // The header and what stands above it do not count.
    if (filled > most.filled + beginningMax)
      throw sheetFault('manySheetRows', { file: source.name, line }, { max: most.filled });
    if (blank > most.blank)
      throw sheetFault('manyBlankRows', { file: source.name, line }, { max: most.blank });
    line += linesIn(fields);
  });
  // The callbacks of `write` and `end` receive every error. Without this listener the `error` event would end the
  // process.
  csv.on('error', () => undefined);
  try {
    for await (const text of bounded(decoded(source, encoding), source.name)) {
      await taken((done) => csv.write(text, done));
      yield* found.splice(0);
    }
    await taken((done) => csv.end(done));
    yield* found;
  } catch (error) {
    throw error instanceof CsvError ? faultOf(source.name, line, csv, error) : error;
  } finally {
    csv.destroy();
  }
};
