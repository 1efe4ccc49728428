import { monthsOf, quarterOf, yearOf } from './calendar-periods.js';

test.each([
  ['2024-01', '2024-Q1', '2024'],
  ['2024-03', '2024-Q1', '2024'],
  ['2024-04', '2024-Q2', '2024'],
  ['2024-09', '2024-Q3', '2024'],
  ['2023-10', '2023-Q4', '2023'],
  ['2023-12', '2023-Q4', '2023'],
])('%s is in %s and in %s', (month, quarter, year) => {
  expect([quarterOf(month), yearOf(month)]).toStrictEqual([quarter, year]);
});

test.each([
  ['2024-Q1', '2024-01', '2024-03'],
  ['2024-Q3', '2024-07', '2024-09'],
  ['2024-Q4', '2024-10', '2024-12'],
  ['2024', '2024-01', '2024-12'],
])('%s is from %s to %s', (period, from, to) => {
  expect(monthsOf(period)).toStrictEqual({ from, to });
});
