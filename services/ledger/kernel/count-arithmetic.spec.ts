import { addCounts, negated, noCounts, type Counts } from './count-arithmetic.js';
import { fen } from './money.js';

const some: Counts = {
  acts: 1,
  headcount: 2,
  sessions: 3,
  minutes: 45,
  items: 5,
  amountFen: fen(6_000),
  paidFen: fen(7_000),
};

describe('counts', () => {
  test('are none at first', () => {
    expect(Object.values(noCounts)).toStrictEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  test('add up measure by measure', () => {
    expect(addCounts(some, some)).toStrictEqual({
      acts: 2,
      headcount: 4,
      sessions: 6,
      minutes: 90,
      items: 10,
      amountFen: 12_000,
      paidFen: 14_000,
    });
    expect(addCounts(some, noCounts)).toStrictEqual(some);
  });

  test('are taken back measure by measure', () => {
    expect(negated(some)).toStrictEqual({
      acts: -1,
      headcount: -2,
      sessions: -3,
      minutes: -45,
      items: -5,
      amountFen: -6_000,
      paidFen: -7_000,
    });
    expect(addCounts(some, negated(some))).toStrictEqual(noCounts);
  });

  test('of nothing are taken back without a negative zero, which JSON would not bring back', () => {
    expect(Object.values(negated(noCounts)).filter((value) => Object.is(value, -0))).toStrictEqual([]);
    expect(JSON.parse(JSON.stringify(negated(noCounts)))).toStrictEqual(negated(noCounts));
  });

  test('never add up to a sum that is not whole', () => {
    const most = { ...noCounts, amountFen: fen(Number.MAX_SAFE_INTEGER) };
    expect(() => addCounts(most, some)).toThrow(RangeError);
  });
});
