import { fen, isFen, noFen, sumOfMoney, sumTooLarge, yuan } from './money.js';

describe('fen', () => {
  test.each([[0], [1], [-1], [Number.MAX_SAFE_INTEGER], [Number.MIN_SAFE_INTEGER]])('may be %i', (value) => {
    expect(fen(value)).toBe(value);
    expect(isFen(value)).toBe(true);
  });

  test.each([[0.5], [0.1 + 0.2], [NaN], [Infinity], [-Infinity], [Number.MAX_SAFE_INTEGER + 1]])(
    'are never %d: that is a bug',
    (value) => {
      expect(isFen(value)).toBe(false);
      expect(() => fen(value)).toThrow(new RangeError(`${String(value)} is not an integer number of fen`));
    },
  );

  test('are none at first', () => {
    expect(noFen).toBe(0);
  });
});

describe('a sum of money', () => {
  test.each([0, -1, Number.MAX_SAFE_INTEGER, 9_007_199_254_740_993n, 10n ** 17n, -(10n ** 17n)])(
    'is told to the fen: %d',
    (sum) => {
      expect(sumOfMoney(sum)).toBe(sum);
    },
  );

  test.each([10n ** 17n + 1n, -(10n ** 17n) - 1n])('is too large beyond 10^15 yuan: %d', (sum) => {
    expect(sumOfMoney(sum)).toBe(sumTooLarge);
  });
});

describe('yuan', () => {
  test.each([
    [0, '0.00'],
    [-0, '0.00'],
    [1, '0.01'],
    [10, '0.10'],
    [99, '0.99'],
    [100, '1.00'],
    [123_456, '1234.56'],
    [-1, '-0.01'],
    [-123_456, '-1234.56'],
    [100_000_000_000, '1000000000.00'],
    [9_007_199_254_740_993n, '90071992547409.93'],
    [-100_000_000_000_000_000n, '-1000000000000000.00'],
  ])('prints %i fen as %s', (amountFen, text) => {
    expect(yuan(amountFen)).toBe(text);
  });
});
