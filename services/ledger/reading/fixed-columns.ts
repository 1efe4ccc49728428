import { refused, type Refused } from '../kernel/decision.js';
import { canonicalText } from '../kernel/identifiers.js';
import { cleaned } from '../kernel/plain-text.js';
import {
  correctionColumns,
  headOf,
  type CorrectionColumn,
  type CorrectionRow,
} from '../sheets/correction-columns.js';
import type { ActSaid } from '../use-cases/act-said.js';

/** Spreadsheet programs drop the leading zeros of a number. */
const withoutZeros = (number: string): string => number.replace(/^0+/, '');

type Fixed = (text: string, said: ActSaid, printed: (worker: number) => string) => boolean;

/** The columns that a correction cannot change, each with a comparison with the act. */
const fixed: Readonly<Partial<Record<CorrectionColumn, Fixed>>> = {
  reference: (written, { reference }) => canonicalText(written) === canonicalText(reference ?? ''),
  session: (written, { session }) => written === (session ?? ''),
  worker: (written, { worker }, printed) =>
    withoutZeros(written) === (worker === null ? '' : withoutZeros(printed(worker))),
  name: (written, { names }) =>
    written === '' || names === null || names.some((name) => cleaned(name) === written),
  office: (written, { office }) => canonicalText(written) === canonicalText(office),
};

/** Refuses a row that names another person, session, office or reference than its act; otherwise null. */
export const movedElsewhere = (
  { cells }: CorrectionRow,
  said: ActSaid,
  printed: (worker: number) => string,
): Refused | null => {
  for (const column of correctionColumns) {
    const cell = cells[column];
    const isSame = fixed[column];
    if (cell === undefined || isSame === undefined) continue;
    if (!isSame(cell.meant, said, printed) && !isSame(cell.written, said, printed))
      return refused('NEEDS_MOVE', { field: headOf(column) });
  }
  return null;
};
