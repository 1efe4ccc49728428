import { openViewReader } from '@ledger/runtime/engines/ledger-reader.js';
import type { Settings } from '@ledger/runtime/engines/settings.js';
import { readTotals, type TotalsAnswer, type TotalsRow } from '@ledger/projections/totals/totals-queries.js';
import { isFacet, type TotalsBy } from '@ledger/projections/totals/totals-splits.js';
import { categoryOfCode } from '@ledger/schema/catalogue/categories.js';
import { districtOf } from '@ledger/schema/catalogue/districts.js';
import { kindOfCode } from '@ledger/schema/catalogue/kinds.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { count, hours, jsonSum, moneySum, print, printJson, printTable } from '../terminal/output.js';
import { remarkLag } from '../terminal/lag-remark.js';
import { totalsAsked, type TotalsAsked } from '../options/totals-options.js';

export type TotalsOptions = TotalsAsked & Readonly<{ json?: boolean }>;

const minutesPerHour = 60;

const jsonOf = (row: TotalsRow, by: TotalsBy): unknown => ({
  ...(by === 'none' ? {} : { [by]: row.key }),
  ...(isFacet(by) ? { stands: row.standing } : {}),
  acts: row.acts,
  headcount: row.headcount,
  people: row.people,
  sessions: row.sessions,
  hours: row.minutes / minutesPerHour,
  items: row.items,
  amountFen: jsonSum(row.amountFen),
  paidFen: jsonSum(row.paidFen),
});

/** What a row is called where it is no value. */
const others: Readonly<Record<Exclude<TotalsRow['standing'], 'value'>, string>> = {
  all: 'all',
  'not-stated': '(not stated)',
  'not-named': '(nobody named)',
  rest: '(all others)',
};

const nameOfValue = (by: TotalsBy, key: string): string => {
  switch (by) {
    case 'kind':
      return `${kindOfCode(key)?.zh ?? key} ${key}`;
    case 'category':
      return `${categoryOfCode(key)?.zh ?? key} ${key}`;
    case 'district':
      return `${key} ${districtOf(key)?.name ?? ''}`.trim();
    case 'none':
    case 'month':
    case 'quarter':
    case 'year':
    case 'sex':
    case 'occupation':
    case 'employer':
      return key;
  }
};

const nameOf = ({ key, standing }: TotalsRow, by: TotalsBy): string =>
  standing === 'value' ? nameOfValue(by, key ?? '') : others[standing];

const numbers = ['acts', 'headcount', 'people', 'sessions', 'hours', 'items', 'amount ¥', 'spent ¥'];

const printTotals = (
  { rows, view, settled }: TotalsAnswer,
  by: TotalsBy,
  { district, from, to }: TotalsOptions,
): void => {
  printTable(
    [{ head: by === 'none' ? '' : by }, ...numbers.map((head) => ({ head, align: 'right' as const }))],
    rows.map((row) => [
      nameOf(row, by),
      count(row.acts),
      count(row.headcount),
      count(row.people),
      count(row.sessions),
      hours(row.minutes / minutesPerHour),
      count(row.items),
      moneySum(row.amountFen),
      moneySum(row.paidFen),
    ]),
  );
  const place = district === undefined ? '全国' : `${district} ${districtOf(district)?.name ?? ''}`;
  const moving = settled ? '' : '; the view is moving: not settled';
  print(`${place}, ${from} to ${to}, at position ${view.position} (event ${count(view.ordinal)})${moving}`);
};

/** Totals of a district over a span of months. */
export const totals = async (options: TotalsOptions, settings: Settings): Promise<number> => {
  const { scope, by } = totalsAsked(options);
  const reader = await openViewReader(settings);
  try {
    const answer = await readTotals(reader, scope, by);
    remarkLag(answer.view);
    if (options.json === true) printJson(answer.rows.map((row) => jsonOf(row, by)));
    else printTotals(answer, by, options);
    return exitCodes.ok;
  } finally {
    await reader.close();
  }
};
