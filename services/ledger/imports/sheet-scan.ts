import { isSession } from '../acts/act-home.js';
import { canonicalText } from '../kernel/identifiers.js';
import { sheetFault, type SheetFault } from '../ports/sheet-fault.js';
import { rowsMax, type RecordSource } from '../ports/sheet-source.js';
import { readCount } from '../sheets/cells.js';
import type { Column } from '../sheets/column-names.js';
import { roleOf, type HowRead } from '../sheets/row-roles.js';
import type { Row } from '../sheets/sheet-columns.js';
import { rowsOf } from '../sheets/sheet-rows.js';
import { RemarkCollector, type SheetRemarks } from './import-remarks.js';
import { SheetSums } from './sheet-sums.js';

/**
 * How many characters of rows are kept in memory for the second reading. A longer sheet is parsed twice instead, in
 * bounded memory.
 */
export const charsKeptMax = 8_000_000;

/**
 * How many characters each row counts for in addition to its text. Otherwise rows of only commas would fill the memory.
 */
const charsPerRow = 64;

/** The result of the first reading of a sheet, before any row is judged. The sheet is well-formed. */
export type SheetScan = Readonly<{
  /**
   * Number of rows that are acts. Rows that a stray quotation mark has merged into one record are counted one by one.
   */
  rows: number;
  /** Session rows that come after the first attendance row that names them, by reference. */
  late: ReadonlyMap<string, readonly Row[]>;
  /**
   * All rows that are acts, if they are few enough to keep in memory; otherwise null, and the sheet must be read again.
   */
  kept: readonly Row[] | null;
  /** Remarks on the sheet apart from its acts; null if there are none. */
  remarks: SheetRemarks | null;
  /** The sum of the amounts of all acts in the sheet. */
  amount: SheetSums['amount'];
}>;

/** The reference of a row and the session that it names, in canonical form; empty if not written. */
export const namesOf = ({ cells }: Row): Readonly<{ reference: string; session: string }> => ({
  reference: canonicalText(cells.reference),
  session: canonicalText(cells.session),
});

/** Whether the row is a session that attendance rows may name. */
export const isSessionRow = ({ cells }: Row): boolean =>
  isSession({
    sessions: readCount(cells.sessions) ?? 0,
    hasPerson: cells.membership !== '',
    hasSession: cells.session !== '',
  });

class KeptRows {
  rows: Row[] | null = [];
  private chars = 0;

  add(row: Row): void {
    this.chars += charsPerRow;
    for (const text of Object.values(row.cells)) this.chars += text.length;
    if (this.chars > charsKeptMax) this.rows = null;
    else this.rows?.push(row);
  }
}

/** The rows of a sheet that are acts, in order. Throws SheetFault if the source is not a valid sheet. */
export const actRowsOf = async function* (source: RecordSource, how: HowRead): AsyncIterable<Row> {
  for await (const row of rowsOf(source, how.mapping)) if (roleOf(row, how) === 'act') yield row;
};

/** Finds the session rows that come after the first attendance row that names them. */
class LateSessions {
  readonly late = new Map<string, Row[]>();
  private readonly named = new Set<string>();

  constructor(
    private readonly file: string,
    private readonly most: number,
  ) {}

  add(row: Row): void {
    const { session, reference } = namesOf(row);
    if (session !== '') this.name(session, row);
    else if (this.named.has(reference) && isSessionRow(row)) {
      const known = this.late.get(reference);
      if (known === undefined) this.late.set(reference, [row]);
      else known.push(row);
    }
  }

  private name(session: string, { line }: Row): void {
    this.named.add(session);
    if (this.named.size <= this.most) return;
    throw sheetFault('manySessions', { file: this.file, line }, { max: this.most });
  }
}

/**
 * The survey checks this limit too, although the CSV parser limits the number of records: a stray quotation mark may
 * merge many rows into one record.
 */
const tooManyRows = (file: string, line: number, max: number): SheetFault =>
  sheetFault('manySheetRows', { file, line }, { max });

/** Limits of a sheet: rows that are acts, and sessions that they name. */
export const sheetMax: Readonly<Record<'rows' | 'sessions', number>> = { rows: rowsMax, sessions: 200_000 };

/** Reads the whole sheet without judging its rows. Throws SheetFault if the source is not a valid sheet. */
export const scanSheet = async (source: RecordSource, how: HowRead, most = sheetMax): Promise<SheetScan> => {
  const { mapping, skipHidden } = how;
  const isOwn = (column: Column): boolean => mapping?.constants.has(column) !== true;
  const [lates, kept, sums] = [new LateSessions(source.name, most.sessions), new KeptRows(), new SheetSums()];
  const remarks = new RemarkCollector(skipHidden);
  let rows = 0;
  for await (const row of rowsOf(source, mapping, remarks)) {
    if (row.hidden === true) remarks.hidden.add(row.line);
    switch (roleOf(row, how)) {
      case 'act':
        rows += 1;
        if (rows > most.rows) throw tooManyRows(source.name, row.line, most.rows);
        kept.add(row);
        lates.add(row);
        sums.add(row);
        break;
      case 'totals':
        if (row.totals !== undefined) remarks.compare(sums.compare(row, row.totals, isOwn));
        break;
      case 'no act':
        remarks.noAct.add(row.line);
        break;
      case 'left out':
    }
  }
  return { rows, late: lates.late, kept: kept.rows, remarks: remarks.remarks, amount: sums.amount };
};
