/** What stands in the cells of a column: how a writer shows it. */
export type CellKind =
  | 'text'
  /** A whole number. */
  | 'count'
  /** Integer minutes, shown as hours. */
  | 'minutes'
  /** Integer fen, shown as yuan with two decimals. */
  | 'fen'
  /** A day, `YYYY-MM-DD`. */
  | 'day'
  /** An instant, ISO 8601 in UTC, shown as the time in Asia/Shanghai. */
  | 'instant';

/** A bigint is a number that a number could not hold exactly. */
export type Cell = string | number | bigint | null;

export type Column = Readonly<{ head: string; kind: CellKind; width: number }>;

export type Row = readonly Cell[];

/** A line of the block that says what a sheet is: a label and its text. */
export type Remark = readonly [label: string, text: string];

/** A table that is written while it is read. */
export type Sheet = Readonly<{
  /** What the table is called, and the block after it. */
  title: string;
  aboutTitle: string;
  columns: readonly Column[];
  /** Rows by page, in their order. */
  pages: () => AsyncIterable<readonly Row[]>;
  /** What the table is true of; asked once, when the last page was read, with the number of its rows. */
  about: (rows: number) => Promise<readonly Remark[]>;
}>;

/** Writes a sheet piece by piece, reading no faster than it is taken. */
export type SheetWriter = (sheet: Sheet) => AsyncIterable<Uint8Array>;
