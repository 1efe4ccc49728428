import fc from 'fast-check';
import { exact, plus, plusWritten, readSum, writtenSum, type Exact } from './exact-sums.js';

const value = fc.oneof(
  fc.bigInt({ min: -1_000n, max: 1_000n }),
  fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }),
  fc.bigInt({ min: -(2n ** 53n) - 3n, max: -(2n ** 53n) + 3n }),
  fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
);
/** The number that one event adds: any safe integer. */
const difference = fc.oneof(
  fc.integer({ min: -1_000, max: 1_000 }),
  fc.maxSafeInteger(),
  fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
);

const isInOneForm = (sum: Exact): boolean => (typeof sum === 'number') === Number.isSafeInteger(Number(sum));

describe('a sum', () => {
  test('is that of whole numbers of any size, in the one form that each value has', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const sum = plus(exact(a), exact(b));
        expect([BigInt(sum), isInOneForm(sum)]).toStrictEqual([a + b, true]);
      }),
    );
  });

  test('is written and read again', () => {
    fc.assert(
      fc.property(value, (a) => {
        const written = writtenSum(exact(a));
        expect([readSum(written), JSON.parse(JSON.stringify([written]))]).toStrictEqual([
          exact(a),
          [written],
        ]);
      }),
    );
  });

  test('grows event by event as whole numbers of any size do', () => {
    fc.assert(
      fc.property(fc.array(difference, { maxLength: 30 }), (differences) => {
        const grown = differences.reduce(plusWritten, 0);
        expect(readSum(grown)).toBe(exact(differences.reduce((sum, each) => sum + BigInt(each), 0n)));
      }),
    );
  });

  test('of numbers stays a number up to 2^53 − 1, and not beyond', () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect([plus(most, 0), plus(most, 1), plus(9_007_199_254_740_992n, -1)]).toStrictEqual([
      most,
      9_007_199_254_740_992n,
      most,
    ]);
  });
});
