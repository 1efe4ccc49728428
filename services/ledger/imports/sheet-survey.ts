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

/** How many characters of rows are kept for the second reading: rows beyond are parsed twice, in bounded memory. */
export const charsKeptMax = 8_000_000;

/** What a row counts for besides its text: rows of nothing but commas fill the memory too. */
const charsPerRow = 64;

/** What a first reading of the whole sheet finds: it is well-formed, how long it is, what must be judged early. */
export type Survey = Readonly<{
  /** How many rows are acts; those that a quotation mark has put together count one by one. */
  rows: number;
  /** Session rows that stand behind the first attendance naming them, by reference. */
  late: ReadonlyMap<string, readonly Row[]>;
  /** All acts again, where they are few enough to be kept; null where they must be read again. */
  kept: readonly Row[] | null;
  /** What is to be said of the sheet beside its acts; null where there is nothing. */
  remarks: SheetRemarks | null;
  /** What the amounts of its acts come to. */
  amount: SheetSums['amount'];
}>;

/** By what a row is named, and which session it names, in their one form; empty where neither is written. */
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

/** The rows of a sheet that are judged, in its order. Throws SheetFault where it is no sheet. */
export const actRowsOf = async function* (source: RecordSource, how: HowRead): AsyncIterable<Row> {
  for await (const row of rowsOf(source, how.mapping)) if (roleOf(row, how) === 'act') yield row;
};

/** Finds the sessions that stand behind the first attendance naming them. */
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

/** Also where few records hold more rows: a quotation mark may have put any number of them together. */
const tooManyRows = (file: string, line: number, max: number): SheetFault =>
  sheetFault('manySheetRows', { file, line }, { max });

/** How much a sheet may hold: rows that are acts, and sessions that they name. */
export const sheetMax: Readonly<Record<'rows' | 'sessions', number>> = { rows: rowsMax, sessions: 200_000 };

/** Reads the sheet from end to end without judging it. Throws SheetFault where it is no sheet. */
export const survey = async (source: RecordSource, how: HowRead, most = sheetMax): Promise<Survey> => {
  const { mapping, skipHidden } = how;
  const isOwn = (column: Column): boolean => mapping?.constants.has(column) !== true;
  const [lates, kept, sums] = [new LateSessions(source.name, most.sessions), new KeptRows(), new SheetSums()];
  const remarks = new RemarkCollector(skipHidden);
  let rows = 0;
  for await (const row of rowsOf(source, mapping, remarks.hear)) {
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
