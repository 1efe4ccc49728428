import { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import { ImportFault } from '@ledger/runtime/faults/import-fault.js';
import { nothingWritten, onStderr, written, type Written } from '@ledger/test/dsl/terminal-writes.js';
import { CommanderError } from 'commander';
import { reportFailure } from './command-failure.js';
import { remark } from './output.js';
import { UsageFault } from './usage-fault.js';

type Ended = Readonly<{ code: number; faultText: Written }>;

const ended = (error: unknown): Ended => {
  let code = -1;
  const reported = written(() => {
    code = reportFailure(error);
  });
  return { code, faultText: reported };
};

const bug = new TypeError('x is undefined');
bug.stack = 'TypeError: x is undefined\n    at fold (view.js:1:2)';
const without = new Error('no trace');
without.stack = undefined;

describe('a command that cannot be done ends with 2, and tells', () => {
  it.each<readonly [string, unknown, string]>([
    ['what is wrong with its arguments', new UsageFault('--by is “week”'), '--by is “week”'],
    [
      'what is wrong with a sheet',
      new SheetFault('BROKEN_CSV', { file: 'a.csv', line: 3 }, 'a quote is open'),
      'a.csv, line 3: a quote is open',
    ],
    [
      'why an import is refused',
      new ImportFault('UNKNOWN_IMPORT', 'there is no import “x”'),
      'there is no import “x”',
    ],
    ['no control characters', new UsageFault('a\u001b[2J.csv is missing'), 'a\\u001b[2J.csv is missing'],
    ['where a bug is', bug, 'TypeError: x is undefined\n    at fold (view.js:1:2)'],
    ['what a bug says where it has no trace', without, 'no trace'],
    ['what was thrown in place of an error', 'just text', 'just text'],
  ])('%s', (_what, error, sentence) => {
    expect(ended(error)).toStrictEqual({ code: 2, faultText: onStderr(`${sentence}\n`) });
  });

  it('nothing again that commander has told', () => {
    const error = new CommanderError(1, 'commander.unknownOption', "error: unknown option '--xml'");
    expect(ended(error)).toStrictEqual({ code: 2, faultText: nothingWritten });
  });

  it('nothing again that the ledger has told', () => {
    written(() => {
      remark('the disk is full');
    });
    expect(ended(new UsageFault('the disk is full'))).toStrictEqual({ code: 2, faultText: nothingWritten });
  });
});

it.each(['commander.helpDisplayed', 'commander.help', 'commander.version'])(
  'whoever asked for help is helped: %s',
  (code) => {
    expect(ended(new CommanderError(0, code, '(outputHelp)'))).toStrictEqual({
      code: 0,
      faultText: nothingWritten,
    });
  },
);
