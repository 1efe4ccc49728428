import { isSession } from '../acts/act-home.js';
import { SheetFault } from '../ports/sheet-fault.js';
import type { RecordSource } from '../ports/sheet-source.js';
import { readCount } from '../sheets/cells.js';
import type { Row } from '../sheets/sheet-columns.js';
import type { Mapping } from '../sheets/column-mapping.js';
import { rowsOf } from '../sheets/sheet-rows.js';

/** How many different sessions the attendance rows of one sheet may name. */
export const sessionsMax = 200_000;

/** How many characters of rows are kept for the second reading: rows beyond are parsed twice, in bounded memory. */
export const charsKeptMax = 8_000_000;

/** What a row counts for besides its text: rows of nothing but commas fill the memory too. */
const charsPerRow = 64;

/** What a first reading of the whole sheet finds: it is well-formed, how long it is, what must be judged early. */
export type Survey = Readonly<{
  rows: number;
  /** Session rows that stand behind the first attendance naming them, by reference. */
  late: ReadonlyMap<string, readonly Row[]>;
  /** All rows again, where they are few enough to be kept; null where they must be read again. */
  kept: readonly Row[] | null;
}>;

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

/** Reads the sheet from end to end without judging it. Throws SheetFault where it is no sheet. */
export const survey = async (
  source: RecordSource,
  mapping: Mapping | null,
  sessions = sessionsMax,
): Promise<Survey> => {
  const named = new Set<string>();
  const late = new Map<string, Row[]>();
  const kept = new KeptRows();
  let rows = 0;
  for await (const row of rowsOf(source, mapping)) {
    rows += 1;
    kept.add(row);
    const { session, reference } = row.cells;
    if (session !== '') named.add(session);
    else if (named.has(reference) && isSessionRow(row)) {
      const known = late.get(reference);
      if (known === undefined) late.set(reference, [row]);
      else known.push(row);
    }
    if (named.size > sessions) {
      const problem = `the rows name more than ${String(sessions)} sessions; split the sheet`;
      throw new SheetFault('TOO_MANY_SESSIONS', { file: source.name, line: row.line }, problem);
    }
  }
  return { rows, late, kept: kept.rows };
};
