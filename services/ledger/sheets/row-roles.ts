import type { Column } from './column-names.js';
import type { Mapping } from './column-mapping.js';
import type { Row } from './sheet-columns.js';
import { totalsLabel } from './totals-label.js';

/** How the rows of a sheet are chosen and read. */
export type HowRead = Readonly<{
  /** How a sheet with other columns and words is read; null for an intake sheet. */
  mapping: Mapping | null;
  /** Whether the hidden rows of a workbook are left out. */
  skipHidden: boolean;
}>;

/**
 * What a row of a sheet is: an act; sums of the rows above it; none of both, as signatures and remarks are; or a hidden
 * row that is left out. Only acts are judged.
 */
export type RowRole = 'act' | 'totals' | 'no act' | 'left out';

/** Every act has a kind, a district and a day. */
const ofEveryAct: readonly Column[] = ['kind', 'district', 'date'];

/** What the sheet itself says in a column: what a mapping says of every row tells nothing of one. */
const ownText = ({ cells }: Row, column: Column, mapping: Mapping | null): string =>
  mapping?.constants.has(column) === true ? '' : cells[column];

const isNoAct = (row: Row, mapping: Mapping | null): boolean =>
  ofEveryAct.some((column) => mapping?.constants.has(column) !== true) &&
  [...ofEveryAct, 'amount' as const].every((column) => ownText(row, column, mapping) === '');

/** Whether a row with a label of sums is an act all the same: a person or a place may be called so. */
const isWhole = ({ cells }: Row): boolean =>
  [...ofEveryAct, 'reference' as const].every(
    (column) => cells[column] !== '' && totalsLabel(cells[column]) === null,
  );

export const roleOf = (row: Row, { mapping, skipHidden }: HowRead): RowRole => {
  if (skipHidden && row.hidden === true) return 'left out';
  if (row.broken !== undefined) return 'act';
  if (row.totals !== undefined && !isWhole(row)) return 'totals';
  return isNoAct(row, mapping) ? 'no act' : 'act';
};
