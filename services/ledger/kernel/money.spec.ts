import { fen, isFen, noFen, yuan } from './money.js';

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
  ])('prints %i fen as %s', (amountFen, text) => {
    expect(yuan(amountFen)).toBe(text);
  });
});
