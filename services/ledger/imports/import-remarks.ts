import type { LineSpan } from '../sheets/broken-records.js';
import type { WorkbookFacts } from '../ports/sheet-source.js';
import { notReadOf } from '../sheets/sheet-header.js';
import type { Listener } from '../sheets/sheet-rows.js';
import type { ComparedTotals } from './sheet-sums.js';

/** Some rows of a sheet: their number, and the line spans of the first ones. */
export type SomeRows = Readonly<{ count: number; at: readonly LineSpan[] }>;
/** Some names in a sheet: their number, and the first ones. */
export type SomeNames = Readonly<{ count: number; names: readonly string[] }>;

/** The first and last row of the heads, and the worksheet; null if the sheet is no workbook. */
export type PlacedHeads = LineSpan & Readonly<{ worksheet: string | null }>;

/**
 * Remarks on a sheet, apart from the results of its rows. They contain no text from rows that are not acts, such as
 * signatures.
 */
export type SheetRemarks = Readonly<{
  /** Where the heads were found; null in reports of older versions. */
  heads: PlacedHeads | null;
  /** What was not judged: other worksheets, columns that are not part of an act, and rows that are not acts. */
  notRead: Readonly<{ worksheets: SomeNames; columns: SomeNames; rows: SomeRows }>;
  /** Rows that are hidden in the workbook. They are judged like all others, or left out (`leftOut`). */
  hidden: SomeRows & Readonly<{ leftOut: boolean }>;
  /** Merged areas of the worksheet, as `A1:B2`. */
  merged: SomeNames;
  /** The first rows of totals, each compared with the sums of the rows above it. */
  totals: readonly ComparedTotals[];
}>;

/** Empty remarks. */
export const noRemarks: SheetRemarks = {
  heads: null,
  notRead: {
    worksheets: { count: 0, names: [] },
    columns: { count: 0, names: [] },
    rows: { count: 0, at: [] },
  },
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
export class RemarkCollector implements Listener {
  readonly noAct = new RowSpans();
  readonly hidden = new RowSpans();
  private facts: Omit<WorkbookFacts, 'worksheet'> & Readonly<{ worksheet: string | null }> = {
    ...{ worksheet: null, notRead: [], merged: [] },
  };
  private heads: LineSpan = { from: 1, to: 1 };
  private columns: readonly string[] = [];
  private readonly totals: ComparedTotals[] = [];

  constructor(private readonly skipHidden: boolean) {}

  readonly workbook: Listener['workbook'] = (facts) => {
    this.facts = facts;
  };

  readonly header: Listener['header'] = ({ header, from, to }) => {
    this.heads = { from, to };
    this.columns = notReadOf(header);
  };

  compare(totals: ComparedTotals): void {
    if (this.totals.length >= listedMax) return;
    const figures = totals.figures.map((figure) => ({ ...figure, stated: clip(figure.stated) }));
    this.totals.push({ ...totals, figures });
  }

  /** Whether the heads are where every reader expects them: in the first row of a CSV file. */
  private get areHeadsFirst(): boolean {
    return this.facts.worksheet === null && this.heads.to === 1;
  }

  /** Null if there are no remarks. */
  get remarks(): SheetRemarks | null {
    const { worksheet, notRead, merged } = this.facts;
    const remarks: SheetRemarks = {
      heads: { ...this.heads, worksheet: worksheet === null ? null : clip(worksheet) },
      notRead: {
        worksheets: someNames(notRead),
        columns: someNames(this.columns),
        rows: this.noAct.spans,
      },
      hidden: { ...this.hidden.spans, leftOut: this.skipHidden },
      merged: someNames(merged),
      totals: this.totals,
    };
    const counted = [...Object.values(remarks.notRead), remarks.hidden, remarks.merged];
    const isNothing = this.totals.length === 0 && counted.every(({ count }) => count === 0);
    return isNothing && this.areHeadsFirst ? null : remarks;
  }
}
