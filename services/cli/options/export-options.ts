import type { Exported } from '@ledger/runtime/exports/sheet-export.js';
import { sessionStream } from '@ledger/ledger/reading/input-reader.js';
import { everyAct } from '@ledger/projections/acts/acts-queries.js';
import { everyPayout } from '@ledger/projections/payouts/payouts-queries.js';
import type { Command } from 'commander';
import { listAsked, type ListAsked } from './list-options.js';
import { totalsAsked, withTotalsOptions, type TotalsAsked } from './totals-options.js';
import { usageFault } from '../terminal/usage-fault.js';

export type ExportOptions = Readonly<{ out: string; names?: boolean }>;

/** What is exported; whom a number names is found out when the ledger is open. */
export type ExportAsked = Exported | Readonly<{ what: 'worker'; named: string; office?: string }>;

type Run = (asked: ExportAsked, options: ExportOptions) => Promise<void>;

type ListOptions = ListAsked & ExportOptions & Readonly<{ session?: string }>;

const out = ['--out <file>', 'the sheet to write: .csv or .xlsx'] as const;
const names = ['--names', 'with names and notes, as far as they are not erased'] as const;

const withListOptions = (command: Command): Command =>
  command
    .option('--district <code>', 'a code of GB/T 2260; the whole country if missing')
    .option('--from <day>', 'on or after this day')
    .option('--to <day>', 'on or before this day')
    .option('--kind <code...>', 'only these kinds')
    .option('--state <state...>', 'only in these states');

const sessionAsked = (text: string | undefined): string | null => {
  if (text === undefined) return null;
  const session = sessionStream(text);
  if (session === null) throw usageFault('unknownSession', { text });
  return session;
};

/** `export totals|acts|payouts|history`, each with the filters of what it exports. */
export const withExport = (program: Command, run: Run): void => {
  const all = program.command('export').description('write a sheet, CSV or XLSX');
  withTotalsOptions(all.command('totals').description('totals by any split'))
    .requiredOption(...out)
    .action((options: TotalsAsked & ExportOptions) =>
      run({ what: 'totals', ...totalsAsked(options) }, options),
    );
  withListOptions(all.command('acts').description('acts as they stand'))
    .option('--session <id>', 'the attendance of this session')
    .requiredOption(...out)
    .option(...names)
    .action((options: ListOptions) => {
      const session = sessionAsked(options.session);
      return run({ what: 'acts', filter: { ...everyAct, ...listAsked(options), session } }, options);
    });
  withListOptions(all.command('payouts').description('payouts, each at the step where it stands'))
    .requiredOption(...out)
    .option(...names)
    .action((options: ListOptions) =>
      run({ what: 'payouts', filter: { ...everyPayout, ...listAsked(options) } }, options),
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
