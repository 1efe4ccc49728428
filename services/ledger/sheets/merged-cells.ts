import type { SheetRecord } from '../ports/sheet-source.js';
import type { LineSpan } from './broken-records.js';
import type { Column } from './column-names.js';
import { isBlankFigure, isFigure, type Figure } from './figures.js';

/** How one column of a sheet is read: as a column of the standard format, not read, or unknown (null). */
type Read = Column | 'unread' | null;

/** A figure in a cell merged over several rows: it is unknown to which of the rows the figure belongs. */
export type MergedFigure = LineSpan & Readonly<{ column: Figure }>;

/**
 * Whether a merged cell applies to each of its rows. A merged reference belongs to the first row only, because each act
 * has its own reference. A merged figure cannot be assigned to any row.
 */
const isShared = (column: Read): boolean => column !== 'reference' && !isFigure(column);

/** The fields of a record, with the texts of merged cells filled in, for example a person, a place, a day or a kind. */
export const filledIn = (columns: readonly Read[], { fields, merged }: SheetRecord): readonly string[] => {
  if (merged === undefined) return fields;
  const shared = merged.filter(({ column }) => isShared(columns[column] ?? null));
  if (shared.length === 0) return fields;
  const filled = [...fields];
  for (const { column, text } of shared) {
    while (filled.length <= column) filled.push('');
    filled[column] = text;
  }
  return filled;
};

/** The figures of a record that are in a cell merged over several rows. Blank cells are left out. */
export const mergedFigures = (
  columns: readonly Read[],
  { merged = [] }: SheetRecord,
): readonly MergedFigure[] =>
  merged.flatMap(({ column: index, from, to, text }) => {
    const column = columns[index] ?? null;
    return isFigure(column) && !isBlankFigure(text.trim()) ? [{ column, from, to }] : [];
  });
