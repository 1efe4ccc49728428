import type { Because } from '../kernel/refusals.js';

/** Why a sheet cannot be taken in at all. Nothing of it was written. */
export type SheetFaultCode =
  | 'BAD_OFFICE'
  | 'UNREADABLE'
  | 'UNKNOWN_ENCODING'
  | 'NO_HEADER'
  | 'WRONG_HEADER'
  | 'BROKEN_CSV'
  | 'LINE_TOO_LONG'
  | 'TOO_MANY_SESSIONS'
  | 'WRONG_FORMAT'
  | 'BROKEN_WORKBOOK'
  | 'TOO_LARGE'
  | 'WORKBOOK_TOO_LARGE'
  | 'WORKBOOK_LOCKED'
  | 'UNKNOWN_WORKSHEET'
  | 'BAD_MAPPING'
  | 'MAPPING_CLASH'
  | 'CONTROLS_DIFFER'
  | 'TOO_MANY_ROWS'
  | 'STALLED'
  | 'MAPPING_UNKNOWN_FIELD'
  | 'MAPPING_UNKNOWN_KIND';

/** Where the fault shows: the file as the user named it, and the line if there is one. */
export type SheetPlace = Readonly<{ file: string; line: number | null }>;

type SheetFaultOptions = ErrorOptions & Readonly<{ facts?: Because }>;

/** A fault of a whole file, with the line where it shows and what to do about it. */
export class SheetFault extends Error {
  override readonly name = 'SheetFault';
  readonly file: string;
  readonly line: number | null;
  /** What a sentence in another language must name; none where its code says enough. */
  readonly facts: Because;

  constructor(
    readonly code: SheetFaultCode,
    { file, line }: SheetPlace,
    /** What is wrong, without the place. */
    readonly problem: string,
    { facts = {}, ...options }: SheetFaultOptions = {},
  ) {
    super(`${file}${line === null ? '' : `, line ${String(line)}`}: ${problem}`, options);
    this.file = file;
    this.line = line;
    this.facts = facts;
  }
}
