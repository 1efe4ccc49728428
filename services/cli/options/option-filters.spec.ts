import { thrownBy } from '@ledger/test/dsl/thrown-sentence.js';
import { filters, monthOption } from './option-filters.js';

describe('a day', () => {
  it.each(['2024-02-29', '2024-12-31', '1999-01-01'])('is %s', (day) => {
    expect(filters.days(day, undefined)).toStrictEqual({ from: day, to: null });
  });

  it('need not be named', () => {
    expect(filters.days(undefined, undefined)).toStrictEqual({ from: null, to: null });
  });

  it.each([
    '',
    '2023-02-29',
    '2024-02-30',
    '2024-13-01',
    '2024-1-1',
    '2024-01',
    '2024-01-01 ',
    '20240101',
    '-1',
  ])('is not %j', (text) => {
    expect(thrownBy(() => filters.days(undefined, text))).toStrictEqual({
      name: 'UsageFault',
      message: `--to is “${text}”; it must be a day, YYYY-MM-DD`,
    });
  });
});

describe('a month', () => {
  it.each(['2024-01', '2024-12', '1999-06'])('is %s', (month) => {
    expect(monthOption('from', month)).toBe(month);
  });

  it.each(['', '2024', '2024-00', '2024-13', '2024-1', '2024-01-01', ' 2024-01', '2024-01 ', 'now'])(
    'is not %j',
    (text) => {
      expect(thrownBy(() => monthOption('recorded-to', text))).toStrictEqual({
        name: 'UsageFault',
        message: `--recorded-to is “${text}”; it must be a month, YYYY-MM`,
      });
    },
  );
});

describe('a period', () => {
  it.each([
    [null, null],
    ['2024-01-02', null],
    [null, '2024-01-01'],
    ['2024-01-01', '2024-01-01'],
    ['2023-12-31', '2024-01-01'],
    ['2024-01', '2024-01'],
    ['2023-12', '2024-01'],
  ])('may go from %p to %p', (from, to) => {
    expect(filters.period({ from, to })).toStrictEqual({ from, to });
  });

  it.each([
    ['2024-01-02', '2024-01-01'],
    ['2024-01-01', '2023-12-31'],
    ['2024-02', '2024-01'],
  ])('cannot go back from %s to %s', (from, to) => {
    expect(thrownBy(() => filters.period({ from, to }))).toStrictEqual({
      name: 'UsageFault',
      message: `--from (${from}) must not be later than --to (${to})`,
    });
  });
});
