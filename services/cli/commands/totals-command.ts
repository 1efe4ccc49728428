import { inFull, type TotalsAnswer, type TotalsRow } from '@ledger/projections/totals/totals-queries.js';
import { isFacet, type TotalsBy } from '@ledger/projections/totals/totals-splits.js';
import { categoryOfCode } from '@ledger/schema/catalogue/categories.js';
import { districtOf } from '@ledger/schema/catalogue/districts.js';
import { kindOfCode } from '@ledger/schema/catalogue/kinds.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { spokenIn } from '@ledger/ledger/kernel/two-languages.js';
import { sexWord } from '@ledger/projections/exports/sheet-words.js';
import { splitWords, rowStatusWords } from '@ledger/projections/totals/totals-row-words.js';
import { headIn } from '../terminal/table-heads.js';
import { totalsMessages } from './totals-messages.js';
import type { Asking } from '../terminal/command-caller.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { count, hours, jsonSum, moneySum, print, printJson, printTable } from '../terminal/output.js';
import { remarkLag } from '../terminal/lag-remark.js';
import { totalsFilterOf } from '../options/totals-filter.js';
import type { TotalsFilter } from '../options/totals-options.js';

export type TotalsOptions = TotalsFilter & Readonly<{ json?: boolean }>;

const minutesPerHour = 60;

const jsonOf = (row: TotalsRow, by: TotalsBy): unknown => ({
  ...(by === 'none' ? {} : { [by]: row.key }),
  ...(isFacet(by) ? { stands: row.status } : {}),
  acts: row.acts,
  headcount: row.headcount,
  people: row.people,
  sessions: row.sessions,
  hours: row.minutes / minutesPerHour,
  items: row.items,
  amountFen: jsonSum(row.amountFen),
  paidFen: jsonSum(row.paidFen),
});

const nameOfValue = (by: TotalsBy, key: string, language: Language): string => {
  switch (by) {
    case 'kind':
      return `${kindOfCode(key)?.zh ?? key} ${key}`;
    case 'category':
      return `${categoryOfCode(key)?.zh ?? key} ${key}`;
    case 'district':
      return `${key} ${districtOf(key)?.name ?? ''}`.trim();
    case 'sex':
      return language === 'zh' ? (sexWord(key, language) ?? key) : key;
    case 'none':
    case 'month':
    case 'quarter':
    case 'year':
    case 'occupation':
    case 'employer':
      return key;
  }
};

const nameOf = ({ key, status }: TotalsRow, by: TotalsBy, language: Language): string =>
  status === 'value' ? nameOfValue(by, key ?? '', language) : spokenIn(rowStatusWords, language)(status);

const numbers = ['acts', 'headcount', 'people', 'sessions', 'hours', 'items', 'amount', 'spent'] as const;

const printTotals = (
  { rows, view, settled }: TotalsAnswer,
  by: TotalsBy,
  { district, from, to, language }: TotalsOptions & Readonly<{ language: Language }>,
): void => {
  const split = by === 'none' ? '' : spokenIn(splitWords, language)(by);
  printTable(
    [
      { head: split },
      ...numbers.map((column) => ({ head: headIn(language, column), align: 'right' as const })),
    ],
    rows.map((row) => [
      nameOf(row, by, language),
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
  const facts = { place, from, to, position: view.position, event: count(view.ordinal) };
  print(spokenIn(totalsMessages, language)(settled ? 'settled' : 'moving', facts));
};

/** Totals of a district over a span of months. */
export const totals = async (options: TotalsOptions, { door, by, language }: Asking): Promise<number> => {
  const { scope, by: split } = totalsFilterOf(options);
  const asked = { scope, split, counting: inFull, atLeast: null };
  const answer = await door.handle({ order: 'GetTotals', by, ...asked });
  remarkLag(answer.view, language);
  if (options.json === true) printJson(answer.rows.map((row) => jsonOf(row, split)));
  else printTotals(answer, split, { ...options, language });
  return exitCodes.ok;
};
