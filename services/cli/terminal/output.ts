import { writtenSum, type WrittenSum } from '@ledger/ledger/kernel/exact-sums.js';
import { sumTooLarge, yuan, type SumOfMoney } from '@ledger/ledger/kernel/money.js';
import Table from 'cli-table3';
import { visibleLine, visibleLines } from '@ledger/ledger/kernel/visible-text.js';

/** What a command prints, one line: results on stdout, everything else on stderr. */
export const print = (text: string): void => {
  process.stdout.write(`${visibleLine(text)}\n`);
};

/** Whoever reads may stop early, as `head` does: then there is nobody left to tell anything. */
export const outliveReaders = (): void => {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
};

let last = '';

/** Writes on stderr as it is, but for what a terminal would obey; line ends stay. */
export const logError = (text: string): void => {
  process.stderr.write(visibleLines(text));
};

export const remark = (text: string): void => {
  last = text;
  logError(`${text}\n`);
};

/** Tells why the command ends, unless the ledger has just told it. */
export const lastRemark = (text: string): void => {
  if (text !== last) remark(text);
};

export const printJson = (value: unknown): void => {
  print(JSON.stringify(value));
};

export type TableColumn = Readonly<{ head: string; align?: 'left' | 'right' }>;

/** A text on one line, or several lines. */
export type Cell = string | readonly string[];

const cellText = (cell: Cell): string =>
  typeof cell === 'string' ? visibleLine(cell) : cell.map(visibleLine).join('\n');

/** A table without frame noise; Chinese characters count as two columns wide. */
export const printTable = (columns: readonly TableColumn[], rows: readonly (readonly Cell[])[]): void => {
  const table = new Table({
    head: columns.map(({ head }) => head),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => row.map(cellText)));
  process.stdout.write(`${table.toString()}\n`);
};

const groups = /\B(?=(\d{3})+(?!\d))/g;

/** 1234567 as `1,234,567`. */
export const count = (value: number): string => String(value).replace(groups, ',');

/** 123456 fen as `1,234.56`. */
export const money = (amountFen: number): string => yuan(amountFen).replace(groups, ',');

/** A sum of many acts, or the code that it is too large. */
export const moneySum = (sum: SumOfMoney): string =>
  sum === sumTooLarge ? sum : yuan(sum).replace(groups, ',');

/** The same for JSON, in fen: as text where it is larger than a number of JSON can be for everybody. */
export const jsonSum = (sum: SumOfMoney): WrittenSum => (sum === sumTooLarge ? sum : writtenSum(sum));

/** Hours, rounded to at most two decimals. */
export const hours = (value: number): string => {
  const text = value.toFixed(2).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text.replace(groups, ',');
};
