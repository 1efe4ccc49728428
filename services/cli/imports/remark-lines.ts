import type { SheetRemarks, SomeNames, SomeRows } from '@ledger/ledger/imports/import-remarks.js';
import { count } from '../terminal/output.js';

type Totals = SheetRemarks['totals'][number];

/** What is not told one by one. */
const andMore = (all: number, told: number): string => (all > told ? ` and ${count(all - told)} more` : '');

const names = ({ count: all, names: told }: SomeNames): string => told.join(', ') + andMore(all, told.length);

/** `row 5`, `rows 5–9`. */
const rows = ({ count: all, at }: SomeRows): string => {
  const places = at.map(({ from, to }) => (from === to ? String(from) : `${String(from)}–${String(to)}`));
  const told = at.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  return `${all === 1 ? 'row' : 'rows'} ${places.join(', ')}${andMore(all, told)}`;
};

const totalsLine = ({ row, label, figures }: Totals): string => {
  const compared = figures.map(({ field, stated, counted, agrees }) => {
    if (agrees) return `${field} ${stated}`;
    return counted === null
      ? `${field} says ${stated}, and a row above it cannot be read`
      : `${field} says ${stated}, the rows above it come to ${counted}`;
  });
  const verdict = figures.every(({ agrees }) => agrees) ? 'agrees' : 'DIFFERS';
  return `totals in row ${String(row)} (${label}): ${[verdict, ...compared].join('; ')}`;
};

/** What a table says of a sheet below the number of its rows, line by line. */
export const remarkLines = ({ notRead, hidden, merged, totals }: SheetRemarks): readonly string[] => [
  ...(notRead.worksheets.count > 0 ? [`not read: the worksheets ${names(notRead.worksheets)}`] : []),
  ...(notRead.rows.count > 0
    ? [`not read: ${count(notRead.rows.count)} that say of no act, ${rows(notRead.rows)}`]
    : []),
  ...(hidden.count > 0
    ? [
        `hidden: ${count(hidden.count)}, ${rows(hidden)}; ${hidden.leftOut ? 'left out' : 'read as all others'}`,
      ]
    : []),
  ...(merged.count > 0 ? [`merged: ${names(merged)}; texts count for each of their rows`] : []),
  ...totals.map(totalsLine),
];
