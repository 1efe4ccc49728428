import type { Command } from 'commander';
import type { ActOptions } from './commands/act-command.js';
import type { HistoryOptions } from './commands/history-command.js';
import type { ImportOptions } from './options/import-options.js';
import type { ImportsOptions } from './commands/imports-command.js';
import type { RebuildOptions, RepairOptions } from './commands/maintenance-command.js';
import type { PayoutsOptions } from './commands/payouts-command.js';
import type { StatusOptions } from './commands/status-command.js';
import type { TotalsOptions } from './commands/totals-command.js';
import type { UndoOptions } from './commands/undo-command.js';
import type { VerifyOptions } from './commands/verify-command.js';
import { withStepOptions } from './options/step-options.js';
import { withExport } from './options/export-options.js';
import { withTotalsOptions } from './options/totals-options.js';
import type { Asking } from './terminal/command-caller.js';

/** Runs the function of a command with a door to the ledger, and closes the door afterwards. */
export type Run = (work: (asking: Asking) => Promise<number>) => Promise<void>;

const json = ['--json', 'print exactly one JSON value'] as const;

// Each action loads its own command, because loading all of them takes longer than most commands run.

const withImport = (program: Command, run: Run): void => {
  program
    .command('import')
    .description(
      'import sheets (CSV or XLSX), by the running owner if there is one; returns when the views have caught up',
    )
    .argument('<files...>', 'the sheets')
    .option(
      '--office <code>',
      'the office that submits them: references and membership numbers are unique within it',
    )
    .option('--dry-run', 'judge every row, write nothing')
    .option(
      '--mapping <file>',
      'how sheets with other columns and words are read (JSON, see services/README.md)',
    )
    .option(
      '--worksheet <name>',
      'the worksheet of workbooks; the first visible one that has heads if missing',
    )
    .option('--skip-hidden', 'leave the hidden rows of workbooks out')
    .option(
      '--rows <number>',
      'rows that the sheet must have; nothing is written where it has another number',
    )
    .option(
      '--sum <yuan>',
      'what its amounts must come to; nothing is written where they come to something else',
    )
    .option('--all-or-nothing', 'take the sheet in only if none of its rows must be corrected')
    .option(
      '--corrections',
      'the sheets are exported acts with changed cells: correct the acts that differ (needs --reason)',
    )
    .option('--reason <text>', 'why the acts are corrected; kept with every correction')
    .option('--refused <file>', 'write the refused rows there, as a sheet to correct and import again')
    .option(...json)
    .action((files: string[], options: ImportOptions) =>
      run(async (asking) =>
        (await import('./commands/import-command.js')).importSheets(files, options, asking),
      ),
    );
};

/** Adds the commands that import, list and undo sheets. */
export const withImports = (program: Command, run: Run): void => {
  withImport(program, run);
  program
    .command('sample')
    .description(
      'fill an empty ledger with the acts of the sample, which are invented; a ledger in use is refused',
    )
    .action(() => run(async (asking) => (await import('./commands/sample-command.js')).makeSample(asking)));

  program
    .command('imports')
    .description('sheets that were imported, and what became of them')
    .option(...json)
    .action((options: ImportsOptions) =>
      run(async (asking) => (await import('./commands/imports-command.js')).listImports(options, asking)),
    );

  program
    .command('undo')
    .description('take a whole import back: every act is reversed; returns when the views have caught up')
    .argument('<batch>', 'the import, as “ledger imports” names it')
    .requiredOption('--reason <text>', 'why; kept with every reversal')
    .option(...json)
    .action((batch: string, options: UndoOptions) =>
      run(async (asking) => (await import('./commands/undo-command.js')).undoImport(batch, options, asking)),
    );
};

/** Adds the commands that read. */
export const withReading = (program: Command, run: Run): void => {
  withTotalsOptions(
    program.command('totals').description('totals of a district, with all districts below it'),
  )
    .option(...json)
    .action((options: TotalsOptions) =>
      run(async (asking) => (await import('./commands/totals-command.js')).totals(options, asking)),
    );

  program
    .command('history')
    .description('what one worker was given')
    .argument('<worker>', 'a worker number or a membership number')
    .option('--office <code>', 'the office of the membership number')
    .option(...json)
    .action((worker: string, options: HistoryOptions) =>
      run(async (asking) => (await import('./commands/history-command.js')).history(worker, options, asking)),
    );

  program
    .command('act')
    .description('the history of one act: who, when, why, before and after, rule version')
    .argument('<id>', 'the id of the act')
    .option(...json)
    .action((id: string, options: ActOptions) =>
      run(async (asking) => (await import('./commands/act-command.js')).act(id, options, asking)),
    );

  withStepOptions(
    program.command('payouts').description('money that leaves, or is asked of, a fund for a person'),
  )
    .option('--district <code>', 'a code of GB/T 2260; the whole country if missing')
    .option('--from <day>', 'standing at a step on or after this day')
    .option('--to <day>', 'standing at a step on or before this day')
    .option('--kind <code...>', 'only these kinds, by code or Chinese name')
    .option('--state <state...>', 'only in these states')
    .option('--by <step>', 'totals by who took a step: requested, approved or paid')
    .option(...json)
    .action((options: PayoutsOptions) =>
      run(async (asking) => (await import('./commands/payouts-command.js')).payouts(options, asking)),
    );

  withExport(program, (order, options) =>
    run(async (asking) => (await import('./commands/export-command.js')).exportSheet(order, options, asking)),
  );
};

/** Adds the commands that check and maintain the ledger. */
export const withUpkeep = (program: Command, run: Run): void => {
  program
    .command('status')
    .description('who runs the ledger, how large it is, how far its views have come')
    .option(...json)
    .action((options: StatusOptions) =>
      run(async (asking) => (await import('./commands/status-command.js')).status(options, asking)),
    );

  program
    .command('verify')
    .description('fold every view anew and compare it with what is kept')
    .option('--log', 'check the log instead: every event against the digests kept when it was written')
    .option('--accept', 'with --log: ask no more for events that the log has lost, as when it was put back')
    .option(...json)
    .action((options: VerifyOptions) =>
      run(async (asking) => (await import('./commands/verify-command.js')).verifyViews(options, asking)),
    );

  program
    .command('rebuild')
    .description(
      'fold a view anew beside itself, compare both, and read the new one; without a view, list the builds',
    )
    .argument('[view]', 'workers, acts, entries, totals or payouts')
    .option('--accept', 'switch to the new build, also where it differs from the one that is read')
    .option('--back', 'read the build that was read before; it is brought up to date first')
    .option('--drop', 'drop every build but the one that is read')
    .option(...json)
    .action((view: string | undefined, options: RebuildOptions) =>
      run(async (asking) => {
        const { rebuild } = await import('./commands/maintenance-command.js');
        return rebuild(view, options, asking);
      }),
    );

  program
    .command('repair')
    .description('fold the incomplete documents of a view anew from the log, once the code can fold them')
    .argument('<view>', 'workers, acts, entries, totals or payouts')
    .argument('[key]', 'one document only, incomplete or not')
    .option(...json)
    .action((view: string, key: string | undefined, options: RepairOptions) =>
      run(async (asking) => {
        const { repair } = await import('./commands/maintenance-command.js');
        return repair(view, key, options, asking);
      }),
    );
};
