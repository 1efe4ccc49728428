import { workerNo } from '@ledger/ledger/kernel/ids.js';
import { sumOfMoney } from '@ledger/ledger/kernel/money.js';
import { badInput, faultOf } from '@ledger/test/dsl/thrown-fault.js';
import { GraphQLError, parseValue, type GraphQLScalarType } from 'graphql';
import { scalars } from './scalars.js';

type Name = keyof typeof scalars;

/** The result of parsing a literal of a query, e.g. `"2024-01"` or `7`. */
const read = (name: Name, literal: string): unknown =>
  (scalars[name] as GraphQLScalarType).parseLiteral(parseValue(literal), null);

const whole = 'a whole number up to 2^53 − 1';
const day = 'a day, YYYY-MM-DD';
const month = 'a month, YYYY-MM';
const instant = 'an instant in UTC, ISO 8601';
const district = 'a code of GB/T 2260';
const position = 'a position that this ledger has answered';
const worker = 'eight digits and the right check digit';

describe.each<readonly [name: Name, values: readonly unknown[]]>([
  ['Fen', [0, 1, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]],
  ['Count', [0, 1, 2 ** 31, Number.MAX_SAFE_INTEGER]],
  // The scalar accepts days that do not exist: the ledger refuses them with a code of its own.
  ['PlainDate', ['2024-02-29', '2024-02-30', '0000-00-00']],
  ['Month', ['2024-01', '2024-12']],
  ['Instant', ['2026-03-10T02:00:00.000Z', '2026-03-10T02:00:00Z']],
  ['DistrictCode', ['330603', '', '柯桥区']],
  ['Position', ['c0de0000000000000001', '']],
])('%s', (name, values) => {
  test.each(values)('accepts %j unchanged, in a variable and in the text of a query', (value) => {
    expect(scalars[name].parseValue(value)).toBe(value);
    expect(read(name, JSON.stringify(value))).toBe(value);
  });
});

describe.each<readonly [name: Name, expected: string, wrong: readonly unknown[]]>([
  ['Fen', whole, [1.5, 2 ** 53, -(2 ** 53), '1', true, null, [1], {}]],
  ['Count', whole, [0.1, 2 ** 53, '0']],
  [
    'PlainDate',
    day,
    ['2024-1-1', '2024-01-01 ', '2024-01-01\n', '24-01-01', '２０２４-01-01', '', 20_240_101],
  ],
  ['Month', month, ['2024-00', '2024-13', '2024', '2024-01-01', '2024-1', ' 2024-01', '', 202_401]],
  [
    'Instant',
    instant,
    ['2026-03-10', '7', 'March 7', '2026-13-10T02:00:00Z', '2026-03-10T02:00:00+08:00', 0],
  ],
  ['DistrictCode', district, [330_603, ['330603'], null]],
  ['Position', position, [1, false]],
  ['WorkerNumber', worker, ['000000176', '00000017', '0000001750', '', 175]],
])('%s is not', (name, expected, wrong) => {
  test.each(wrong)('%j', (value) => {
    const message = `${name} cannot be ${JSON.stringify(value)}: expected ${expected}`;
    expect(faultOf(() => scalars[name].parseValue(value))).toStrictEqual(badInput(message));
  });
});

describe('an invalid literal for a scalar', () => {
  test.each<readonly [name: Name, literal: string, expected: string]>([
    ['Fen', '1.5', whole],
    ['Fen', '9007199254740992', whole],
    ['Fen', '"1"', whole],
    ['Count', 'true', whole],
    ['Count', 'MANY', whole],
    ['Count', '{a: 1}', whole],
    ['PlainDate', '20240101', day],
    ['Month', '2024.01', month],
    ['DistrictCode', 'null', district],
    ['Position', '[]', position],
    ['WorkerNumber', '175', worker],
  ])('is named as it was written: %s %s', (name, literal, expected) => {
    const message = `${name} cannot be ${literal}: expected ${expected}`;
    expect(faultOf(() => read(name, literal))).toStrictEqual(badInput(message));
  });
});

describe('a worker number', () => {
  it('is parsed from its printed form, and printed again', () => {
    expect(scalars.WorkerNumber.parseValue('000000175')).toBe(17);
    expect(read('WorkerNumber', '"000000175"')).toBe(17);
    expect(scalars.WorkerNumber.parseValue(' ００0000175')).toBe(17);
    expect(scalars.WorkerNumber.serialize(workerNo(17))).toBe('000000175');
    expect(scalars.WorkerNumber.serialize(workerNo(99_999_999))).toBe('999999995');
  });

  it.each([0, -1, 100_000_000, 1.5])('is never printed for %d', (value) => {
    expect(() => scalars.WorkerNumber.serialize(value)).toThrow(RangeError);
  });
});

describe('a value in a response', () => {
  it.each([0, -1, 2 ** 31, Number.MAX_SAFE_INTEGER])('is an exact count: %d', (value) => {
    expect(scalars.Fen.serialize(value)).toBe(value);
    expect(scalars.Count.serialize(value)).toBe(value);
  });

  it.each([2 ** 53, 0.5, NaN, Infinity, '1'])('is an error and not a rounded count: %p', (value) => {
    expect(() => scalars.Fen.serialize(value)).toThrow(new Error('Fen passed 2^53 − 1'));
    expect(() => scalars.Count.serialize(value)).toThrow(new Error('Count passed 2^53 − 1'));
  });

  it.each([
    [0, 0],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    [9_007_199_254_740_992n, '9007199254740992'],
    [-100_000_000_000_000_000n, '-100000000000000000'],
  ])('is summed exactly: %d', (sum, reported) => {
    expect(scalars.SumFen.serialize(sumOfMoney(sum))).toBe(reported);
    expect(scalars.SumFen.parseValue(reported)).toBe(sum);
  });

  it.each([100_000_000_000_000_001n, -100_000_000_000_000_001n])(
    'is an error if the sum is too large: %d',
    (sum) => {
      expect(() => scalars.SumFen.serialize(sumOfMoney(sum))).toThrow(
        new GraphQLError('the sum is larger than 10^15 yuan; ask for less', {
          extensions: { code: 'SUM_TOO_LARGE' },
        }),
      );
    },
  );

  it.each(['PlainDate', 'Month', 'Instant', 'DistrictCode', 'Position'] as const)('is text: %s', (name) => {
    expect(scalars[name].serialize('as it is kept')).toBe('as it is kept');
  });
});
