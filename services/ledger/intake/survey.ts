import { isSession } from '../acts/home.js';
import type { SheetSource } from '../ports/sheet-source.js';
import { readCount } from './cells.js';
import type { Row } from './columns.js';
import { encodingOf, type Encoding } from './decoding.js';
import { rowsOf } from './rows.js';
import { SheetFault } from './sheet-fault.js';

/** How many different sessions the attendance rows of one sheet may name. */
export const sessionsMax = 200_000;

/** What a first reading of the whole sheet finds: it is well-formed, how long it is, what must be judged early. */
export type Survey = Readonly<{
  encoding: Encoding;
  rows: number;
  /** Session rows that stand behind the first attendance naming them, by reference. */
  late: ReadonlyMap<string, readonly Row[]>;
}>;

/** Whether the row is a session that attendance rows may name. */
export const isSessionRow = ({ cells }: Row): boolean =>
  isSession({
    sessions: readCount(cells.sessions) ?? 0,
    hasPerson: cells.membership !== '',
    hasSession: cells.session !== '',
  });

/** Reads the sheet from end to end without judging it. Throws SheetFault where it is no sheet. */
export const survey = async (source: SheetSource, sessions = sessionsMax): Promise<Survey> => {
  const encoding = await encodingOf(source);
  const named = new Set<string>();
  const late = new Map<string, Row[]>();
  let rows = 0;
  for await (const row of rowsOf(source, encoding)) {
    rows += 1;
    const { session, reference } = row.cells;
    if (session !== '') named.add(session);
    else if (named.has(reference) && isSessionRow(row))
      late.set(reference, [...(late.get(reference) ?? []), row]);
    if (named.size > sessions) {
      const problem = `the rows name more than ${String(sessions)} sessions; split the sheet`;
      throw new SheetFault('TOO_MANY_SESSIONS', { file: source.name, line: row.line }, problem);
    }
  }
  return { encoding, rows, late };
};
