import { refusalText, type Language } from '../kernel/refusals.js';
import type { RecordSource, SheetSource } from '../ports/sheet-source.js';
import type { PlacedRow, Row } from '../sheets/sheet-columns.js';
import { reportNames, type Header } from '../sheets/sheet-header.js';
import { guarded, unguarded } from '../sheets/guarded-cells.js';
import { correctionLines } from './refused-corrections.js';
import type { RefusedRow } from './import-sheet.js';
import type { Mapping } from '../sheets/column-mapping.js';
import { headerOf, placedRows, recordsOf } from '../sheets/sheet-rows.js';
import { isSessionRow, namesOf } from './sheet-scan.js';

/** The input for a sheet of refused rows: the imported sheet, and the refused rows of its report. */
export type Refusals = Readonly<{
  source: SheetSource;
  /** The mapping that the import used; null for a sheet in the standard format. */
  mapping?: Mapping | null;
  refused: readonly RefusedRow[];
  /** The rows whose persons are erased, by line. Their cells are left empty. */
  erased?: ReadonlySet<number>;
  /** Whether hidden rows were left out. */
  skipHidden?: boolean;
  /** For a sheet of corrections: that it is one; null for a sheet of new acts. */
  corrections?: object | null;
  /** The language of the reasons. */
  language: Language;
}>;

const brought: Readonly<Record<Language, string>> = {
  zh: '已登记，为签到附上',
  en: 'recorded already; here for its attendance',
};

const ofErased: Readonly<Record<Language, string>> = {
  zh: '该会员的资料已清除，这一行的内容不再提供',
  en: 'the person was erased; the cells of this row are no longer given out',
};

/** The text is produced in pieces of about this many characters. */
const pieceChars = 64 * 1024;

const field = (cell: string): string => {
  const text = guarded(cell);
  // Quotes semicolons and tabs as well: other programs split cells at them.
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

type Placed = Readonly<{ row: Row; cells: readonly string[] }>;

const reported: ReadonlySet<string | undefined> = new Set(Object.values(reportNames));

/** The cells of a record as imported, without the columns of an earlier report. */
const cellsOf = (header: Header, fields: readonly string[]): readonly string[] =>
  fields
    .filter((_, index) => !reported.has(header.names[index]))
    .map((cell) => (header.guarded ? unguarded(cell) : cell));

/**
 * Rows that a stray quotation mark has merged into one record are written as separate rows, so that each can be
 * corrected.
 */
const placed = (header: Header, { row, fields }: PlacedRow): Placed => ({
  row,
  cells: cellsOf(header, fields),
});

/** Collects which other rows the sheet of refused rows needs. */
class Needs {
  /** Number of fields in the longest row. The report columns come after it. */
  width = 0;
  /** Sessions that the refused rows name. */
  readonly sessions = new Set<string>();
  /**
   * Sessions that the refused rows name but that no row of the sheet records. The user may have meant any other session
   * of the sheet, so all sessions are added to the output.
   */
  readonly mistaken = new Set<string>();

  add({ row, cells }: Placed, { code }: RefusedRow): void {
    this.width = Math.max(this.width, cells.length);
    const { session } = namesOf(row);
    if (session === '') return;
    this.sessions.add(session);
    if (code === 'UNKNOWN_SESSION') this.mistaken.add(session);
  }

  see({ row }: Placed): void {
    if (isSessionRow(row)) this.mistaken.delete(namesOf(row).reference);
  }

  isNeeded({ row }: Placed): boolean {
    if (!isSessionRow(row)) return false;
    return this.sessions.has(namesOf(row).reference) || this.mistaken.size > 0;
  }
}

/** The refused rows that need correction. DUPLICATE rows are recorded already and need none. */
export const rowsToCorrect = (refused: readonly RefusedRow[]): readonly RefusedRow[] =>
  refused.filter(({ code }) => code !== 'DUPLICATE');

class RefusedSheet {
  private readonly needs = new Needs();
  private readonly toCorrect: ReadonlyMap<number, RefusedRow>;

  constructor(
    private readonly source: RecordSource,
    private readonly refusals: Refusals,
  ) {
    this.toCorrect = new Map(rowsToCorrect(refusals.refused).map((each) => [each.row, each]));
  }

  private isErased(line: number): boolean {
    return this.refusals.erased?.has(line) === true;
  }

  private need(placed: Placed, refusal: RefusedRow): void {
    if (!this.isErased(refusal.row)) this.needs.add(placed, refusal);
  }

  private brings(placed: Placed): boolean {
    return !this.isErased(placed.row.line) && this.needs.isNeeded(placed);
  }

  private async *rows(header: Header): AsyncIterable<Placed> {
    const { mapping = null, skipHidden = false } = this.refusals;
    for await (const each of placedRows(this.source, mapping))
      if (!(skipHidden && each.row.hidden)) yield placed(header, each);
  }

  private line(
    cells: readonly string[],
    report: readonly [line: string, code: string, reason: string],
  ): string {
    const blanks = Array<string>(Math.max(0, this.needs.width - cells.length)).fill('');
    return `${[...cells, ...blanks, ...report].map(field).join(',')}\r\n`;
  }

  private refusedLine(cells: readonly string[], { row, code, because }: RefusedRow): string {
    const { language } = this.refusals;
    return this.isErased(row)
      ? this.line([], [String(row), code, ofErased[language]])
      : this.line(cells, [String(row), code, refusalText(code, because, language)]);
  }

  /** The lines for a sheet of corrections: rows that name sessions are about recorded acts, and need none beside them. */
  private async *corrections(): AsyncIterable<string> {
    const isWanted = (line: number): boolean => this.toCorrect.has(line);
    for await (const { line, cells } of correctionLines(this.source, isWanted)) {
      this.needs.width = cells.length;
      const refusal = this.toCorrect.get(line);
      const report = [reportNames.line, reportNames.code, reportNames.reason] as const;
      yield refusal === undefined ? `\uFEFF${this.line(cells, report)}` : this.refusedLine(cells, refusal);
    }
  }

  lines(): AsyncIterable<string> {
    return this.refusals.corrections == null ? this.acts() : this.corrections();
  }

  private async *acts(): AsyncIterable<string> {
    const { language } = this.refusals;
    const header = await headerOf(this.source, this.refusals.mapping ?? null);
    const names = cellsOf({ ...header, guarded: false }, header.names);
    this.needs.width = names.length;
    for await (const each of this.rows(header)) {
      const refusal = this.toCorrect.get(each.row.line);
      if (refusal !== undefined) this.need(each, refusal);
    }
    yield `\uFEFF${this.line(names, [reportNames.line, reportNames.code, reportNames.reason])}`;
    for await (const each of this.rows(header)) {
      this.needs.see(each);
      const refusal = this.toCorrect.get(each.row.line);
      if (refusal === undefined) continue;
      yield this.refusedLine(each.cells, refusal);
    }
    if (this.needs.sessions.size === 0) return;
    for await (const each of this.rows(header)) {
      const { line } = each.row;
      if (this.toCorrect.has(line) || !this.brings(each)) continue;
      yield this.line(each.cells, [String(line), '', brought[language]]);
    }
  }
}

/**
 * Writes the refused rows as a sheet (CSV, UTF-8 with byte order mark) that can be corrected and imported again. It has
 * the columns and cells of the imported sheet, followed by line, code and reason; these three are ignored when the
 * sheet is imported again. Rows refused as DUPLICATE need no correction and are left out. After the refused rows come
 * the recorded sessions that they name. If a refused row names a session that the sheet does not have, all recorded
 * sessions come instead. When imported again, these sessions are DUPLICATE. An apostrophe protects cells that a
 * spreadsheet program would treat as formulas; the import removes it. A row about an erased person has line and code
 * only, and is no act when imported again. The sheet is read four times, in bounded memory.
 * Throws SheetFault if the sheet can no longer be read.
 */
export const refusedSheet = async function* (refusals: Refusals): AsyncIterable<string> {
  const source = await recordsOf(refusals.source);
  let piece = '';
  for await (const line of new RefusedSheet(source, refusals).lines()) {
    piece += line;
    if (piece.length < pieceChars) continue;
    yield piece;
    piece = '';
  }
  yield piece;
};
