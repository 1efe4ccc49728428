import { plus, type Exact } from '../kernel/exact-sums.js';
import { yuan } from '../kernel/money.js';
import { readCount, readHours, readSumOfHours, readSumOfMoney } from '../sheets/cells.js';
import { columnNames, type Column } from '../sheets/column-names.js';
import type { MergedFigure } from '../sheets/merged-cells.js';
import type { Row } from '../sheets/sheet-columns.js';
import type { TotalsLabel } from '../sheets/totals-label.js';

type Figure = MergedFigure['column'];

/**
 * One figure in a row of totals, compared with the sum of the rows above it. Both are texts, in the unit of the sheet.
 */
export type ComparedFigure = Readonly<{
  /** The name of the column, for example 人次 or 金额. */
  field: string;
  stated: string;
  /** Null if a row above cannot be read: then the sum is not known. */
  counted: string | null;
  agrees: boolean;
}>;

/** A row of totals. It is not an act. */
export type ComparedTotals = Readonly<{
  row: number;
  label: TotalsLabel;
  figures: readonly ComparedFigure[];
}>;

/** Hours are added as whole minutes. */
const minutesPerHour = 60;
const hoursDecimals = 4;

/**
 * Reads a cell as a whole number for adding. Amounts below zero are allowed, because the totals of a sheet subtract
 * repaid money. Null if the cell cannot be read.
 */
const readings: Readonly<Record<Figure, (text: string) => Exact | null>> = {
  headcount: readCount,
  sessions: readCount,
  hours: readHours,
  items: readCount,
  amount: readSumOfMoney,
};

const shown = (figure: Figure, value: Exact): string => {
  if (figure === 'amount') return yuan(value);
  return String(figure === 'hours' ? Number((Number(value) / minutesPerHour).toFixed(hoursDecimals)) : value);
};

const isFigure = (column: string): column is Figure => Object.hasOwn(readings, column);
const figures: readonly Figure[] = Object.keys(readings).filter(isFigure);

/** The sum of one column so far, and the first row that cannot be read. */
type Sum = { value: Exact; unreadRow: number | null };
type Sums = Record<Figure, Sum>;

const none = (): Sums => {
  const sum = (): Sum => ({ value: 0, unreadRow: null });
  return { headcount: sum(), sessions: sum(), hours: sum(), items: sum(), amount: sum() };
};

const valueOf = ({ cells, broken, merged = [] }: Row, figure: Figure): Exact | null =>
  broken !== undefined || merged.some(({ column }) => column === figure)
    ? null
    : readings[figure](cells[figure]);

/** Adds up the figures of the acts in a sheet as written, accepted or refused. */
export class SheetSums {
  private all = none();
  /** The sums since the last row of totals. */
  private section = none();

  add(row: Row): void {
    for (const figure of figures) {
      // Most figure cells are blank and add nothing. The cells of a broken row are blank as well, but its figures are
      // unknown.
      if (row.cells[figure] === '' && row.broken === undefined) continue;
      const value = valueOf(row, figure);
      for (const sums of [this.all, this.section]) {
        const sum = sums[figure];
        if (value === null) sum.unreadRow ??= row.line;
        else sum.value = plus(sum.value, value);
      }
    }
  }

  /** The sum of the amounts of all acts, in fen, and the first row whose amount cannot be read. */
  get amount(): Readonly<Sum> {
    return this.all.amount;
  }

  /** Compares a row of totals with the rows above it. A new section begins after it. */
  compare(row: Row, label: TotalsLabel, isOwn: (column: Column) => boolean): ComparedTotals {
    const compared = figures
      .filter((figure) => isOwn(figure) && row.cells[figure] !== '')
      .map((figure) => this.compareFigure(figure, row.cells[figure], label));
    this.section = none();
    return { row: row.line, label, figures: compared };
  }

  /** A row named 合计 may total one page only. So it also agrees if it equals the sum since the last row of totals. */
  private compareFigure(figure: Figure, stated: string, label: TotalsLabel): ComparedFigure {
    const [first, second] = label === '小计' ? [this.section, this.all] : [this.all, this.section];
    const value = figure === 'hours' ? readSumOfHours(stated) : readings[figure](stated);
    const counted = first[figure];
    const agrees = [first, second].some(
      (sums) => sums[figure].unreadRow === null && sums[figure].value === value,
    );
    return {
      field: columnNames[figure],
      stated,
      counted: agrees && value !== null ? shown(figure, value) : countedOf(figure, counted),
      agrees,
    };
  }
}

const countedOf = (figure: Figure, { value, unreadRow }: Sum): string | null =>
  unreadRow === null ? shown(figure, value) : null;
