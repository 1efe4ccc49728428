import {
  isPlainDate,
  monthOf,
  plainDate,
  shanghaiDate,
  shanghaiTime,
  yearOf,
  type PlainDate,
} from './calendar.js';

const daysIn = (year: number, month: number): number => {
  let days = 0;
  for (let day = 0; day <= 40; day += 1) if (plainDate(year, month, day) !== null) days += 1;
  return days;
};

describe('a day', () => {
  test('exists as often as its month has it', () => {
    const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    expect(lengths.map((_, index) => daysIn(2026, index + 1))).toStrictEqual(lengths);
  });

  test.each([
    [2024, 29],
    [2025, 28],
    [2000, 29],
    [1900, 28],
    [2100, 28],
    [2400, 29],
  ])('of February %i: there are %i', (year, days) => {
    expect(daysIn(year, 2)).toBe(days);
  });

  test.each([
    [2026, 2, 30],
    [2026, 4, 31],
    [2026, 13, 1],
    [2026, 0, 1],
    [2026, 1, 0],
    [2026, 1, -1],
    [0, 1, 1],
    [-1, 1, 1],
    [10_000, 1, 1],
    [2026.5, 1, 1],
    [2026, 1.5, 1],
    [2026, 1, NaN],
  ])('does not roll over and is not guessed: %d-%d-%d', (year, month, day) => {
    expect(plainDate(year, month, day)).toBeNull();
  });

  test.each(['2026-03-12', '0001-01-01', '9999-12-31', '2024-02-29'])('is written %s', (text) => {
    expect(isPlainDate(text)).toBe(true);
  });

  test.each([
    '2026-3-12',
    '2026/03/12',
    '2026-02-29',
    '2026-03-12T00:00:00Z',
    ' 2026-03-12',
    '2026-03-12\n',
    '２０２６-03-12',
    '',
  ])('is not written %j', (text) => {
    expect(isPlainDate(text)).toBe(false);
  });

  test('comes after another where its text does', () => {
    const days = [plainDate(2026, 10, 1), plainDate(2026, 9, 30), plainDate(999, 12, 31)];
    expect(days.toSorted()).toStrictEqual(['0999-12-31', '2026-09-30', '2026-10-01']);
  });

  test('has a year and a month', () => {
    const day: PlainDate = shanghaiDate('2026-03-11T20:00:00Z');
    expect(yearOf(day)).toBe(2026);
    expect(monthOf(day)).toBe('2026-03');
  });
});

describe('the day in Shanghai', () => {
  test.each([
    ['2026-03-11T15:59:59.999Z', '2026-03-11'],
    ['2026-03-11T16:00:00.000Z', '2026-03-12'],
    ['2026-03-11T23:59:59.999Z', '2026-03-12'],
    ['2026-03-12T00:00:00.000Z', '2026-03-12'],
    ['2026-03-12T15:59:59.999Z', '2026-03-12'],
    ['2025-12-31T16:00:00.000Z', '2026-01-01'],
    ['2024-02-28T16:00:00.000Z', '2024-02-29'],
    ['2024-02-29T16:00:00.000Z', '2024-03-01'],
    ['2026-03-12T00:30:00+08:00', '2026-03-12'],
    ['2026-03-12T00:30:00+09:00', '2026-03-11'],
  ])('at %s is %s', (instant, day) => {
    expect(shanghaiDate(instant)).toBe(day);
  });

  test.each(['', 'yesterday', '2026-13-01T00:00:00Z'])('at %j is a bug', (instant) => {
    expect(() => shanghaiDate(instant)).toThrow(RangeError);
  });
});

test.each([
  ['2026-03-11T16:00:01.999Z', '2026-03-12 00:00:01'],
  ['2025-12-31T15:59:59.000Z', '2025-12-31 23:59:59'],
])('the time in Asia/Shanghai at %s is %s', (instant, time) => {
  expect(shanghaiTime(instant)).toBe(time);
});
