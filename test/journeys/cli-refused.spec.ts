import { existsSync, readdirSync } from 'node:fs';
import { patience } from './support/patience.js';
import { openStage } from './support/stage.js';

const stage = openStage();
const year = ['--from', '2024-01', '--to', '2024-12'];

/** Wrong arguments are reported before the command opens a ledger. The place is empty and must stay empty. */
const expectRefused = async (args: readonly string[], sentence: string): Promise<void> => {
  const place = stage.place();
  const ran = await stage.ledger(place, ...args);
  expect(ran).toStrictEqual({ code: 2, stdout: '', stderr: `${sentence}\n` });
  expect([existsSync(place.data), readdirSync(place.root)]).toStrictEqual([false, []]);
};

describe('arguments that cannot be meant are told in a sentence:', () => {
  it.each([
    [['import'], "error: missing required argument 'files'"],
    [['import', 'a.csv', '--dryrun'], "error: unknown option '--dryrun'\n(Did you mean --dry-run?)"],
    [['import', 'a.csv', '--office', 'a-b'], '“a-b” cannot be the code of an office'],
    [['undo', 'x'], "error: required option '--reason <text>' not specified"],
    [['totals'], "error: required option '--from <month>' not specified"],
    [['totals', '--from', '2024-13', '--to', '2024-12'], '--from is “2024-13”; it must be a month, YYYY-MM'],
    [['totals', '--from', '2024-01', '--to', '2024'], '--to is “2024”; it must be a month, YYYY-MM'],
    [
      ['totals', '--from', '2024-02', '--to', '2024-01'],
      '--from (2024-02) must not be later than --to (2024-01)',
    ],
    [['totals', ...year, '--district', '339999'], '--district is “339999”; GB/T 2260 has no such district'],
    [['totals', ...year, '--district', '3306'], '--district is “3306”; GB/T 2260 has no such district'],
    [
      ['totals', ...year, '--by', 'week'],
      '--by is “week”; it must be one of none, kind, category, month, quarter, year, district, sex, occupation, employer',
    ],
    [['totals', ...year, '--kind', '体检'], '--kind is “体检”; there is no such kind of service'],
    [['totals', ...year, '--recorded-to', 'now'], '--recorded-to is “now”; it must be a month, YYYY-MM'],
    [['totals', ...year, '2025'], "error: too many arguments for 'totals'. Expected 0 arguments but got 1."],
    [['history'], "error: missing required argument 'worker'"],
    [['history', 'x', '--office', ''], '--office is “”; that cannot be an office'],
    [['payouts', '--from', '2024-02-30'], '--from is “2024-02-30”; it must be a day, YYYY-MM-DD'],
    [
      ['payouts', '--from', '2024-02-02', '--to', '2024-02-01'],
      '--from (2024-02-02) must not be later than --to (2024-02-01)',
    ],
    [
      ['export', 'acts', '--from', '2025-01-01', '--to', '2024-12-31', '--out', 'a.csv'],
      '--from (2025-01-01) must not be later than --to (2024-12-31)',
    ],
    [['audit\u001b[2J'], "error: unknown command 'audit\\u001b[2J'"],
    [['payouts', '--district', '0'], '--district is “0”; GB/T 2260 has no such district'],
    [
      ['payouts', '--state', 'lost'],
      '--state is “lost”; it must be one of given, requested, approved, submitted, assessed, paid, refused, reversed',
    ],
    [['status', '--xml'], "error: unknown option '--xml'"],
    [['audit'], "error: unknown command 'audit'"],
  ])(
    'ledger %j',
    async (args, sentence) => {
      await expectRefused(args, sentence);
    },
    patience,
  );
});

describe('where there is no ledger yet', () => {
  it.each([[['totals', ...year]], [['history', '000000046']], [['payouts']], [['status']], [['verify']]])(
    'ledger %j says how to get one, and makes none',
    async (args) => {
      const place = stage.place();
      const ran = await stage.ledger(place, ...args);
      const sentence = `${place.data}/log.db does not exist: start the ledger or import a sheet first`;
      expect(ran).toStrictEqual({ code: 2, stdout: '', stderr: `${sentence}\n` });
      expect(readdirSync(place.root)).toStrictEqual([]);
    },
    patience,
  );
});
