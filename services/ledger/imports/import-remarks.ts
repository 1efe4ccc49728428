import type { LineSpan } from '../sheets/broken-records.js';
import type { WorkbookFacts } from '../ports/sheet-source.js';
import type { ComparedTotals } from './sheet-sums.js';

/** Some rows of a sheet: their number, and the line spans of the first ones. */
export type SomeRows = Readonly<{ count: number; at: readonly LineSpan[] }>;
/** Some names in a sheet: their number, and the first ones. */
export type SomeNames = Readonly<{ count: number; names: readonly string[] }>;

/**
 * Remarks on a sheet, apart from the results of its rows. They contain no text from rows that are not acts, such as
 * signatures.
 */
export type SheetRemarks = Readonly<{
  /** Worksheets and rows that were not judged: other worksheets, and rows that are not acts. */
  notRead: Readonly<{ worksheets: SomeNames; rows: SomeRows }>;
  /** Rows that are hidden in the workbook. They are judged like all others, or left out (`leftOut`). */
  hidden: SomeRows & Readonly<{ leftOut: boolean }>;
  /** Merged areas of the worksheet, as `A1:B2`. */
  merged: SomeNames;
  /** The first rows of totals, each compared with the sums of the rows above it. */
  totals: readonly ComparedTotals[];
}>;

/** Empty remarks. */
export const noRemarks: SheetRemarks = {
  notRead: { worksheets: { count: 0, names: [] }, rows: { count: 0, at: [] } },
  hidden: { count: 0, at: [], leftOut: false },
  merged: { count: 0, names: [] },
  totals: [],
};

/**
 * How many line spans, names and rows of totals are listed. Of line spans and names beyond that, only the number is
 * reported.
 */
const listedMax = 100;
/** The longest cell text that a remark repeats, in characters. */
const textMax = 40;

const clip = (text: string): string =>
  text.length <= textMax ? text : `${text.slice(0, textMax).toWellFormed()}…`;

const someNames = (names: readonly string[]): SomeNames => ({
  count: names.length,
  names: names.slice(0, listedMax).map(clip),
});

class RowSpans {
  private count = 0;
  private readonly at: { from: number; to: number }[] = [];
  private last: { from: number; to: number } | null = null;

  add(line: number): void {
    this.count += 1;
    if (this.last?.to === line - 1) {
      this.last.to = line;
      return;
    }
    this.last = { from: line, to: line };
    if (this.at.length < listedMax) this.at.push(this.last);
  }

  get spans(): SomeRows {
    return { count: this.count, at: this.at };
  }
}

/** Collects the remarks on a sheet while the sheet is read for the first time. */
export class RemarkCollector {
  readonly noAct = new RowSpans();
  readonly hidden = new RowSpans();
  private facts: WorkbookFacts = { notRead: [], merged: [] };
  private readonly totals: ComparedTotals[] = [];

  constructor(private readonly skipHidden: boolean) {}

  readonly hear = (facts: WorkbookFacts): void => {
    this.facts = facts;
  };

  compare(totals: ComparedTotals): void {
    if (this.totals.length >= listedMax) return;
    const figures = totals.figures.map((figure) => ({ ...figure, stated: clip(figure.stated) }));
    this.totals.push({ ...totals, figures });
  }

  /** Null if there are no remarks. */
  get remarks(): SheetRemarks | null {
    const { notRead, merged } = this.facts;
    const remarks: SheetRemarks = {
      notRead: { worksheets: someNames(notRead), rows: this.noAct.spans },
      hidden: { ...this.hidden.spans, leftOut: this.skipHidden },
      merged: someNames(merged),
      totals: this.totals,
    };
    const { worksheets, rows } = remarks.notRead;
    const counts = [worksheets, rows, remarks.hidden, remarks.merged].map(({ count }) => count);
    return this.totals.length === 0 && counts.every((count) => count === 0) ? null : remarks;
  }
}
