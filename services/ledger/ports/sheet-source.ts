/** A cell of a workbook's row that is merged with cells of other rows, and what the whole area shows. */
export type MergedCell = Readonly<{
  /** From 0 on. */
  column: number;
  /** The first and the last row of the area. */
  from: number;
  to: number;
  text: string;
}>;

/** A record as it stands in a sheet: its cells as text, and the line (or the row number of a workbook) it starts on. */
export type SheetRecord = Readonly<{
  line: number;
  fields: readonly string[];
  /** Of a workbook: that nobody sees the row. */
  hidden?: true;
  /** Of a workbook: cells that are merged over several rows. */
  merged?: readonly MergedCell[];
}>;

/** What a workbook holds beside the rows that are read. */
export type WorkbookFacts = Readonly<{
  /** The names of the worksheets that are not read. */
  notRead: readonly string[];
  /** The merged areas of the worksheet that is read, as `A1:B2`. */
  merged: readonly string[];
}>;

/** A sheet as bytes of text (CSV). It is read more than once: what it is encoded in shows only at its end. */
export interface TextSource {
  /** As the user named it. */
  readonly name: string;
  bytes(): AsyncIterable<Uint8Array>;
}

/** A sheet as records in its order. It is read more than once. Reading it throws SheetFault where it is broken. */
export interface RecordSource {
  /** As the user named it. */
  readonly name: string;
  /** `hear` is told of a workbook before its first record. */
  records(hear?: (facts: WorkbookFacts) => void): AsyncIterable<SheetRecord>;
}

/** Text, or a workbook that something outside of the core has opened. */
export type SheetSource = TextSource | RecordSource;

/** The largest sheet of text and the largest workbook, in bytes. */
export const textBytesMax = 256 * 1024 * 1024;
export const workbookBytesMax = 64 * 1024 * 1024;

/** How many rows a sheet may have that are not blank; of a workbook fewer are read. */
export const rowsMax = 1_000_000;

/** How many rows of separators only a sheet of text may have beside them: more than a spreadsheet program writes. */
export const blankRowsMax = 2_000_000;

/** The longest row, in characters: a row with every text at its limit is far below it. */
export const rowCharsMax = 256 * 1024;
