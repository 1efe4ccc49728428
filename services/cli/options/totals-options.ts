import { totalsBys } from '@ledger/projections/totals/totals-splits.js';
import { categories } from '@ledger/schema/catalogue/categories.js';
import type { Command } from 'commander';

/** Which totals: the options that `totals` and `export totals` share. */
export type TotalsFilter = Readonly<{
  district?: string;
  from: string;
  to: string;
  by: string;
  kind?: readonly string[];
  category?: readonly string[];
  sex?: readonly string[];
  occupation?: readonly string[];
  employer?: readonly string[];
  recordedTo?: string;
}>;

/** The options, described. */
export const withTotalsOptions = (command: Command): Command =>
  command
    .option('--district <code>', 'a code of GB/T 2260; the whole country if missing')
    .requiredOption('--from <month>', 'the first month, YYYY-MM')
    .requiredOption('--to <month>', 'the last month, YYYY-MM')
    .option('--by <split>', totalsBys.join(', '), 'none')
    .option('--kind <code...>', 'only these kinds, by code or Chinese name')
    .option(
      '--category <code...>',
      `only kinds of these categories: ${categories.map(({ code }) => code).join(', ')}`,
    )
    .option('--sex <sex...>', 'only male, female or unknown')
    .option('--occupation <text...>', 'only these occupations, as written; "" is what was not stated')
    .option('--employer <text...>', 'only these employers, as written; "" is what was not stated')
    .option('--recorded-to <month>', 'only what was recorded up to the end of this month');
