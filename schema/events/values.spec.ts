import type { z } from 'zod';
import {
  actId,
  actNumber,
  counts,
  districtCode,
  fen,
  officeCode,
  plainDate,
  quantity,
  sealed,
  sex,
  streamId,
  workerNo,
} from './values.js';

type Value = readonly [name: string, shape: z.ZodType, good: readonly unknown[], bad: readonly unknown[]];

const values: readonly Value[] = [
  ['fen', fen, [0, 1, -1, Number.MAX_SAFE_INTEGER], [0.5, NaN, '1', null, 2 ** 53]],
  ['a worker number', workerNo, [1, 17, 99_999_999], [0, -1, 1.5, 100_000_000, '17', null]],
  [
    'a day',
    plainDate,
    ['2026-03-12'],
    ['2026-02-30', '2026-3-12', '2026-03-12T00:00Z', '', 20_260_312, null],
  ],
  ['a stream', streamId, ['gathering-spring', 'numbers'], ['', 1, null]],
  ['an act id', actId, ['case-a.0', 'gathering-a.b.12', 'ref-\n.1'], ['case-a', '.1', 'case-a.', 'a.x', 7]],
  ['an office', officeCode, ['LEDGER', '柯桥'], ['', 'KE-QIAO', 'K'.repeat(41), 1, null]],
  ['sealed text', sealed, ['YQ==', 'YWI=', 'YWJj', 'a+/9'], ['', '王师傅', 'a b', 'a=b', null]],
  ['a district', districtCode, ['330603'], ['33060', '3306031', '33060x', 330_603, null]],
  ['a sex', sex, ['male', 'female'], ['男', 'unknown', '', null]],
  ['the number of an act', actNumber, [0, 1, 1_999], [-1, 0.5, '0', null]],
  ['a quantity', quantity, [0, 1, 10_000], [-1, 0.5, '0', null]],
];

describe.each(values)('%s', (_name, shape, good, bad) => {
  test.each(good.map((value) => [value]))('may be %j', (value) => {
    expect(shape.parse(value)).toBe(value);
  });

  test.each(bad.map((value) => [value]))('is never %j', (value) => {
    expect(shape.safeParse(value).success).toBe(false);
  });
});

test('a difference of counts may be negative, and never a fraction', () => {
  const some = { acts: -1, headcount: -2, sessions: 0, minutes: 30, items: 0, amountFen: -5, paidFen: 0 };
  expect(counts.parse(some)).toStrictEqual(some);
  for (const measure of Object.keys(some)) {
    expect(counts.safeParse({ ...some, [measure]: 0.5 }).success).toBe(false);
  }
});
