import type { Command } from 'commander';

/** The options of payouts by who took a step, and on which days: those of `ledger payouts` and its export. */
export const withStepOptions = (command: Command): Command =>
  command
    .option('--requested-by <who>', 'only those that this person asked for')
    .option('--requested-from <day>', 'asked for on or after this day')
    .option('--requested-to <day>', 'asked for on or before this day')
    .option('--approved-by <who>', 'only those that this person approved')
    .option('--approved-from <day>', 'approved on or after this day')
    .option('--approved-to <day>', 'approved on or before this day')
    .option('--paid-by <who>', 'only those that this person paid')
    .option('--paid-from <day>', 'paid on or after this day')
    .option('--paid-to <day>', 'paid on or before this day');
