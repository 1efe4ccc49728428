import { onStderr, onStdout, written } from '@ledger/test/dsl/terminal-writes.js';
import { count, hours, lastRemark, money, print, printJson, printTable, remark } from './output.js';

describe('counts', () => {
  it.each([
    [0, '0'],
    [7, '7'],
    [999, '999'],
    [1_000, '1,000'],
    [-1_000, '-1,000'],
    [-999, '-999'],
    [123_456, '123,456'],
    [1_234_567, '1,234,567'],
    [Number.MAX_SAFE_INTEGER, '9,007,199,254,740,991'],
  ])('%d is %s', (value, text) => {
    expect(count(value)).toBe(text);
  });
});

describe('fen in yuan', () => {
  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [-5, '-0.05'],
    [100, '1.00'],
    [99_999, '999.99'],
    [123_456, '1,234.56'],
    [-123_456, '-1,234.56'],
    [100_000_000, '1,000,000.00'],
  ])('%d is %s', (amountFen, text) => {
    expect(money(amountFen)).toBe(text);
  });
});

describe('hours', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [2, '2'],
    [10, '10'],
    [100, '100'],
    [0.5, '0.5'],
    [0.25, '0.25'],
    [20 / 60, '0.33'],
    [40 / 60, '0.67'],
    [1.05, '1.05'],
    [1.994, '1.99'],
    [1.999, '2'],
    [999.999, '1,000'],
    [1234.5, '1,234.5'],
    [-0.5, '-0.5'],
    [-1.5, '-1.5'],
    [-1.999, '-2'],
    [-0.001, '0'],
    [-1234.25, '-1,234.25'],
  ])('%d is %s', (value, text) => {
    expect(hours(value)).toBe(text);
  });
});

describe('results', () => {
  it('are lines on stdout', () => {
    expect(
      written(() => {
        print('王小明 ¥1');
      }),
    ).toStrictEqual(onStdout('王小明 ¥1\n'));
  });

  it('are one line each, whatever stands in a name', () => {
    expect(
      written(() => {
        print('a\n.csv\u001b[2J: \u202e1 row');
      }),
    ).toStrictEqual(onStdout('a\\u000a.csv\\u001b[2J: \\u202e1 row\n'));
  });

  it.each([
    [null, 'null\n'],
    [[], '[]\n'],
    [{ rows: 1, name: '王“小”明' }, '{"rows":1,"name":"王“小”明"}\n'],
    [{ note: 'a\nb\u001b\u009b\u202e' }, '{"note":"a\\nb\\u001b\\u009b\\u202e"}\n'],
  ])('are one line of JSON: %j', (value, line) => {
    expect(
      written(() => {
        printJson(value);
      }),
    ).toStrictEqual(onStdout(line));
  });
});

describe('a table', () => {
  const printed = (cell: string | readonly string[]): string =>
    written(() => {
      printTable(
        [{ head: 'who' }, { head: '¥', align: 'right' }],
        [
          [cell, '1.00'],
          ['b', '10.00'],
        ],
      );
    }).stdout;

  it('counts a Chinese character as two columns wide, and aligns numbers right', () => {
    expect(printed('王小明')).toBe(
      [
        '┌────────┬───────┐',
        '│ who    │     ¥ │',
        '├────────┼───────┤',
        '│ 王小明 │  1.00 │',
        '│ b      │ 10.00 │',
        '└────────┴───────┘',
        '',
      ].join('\n'),
    );
  });

  it('has the heads alone where there are no rows', () => {
    expect(
      written(() => {
        printTable([{ head: 'view' }], []);
      }),
    ).toStrictEqual(onStdout('┌──────┐\n│ view │\n└──────┘\n'));
  });

  it.each([
    ['a\u001b[31m', '│ a\\u001b[31m │  1.00 │'],
    ['a\n│ b', '│ a\\u000a│ b │  1.00 │'],
    [['a\n', 'b'], '│ a\\u000a │  1.00 │\n│ b       │       │'],
  ])('shows on one line what is one text: %j', (cell, lines) => {
    expect(printed(cell)).toContain(`\n${lines}\n`);
  });
});

describe('remarks', () => {
  it('are on stderr, and keep their lines', () => {
    expect(
      written(() => {
        remark('\nnote: \u001b[2J\n  at a');
      }),
    ).toStrictEqual(onStderr('\nnote: \\u001b[2J\n  at a\n'));
  });

  it('are not repeated as the reason for which a command ends', () => {
    const reported = written(() => {
      remark('the disk is full');
      lastRemark('the disk is full');
    });
    expect(reported).toStrictEqual(onStderr('the disk is full\n'));
  });

  it('are told before another reason', () => {
    const reported = written(() => {
      remark('the disk is full');
      lastRemark('a.csv was not read');
    });
    expect(reported).toStrictEqual(onStderr('the disk is full\na.csv was not read\n'));
  });
});
