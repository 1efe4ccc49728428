import type { Column } from './column-names.js';
import type { Mapping } from './column-mapping.js';
import type { Row } from './sheet-columns.js';
import { totalsLabel } from './totals-label.js';

/** Which rows of a sheet are read, and how. */
export type HowRead = Readonly<{
  /** The mapping of a sheet with other columns and words; null for a sheet in the standard format. */
  mapping: Mapping | null;
  /** Whether hidden rows of a workbook are left out. */
  skipHidden: boolean;
}>;

/**
 * The role of a row: an act; totals of the rows above it; neither, such as a signature or a remark (`no act`); or a
 * hidden row that is not read (`left out`). Only acts are judged.
 */
export type RowRole = 'act' | 'totals' | 'no act' | 'left out';

/** Columns that every act fills: kind, district and day. */
const ofEveryAct: readonly Column[] = ['kind', 'district', 'date'];

/**
 * The text of the sheet itself in a column. It is empty if the mapping sets the column to a constant, because a
 * constant says nothing about a single row.
 */
const ownText = ({ cells }: Row, column: Column, mapping: Mapping | null): string =>
  mapping?.constants.has(column) === true ? '' : cells[column];

const isNoAct = (row: Row, mapping: Mapping | null): boolean =>
  ofEveryAct.some((column) => mapping?.constants.has(column) !== true) &&
  [...ofEveryAct, 'amount' as const].every((column) => ownText(row, column, mapping) === '');

/**
 * Whether a row with a label such as 合计 (total) is an act nevertheless, because its required columns are filled: a
 * person or a place may have such a name.
 */
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
