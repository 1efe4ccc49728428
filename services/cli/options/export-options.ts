import type { Command } from 'commander';
import type { ExportFilter } from './export-filters.js';
import type { ListFilter, PayoutsAsked } from './list-options.js';
import { withStepOptions } from './step-options.js';
import { withTotalsOptions, type TotalsFilter } from './totals-options.js';

export type ExportOptions = Readonly<{ out: string; names?: boolean }>;

type Run = (asked: ExportFilter, options: ExportOptions) => Promise<void>;

type ListOptions = ListFilter & ExportOptions & Readonly<{ session?: string }>;

const out = ['--out <file>', 'the sheet to write: .csv or .xlsx'] as const;
const names = ['--names', 'with names and notes, as far as they are not erased'] as const;

const withListOptions = (command: Command): Command =>
  command
    .option('--district <code>', 'a code of GB/T 2260; the whole country if missing')
    .option('--from <day>', 'on or after this day')
    .option('--to <day>', 'on or before this day')
    .option('--kind <code...>', 'only these kinds, by code or Chinese name')
    .option('--state <state...>', 'only in these states');

// What reads the options is loaded for the command that was asked for, like the commands themselves.
const ofLists = () => import('./export-filters.js');

/** `export totals|acts|payouts|history`, each with the filters of what it exports. */
export const withExport = (program: Command, run: Run): void => {
  const all = program.command('export').description('write a sheet, CSV or XLSX');
  withTotalsOptions(all.command('totals').description('totals by any split'))
    .requiredOption(...out)
    .action(async (options: TotalsFilter & ExportOptions) => {
      const { totalsFilterOf } = await import('./totals-filter.js');
      return run({ what: 'totals', ...totalsFilterOf(options) }, options);
    });
  withListOptions(all.command('acts').description('acts as they stand'))
    .option('--session <id>', 'the attendance of this session')
    .requiredOption(...out)
    .option(...names)
    .action(async (options: ListOptions) => run((await ofLists()).actsFilterOf(options), options));
  withStepOptions(
    withListOptions(all.command('payouts').description('payouts, each at the step where it stands')),
  )
    .requiredOption(...out)
    .option(...names)
    .action(async (options: PayoutsAsked & ExportOptions) =>
      run((await ofLists()).payoutsFilterOf(options), options),
    );
  all
    .command('history')
    .description('what one worker was given')
    .argument('<worker>', 'a worker number or a membership number')
    .option('--office <code>', 'the office of the membership number')
    .requiredOption(...out)
    .option(...names)
    .action((named: string, options: ExportOptions & { office?: string }) =>
      run(
        { what: 'worker', named, ...(options.office === undefined ? {} : { office: options.office }) },
        options,
      ),
    );
};
