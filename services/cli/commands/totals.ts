import { openReader } from '@ledger/api/composition/reader.js';
import type { Settings } from '@ledger/api/composition/settings.js';
import { isPlainDate } from '@ledger/ledger/kernel/calendar.js';
import type { TotalsScope } from '@ledger/projections/entries/queries.js';
import {
  isTotalled,
  readTotals,
  type TotalsAnswer,
  type TotalsBy,
  type TotalsRow,
} from '@ledger/projections/totals/queries.js';
import { districtOf, nation } from '@ledger/schema/catalogue/districts.js';
import { kindOfCode } from '@ledger/schema/catalogue/kinds.js';
import { UsageFault } from '../usage-fault.js';
import { exitCodes } from '../exit-codes.js';
import { count, hours, money, print, printJson, printTable } from '../output.js';
import { remarkLag } from '../lag.js';

export type TotalsOptions = Readonly<{
  district?: string;
  from: string;
  to: string;
  by: string;
  kind?: readonly string[];
  recordedTo?: string;
  json?: boolean;
}>;

const bys: readonly TotalsBy[] = ['kind', 'month', 'district', 'none'];
const isBy = (text: string): text is TotalsBy => bys.some((by) => by === text);

const checkMonth = (name: string, text: string): void => {
  if (!isPlainDate(`${text}-01`)) throw new UsageFault(`--${name} is “${text}”; it must be a month, YYYY-MM`);
};

const check = ({ district, from, to, by, kind, recordedTo }: TotalsOptions): TotalsBy => {
  checkMonth('from', from);
  checkMonth('to', to);
  if (recordedTo !== undefined) checkMonth('recorded-to', recordedTo);
  if (from > to) throw new UsageFault(`--from ${from} is later than --to ${to}`);
  if (district !== undefined && !isTotalled(district)) {
    throw new UsageFault(`--district is “${district}”; GB/T 2260 has no such district`);
  }
  const unknown = kind?.find((code) => kindOfCode(code) === undefined);
  if (unknown !== undefined) throw new UsageFault(`--kind is “${unknown}”; there is no such kind of service`);
  if (!isBy(by)) throw new UsageFault(`--by is “${by}”; it must be one of ${bys.join(', ')}`);
  return by;
};

const minutesPerHour = 60;

const jsonOf = (row: TotalsRow, by: TotalsBy): unknown => ({
  ...(by === 'none' ? {} : { [by]: row.key }),
  acts: row.acts,
  headcount: row.headcount,
  people: row.people,
  sessions: row.sessions,
  hours: row.minutes / minutesPerHour,
  items: row.items,
  amountFen: row.amountFen,
  paidFen: row.paidFen,
});

const nameOf = (row: TotalsRow, by: TotalsBy): string => {
  const key = row.key ?? '';
  switch (by) {
    case 'none':
      return 'all';
    case 'kind':
      return `${kindOfCode(key)?.zh ?? key} ${key}`;
    case 'district':
      return `${key} ${districtOf(key)?.name ?? ''}`.trim();
    case 'month':
      return key;
  }
};

const numbers = ['acts', 'headcount', 'people', 'sessions', 'hours', 'items', 'amount ¥', 'paid ¥'];

const scopeOf = ({ district, from, to, kind, recordedTo }: TotalsOptions): TotalsScope => ({
  district: district === undefined || district === nation ? null : district,
  depth: 'all',
  from,
  to,
  kinds: kind ?? null,
  recordedTo: recordedTo ?? null,
});

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
      money(row.amountFen),
      money(row.paidFen),
    ]),
  );
  const place = district === undefined ? '全国' : `${district} ${districtOf(district)?.name ?? ''}`;
  const moving = settled ? '' : '; the view is moving: not settled';
  print(`${place}, ${from} to ${to}, at position ${view.position} (event ${count(view.ordinal)})${moving}`);
};

/** Totals of a district over a span of months. */
export const totals = async (options: TotalsOptions, settings: Settings): Promise<number> => {
  const by = check(options);
  const reader = await openReader(settings);
  try {
    const answer = await readTotals(reader, scopeOf(options), by);
    remarkLag(answer.view);
    if (options.json === true) printJson(answer.rows.map((row) => jsonOf(row, by)));
    else printTotals(answer, by, options);
    return exitCodes.ok;
  } finally {
    await reader.close();
  }
};
