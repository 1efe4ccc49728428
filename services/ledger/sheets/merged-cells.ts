import type { SheetRecord } from '../ports/sheet-source.js';
import type { LineSpan } from './broken-records.js';
import type { Column } from './column-names.js';

/** What one column of a sheet is read as. */
type Read = Column | 'unread' | null;

type Figure = 'headcount' | 'sessions' | 'hours' | 'items' | 'amount';

/** A figure that stands in a cell merged over several rows: which of them it is of cannot be told. */
export type MergedFigure = LineSpan & Readonly<{ column: Figure }>;

const figures: ReadonlySet<Read> = new Set<Figure>(['headcount', 'sessions', 'hours', 'items', 'amount']);

const isFigure = (column: Read): column is Figure => figures.has(column);

/** Each act has a reference of its own: one that is merged over several rows is that of the first. */
const isShared = (column: Read): boolean => column !== 'reference' && !isFigure(column);

/** The fields of a record, where a merged cell holds for each of its rows: a person, a place, a day, a kind. */
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

/** The figures of a record that stand in a cell merged over several rows. A blank cell is no figure. */
export const mergedFigures = (
  columns: readonly Read[],
  { merged = [] }: SheetRecord,
): readonly MergedFigure[] =>
  merged.flatMap(({ column: index, from, to, text }) => {
    const column = columns[index] ?? null;
    return isFigure(column) && text.trim() !== '' ? [{ column, from, to }] : [];
  });
