/** The kind of values in a column; it decides how a writer formats the cells. */
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

/** A bigint is used for integers beyond 2^53 − 1, which a number cannot hold exactly. */
export type SheetCell = string | number | bigint | null;

export type SheetColumn = Readonly<{ head: string; kind: CellKind; width: number }>;

export type SheetRow = readonly SheetCell[];

/** A line of the description that is written with a table: a label and its text. */
export type Remark = readonly [label: string, text: string];

/** A table whose rows are read while they are written, so that it never has to fit into memory. */
export type Sheet = Readonly<{
  /** The titles of the table and of the description that follows it. */
  title: string;
  aboutTitle: string;
  columns: readonly SheetColumn[];
  /** The rows in order, page by page. */
  pages: () => AsyncIterable<readonly SheetRow[]>;
  /**
   * The description of the table, for example its scope and log position. Called once, after the last page, with the
   * number of rows.
   */
  about: (rows: number) => Promise<readonly Remark[]>;
}>;

/** Writes a sheet chunk by chunk; rows are read only as fast as the consumer takes the chunks. */
export type SheetWriter = (sheet: Sheet) => AsyncIterable<Uint8Array>;
