/** A record as it stands in a sheet: its cells as text, and the line (or the row number of a workbook) it starts on. */
export type SheetRecord = Readonly<{ line: number; fields: readonly string[] }>;

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
  records(): AsyncIterable<SheetRecord>;
}

/** Text, or a workbook that something outside of the core has opened. */
export type SheetSource = TextSource | RecordSource;

/** The longest row, in characters: a row with every text at its limit is far below it. */
export const rowCharsMax = 256 * 1024;
