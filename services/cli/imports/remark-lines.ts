import type {
  PlacedHeads,
  SheetRemarks,
  SomeNames,
  SomeRows,
} from '@ledger/ledger/imports/import-remarks.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { count } from '../terminal/output.js';

type Totals = SheetRemarks['totals'][number];
type Figure = Totals['figures'][number];

/** Every sentence about a sheet that a terminal shows; numbers and names come as they are shown. */
type RemarkSentences = Readonly<{
  sheet: (rows: string, accepted: string, refused: string, dryRun: boolean) => string;
  /** What is not told one by one. */
  andMore: (number: string) => string;
  rows: (places: string, isOne: boolean) => string;
  heads: (rows: string, worksheet: string | null) => string;
  worksheets: (names: string) => string;
  columns: (names: string) => string;
  noActs: (number: string, rows: string) => string;
  hidden: (number: string, rows: string, leftOut: boolean) => string;
  merged: (areas: string) => string;
  totals: (row: string, label: string, agrees: boolean) => string;
  figure: (figure: Figure) => string;
  elsewhere: (rows: string) => string;
}>;

export const remarkSentences: Readonly<Record<Language, RemarkSentences>> = {
  en: {
    sheet: (rows, accepted, refused, dryRun) =>
      `${rows} rows, ${accepted} ${dryRun ? 'would be accepted' : 'accepted'}, ${refused} refused`,
    andMore: (number) => ` and ${number} more`,
    rows: (places, isOne) => `${isOne ? 'row' : 'rows'} ${places}`,
    heads: (rows, worksheet) => `heads: ${rows}${worksheet === null ? '' : ` of the worksheet ${worksheet}`}`,
    worksheets: (names) => `not read: the worksheets ${names}`,
    columns: (names) => `not read: the columns ${names}`,
    noActs: (number, rows) => `not read: ${number} that say of no act, ${rows}`,
    hidden: (number, rows, leftOut) =>
      `hidden: ${number}, ${rows}; ${leftOut ? 'left out' : 'read as all others'}`,
    merged: (areas) => `merged: ${areas}; texts count for each of their rows`,
    totals: (row, label, agrees) => `totals in row ${row} (${label}): ${agrees ? 'agrees' : 'DIFFERS'}`,
    figure: ({ field, stated, counted, agrees }) => {
      if (agrees) return `; ${field} ${stated}`;
      return counted === null
        ? `; ${field} says ${stated}, and a row above it cannot be read`
        : `; ${field} says ${stated}, the rows above it come to ${counted}`;
    },
    elsewhere: (rows) =>
      `recorded by another office, too, under the same reference with the same content: ${rows}`,
  },
  zh: {
    sheet: (rows, accepted, refused, dryRun) =>
      `共${rows}行，${dryRun ? '可接收' : '已接收'}${accepted}行，退回${refused}行`,
    andMore: (number) => `等，另有${number}处`,
    rows: (places) => `第${places}行`,
    heads: (rows, worksheet) => `表头：${worksheet === null ? '' : `工作表${worksheet}，`}${rows}`,
    worksheets: (names) => `未读取的工作表：${names}`,
    columns: (names) => `未读取的列：${names}`,
    noActs: (number, rows) => `未读取：${number}行不是业务，${rows}`,
    hidden: (number, rows, leftOut) => `隐藏的行：${number}行，${rows}；${leftOut ? '未读取' : '照常读取'}`,
    merged: (areas) => `合并的单元格：${areas}；其中的文字算作每一行的内容`,
    totals: (row, label, agrees) => `第${row}行的${label}：${agrees ? '相符' : '不符'}`,
    figure: ({ field, stated, counted, agrees }) => {
      if (agrees) return `；${field}${stated}`;
      return counted === null
        ? `；${field}写的是${stated}，但上面有的行读不懂`
        : `；${field}写的是${stated}，上面各行合计是${counted}`;
    },
    elsewhere: (rows) => `其他单位也登记过同样编号、同样内容的业务：${rows}`,
  },
};

const andMore = (all: number, listed: number, say: RemarkSentences): string =>
  all > listed ? say.andMore(count(all - listed)) : '';

const names = ({ count: all, names: listed }: SomeNames, say: RemarkSentences): string =>
  listed.join(', ') + andMore(all, listed.length, say);

/** `row 5`, `rows 5–9`. */
const rows = ({ count: all, at }: SomeRows, say: RemarkSentences): string => {
  const places = at.map(({ from, to }) => (from === to ? String(from) : `${String(from)}–${String(to)}`));
  const listed = at.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  return say.rows(places.join(', '), all === 1) + andMore(all, listed, say);
};

const headsLine = ({ worksheet, ...span }: PlacedHeads, say: RemarkSentences): string =>
  say.heads(rows({ count: span.to - span.from + 1, at: [span] }, say), worksheet);

const totalsLine = ({ row, label, figures }: Totals, say: RemarkSentences): string =>
  say.totals(
    String(row),
    label,
    figures.every(({ agrees }) => agrees),
  ) + figures.map(say.figure).join('');

/** What a table says of a sheet below the number of its rows, line by line. */
export const remarkLines = (
  { heads, notRead, hidden, merged, totals }: SheetRemarks,
  language: Language,
): readonly string[] => {
  const say = remarkSentences[language];
  return [
    ...(heads === null ? [] : [headsLine(heads, say)]),
    ...(notRead.worksheets.count > 0 ? [say.worksheets(names(notRead.worksheets, say))] : []),
    ...(notRead.columns.count > 0 ? [say.columns(names(notRead.columns, say))] : []),
    ...(notRead.rows.count > 0 ? [say.noActs(count(notRead.rows.count), rows(notRead.rows, say))] : []),
    ...(hidden.count > 0 ? [say.hidden(count(hidden.count), rows(hidden, say), hidden.leftOut)] : []),
    ...(merged.count > 0 ? [say.merged(names(merged, say))] : []),
    ...totals.map((each) => totalsLine(each, say)),
  ];
};
