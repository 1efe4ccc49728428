/**
 * The text of a workbook cell that holds a formula whose value is not stored: what spreadsheet programs show until a
 * value is there.
 */
export const formulaNotStored = '#GETTING_DATA';

/**
 * A cell of a workbook row that belongs to an area merged over several rows; `text` is the text of the whole area.
 */
export type MergedCell = Readonly<{
  /** Column number, from 0. */
  column: number;
  /** First and last row number of the area. */
  from: number;
  to: number;
  text: string;
}>;

/** A record of a sheet: its cells as text, and where it starts (line of a CSV file, row number of a workbook). */
export type SheetRecord = Readonly<{
  line: number;
  fields: readonly string[];
  /** Workbook only: the row is hidden in the spreadsheet program. */
  hidden?: true;
  /** Workbook only: cells that are merged over several rows. */
  merged?: readonly MergedCell[];
}>;

/** Properties of a workbook besides the rows that are read. */
export type WorkbookFacts = Readonly<{
  /** The name of the worksheet that is read. */
  worksheet: string;
  /** Names of the worksheets that are not read. */
  notRead: readonly string[];
  /** Merged areas of the worksheet that is read, as `A1:B2`. */
  merged: readonly string[];
}>;

/**
 * A sheet as bytes of text (CSV). Its bytes are read more than once, because the encoding is certain only at the end.
 */
export interface TextSource {
  /** The file name as the user entered it. */
  readonly name: string;
  bytes(): AsyncIterable<Uint8Array>;
}

/** Hears the properties of a workbook. */
export type Hear = (facts: WorkbookFacts) => void;

/** Whether the first records of a worksheet (at most `beginningMax`) have the heads of a table. */
export type HasHeads = (beginning: readonly SheetRecord[]) => boolean | Promise<boolean>;

/** Of how many rows at its top a worksheet is chosen. */
export const beginningMax = 20;

/** A sheet as records, in order. They are read more than once. Reading throws SheetFault if the sheet is broken. */
export interface RecordSource {
  /** The file name as the user entered it. */
  readonly name: string;
  /** CSV only: what separates the fields of a row. */
  readonly separator?: string;
  /**
   * For a workbook, `hear` is called with its properties before the first record. If no worksheet was named, the first
   * visible one that has heads is read, or the first visible one if none has.
   */
  records(hear?: Hear, hasHeads?: HasHeads): AsyncIterable<SheetRecord>;
}

/** Text, or a workbook that an adapter outside the core has opened. */
export type SheetSource = TextSource | RecordSource;

/** The largest CSV file and the largest workbook, in bytes. */
export const textBytesMax = 256 * 1024 * 1024;
export const workbookBytesMax = 64 * 1024 * 1024;

/** How many non-blank rows a sheet may have. A workbook reader may set a lower limit. */
export const rowsMax = 1_000_000;

/**
 * How many additional rows of a CSV file may be blank or contain only separators: more than any spreadsheet program
 * writes.
 */
export const blankRowsMax = 2_000_000;

/** The longest row, in characters. A row whose texts all have their maximum length is far shorter. */
export const rowCharsMax = 256 * 1024;
