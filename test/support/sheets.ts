import { columnNames, neededNames, type Column } from '@ledger/ledger/sheets/column-names.js';
import type { TextSource } from '@ledger/ledger/ports/sheet-source.js';

/** The cells of a row that a test fills; all other cells are empty. */
export type Cells = Readonly<Partial<Record<Column, string>>>;

export const header = neededNames.join(',');

const isColumn = (text: string): text is Column => Object.hasOwn(columnNames, text);
const columns = Object.keys(columnNames)
  .filter(isColumn)
  .filter((column) => neededNames.includes(columnNames[column]));

/** A text as a cell of CSV. */
export const quoted = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** A row in CSV form, with quotes where they are needed. */
export const csvRow = (cells: Cells): string =>
  columns.map((column) => quoted(cells[column] ?? '')).join(',');

/** A whole CSV sheet. The header is line 1; the rows begin at line 2. */
export const csv = (...rows: readonly Cells[]): string => `${[header, ...rows.map(csvRow)].join('\r\n')}\r\n`;

export type SheetOptions = Readonly<{ name?: string; chunk?: number }>;

/** A sheet in memory. It can be read any number of times and yields its bytes in chunks of this size. */
export const sheet = (
  content: string | Uint8Array,
  { name = '三月.csv', chunk = 64 * 1024 }: SheetOptions = {},
): TextSource => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return {
    name,
    bytes: async function* () {
      for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
    },
  };
};

/**
 * A sheet without an end: reading goes on until the reader stops. `pulled` returns how many bytes of pieces were read;
 * `closed` resolves when the reader has stopped.
 */
export const endlessSheet = (
  start: string,
  piece: string,
): TextSource & Readonly<{ pulled: () => number; closed: Promise<void> }> => {
  let pulled = 0;
  let close: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  return {
    name: '无尽.csv',
    pulled: () => pulled,
    closed,
    bytes: async function* () {
      try {
        yield Buffer.from(start);
        for (;;) {
          pulled += Buffer.byteLength(piece);
          yield Buffer.from(piece);
        }
      } finally {
        close();
      }
    },
  };
};

const twoBytes = new Map<string, readonly number[]>();
const fillTwoBytes = (): void => {
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if (text.length === 1) twoBytes.set(text, [lead, trail]);
    }
  }
};

/**
 * The half-width yen sign (U+00A5) is used for yuan in old sheets. It needs four bytes in GB18030; GBK does not have
 * it.
 */
const yenSign = [0x81, 0x30, 0x84, 0x36];

/**
 * Encodes a text in GB18030, as older spreadsheet programs save CSV. Throws RangeError for other four-byte characters.
 */
export const gb18030 = (text: string): Uint8Array => {
  if (twoBytes.size === 0) fillTwoBytes();
  const bytes = Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) return [code];
    const known = character === '¥' ? yenSign : twoBytes.get(character);
    if (known === undefined) throw new RangeError(`${character} needs four bytes`);
    return known;
  });
  return Uint8Array.from(bytes.flat());
};

/**
 * The error that reading a sheet ends with, as a plain object for comparison. If it does not fail, the result is
 * returned.
 */
export const faultOf = async (reading: Promise<unknown>): Promise<unknown> => {
  const end: unknown = await reading.catch((fault: unknown) => fault);
  if (!(end instanceof Error)) return end;
  const { name, message } = end;
  const code = 'code' in end ? end.code : null;
  const place = 'file' in end && 'line' in end ? { file: end.file, line: end.line } : {};
  return { name, code, ...place, message };
};
