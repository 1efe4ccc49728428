import { exact, readSum, writtenSum } from '@ledger/ledger/kernel/exact-sums.js';
import { canonicalText } from '@ledger/ledger/kernel/identifiers.js';
import { isPlainDate } from '@ledger/ledger/kernel/calendar.js';
import { parseWorkerNo, printWorkerNo, workerNo } from '@ledger/ledger/kernel/ids.js';
import { GraphQLError, GraphQLScalarType, Kind, print, type ValueNode } from 'graphql';
import { fault } from './api-fault.js';

const wrong = (name: string, written: string, expected: string): GraphQLError =>
  fault('BAD_USER_INPUT', `${name} cannot be ${written}: expected ${expected}`);

type Shape<T> = Readonly<{
  name: string;
  expected: string;
  parse: (value: unknown) => T | null;
  serialize: (value: unknown) => string | number;
}>;

const literal = (node: ValueNode): unknown => {
  if (node.kind === Kind.INT) return Number(node.value);
  return node.kind === Kind.STRING ? node.value : undefined;
};

/** Makes a scalar that is checked in the same way in a variable and in the text of a query. */
const scalar = <T>({ name, expected, parse, serialize }: Shape<T>): GraphQLScalarType<T, string | number> => {
  const checked = (value: unknown, written: string): T => {
    const parsed = parse(value);
    if (parsed === null) throw wrong(name, written, expected);
    return parsed;
  };
  return new GraphQLScalarType({
    name,
    serialize,
    parseValue: (value) => checked(value, JSON.stringify(value)),
    parseLiteral: (node) => checked(literal(node), print(node)),
  });
};

const matching =
  (pattern: RegExp) =>
  (value: unknown): string | null =>
    typeof value === 'string' && pattern.test(value) ? value : null;

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;

const isInstant = (text: string): boolean => instant.test(text) && !Number.isNaN(Date.parse(text));

const asText = (value: unknown): string => String(value);

const integer = (name: string): GraphQLScalarType =>
  scalar({
    name,
    expected: 'a whole number up to 2^53 − 1',
    parse: (value) => (typeof value === 'number' && Number.isSafeInteger(value) ? value : null),
    serialize: (value) => {
      if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
      throw new GraphQLError(`${name} passed 2^53 − 1`);
    },
  });

/** A sum as a number, or as a bigint if it is too large for an exact number; null if the value is not a valid sum. */
const sumIn = (value: unknown): number | bigint | null => {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null;
  if (typeof value === 'bigint') return exact(value);
  return typeof value === 'string' && /^-?\d{1,19}$/.test(value) ? readSum(value) : null;
};

/** Sums of money. A sum that is too large makes only its own field null, with an error. */
const sumFen = scalar({
  name: 'SumFen',
  expected: 'a whole number, or its digits as a string',
  parse: sumIn,
  serialize: (value) => {
    const sum = sumIn(value);
    if (sum === null) throw fault('SUM_TOO_LARGE', 'the sum is larger than 10^15 yuan; ask for less');
    return writtenSum(sum);
  },
});

/**
 * The scalars of the SDL. They check only the format: the ledger checks whether a day exists or a district is known,
 * and refuses with a code.
 */
export const scalars = {
  Fen: integer('Fen'),
  SumFen: sumFen,
  Count: integer('Count'),
  PlainDate: scalar({
    name: 'PlainDate',
    expected: 'a day, YYYY-MM-DD',
    parse: matching(/^\d{4}-\d{2}-\d{2}$/),
    serialize: asText,
  }),
  Month: scalar({
    name: 'Month',
    expected: 'a month, YYYY-MM',
    parse: (value) => (typeof value === 'string' && isPlainDate(`${value}-01`) ? value : null),
    serialize: asText,
  }),
  Instant: scalar({
    name: 'Instant',
    expected: 'an instant in UTC, ISO 8601',
    parse: (value) => (typeof value === 'string' && isInstant(value) ? value : null),
    serialize: asText,
  }),
  DistrictCode: scalar({
    name: 'DistrictCode',
    expected: 'a code of GB/T 2260',
    parse: (value) => (typeof value === 'string' ? value : null),
    serialize: asText,
  }),
  Position: scalar({
    name: 'Position',
    expected: 'a position that this ledger has answered',
    parse: (value) => (typeof value === 'string' ? value : null),
    serialize: asText,
  }),
  WorkerNumber: scalar({
    name: 'WorkerNumber',
    expected: 'eight digits and the right check digit',
    parse: (value) => (typeof value === 'string' ? parseWorkerNo(canonicalText(value)) : null),
    serialize: (value) => printWorkerNo(workerNo(Number(value))),
  }),
};
