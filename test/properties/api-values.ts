import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
} from 'graphql';
import fc, { type Arbitrary } from 'fast-check';

/**
 * A JSON value that a client may send. Infinity stands for a number literal that is valid JSON but too large for a
 * double.
 */
export type Sent = null | boolean | number | string | readonly Sent[] | { readonly [name: string]: Sent };

/** Draws a value from an arbitrary (fast-check's `gen`). */
export type Choose = <T>(arbitrary: () => Arbitrary<T>) => T;

/**
 * Texts that exist in the ledger under test (ids of every kind, cursors, positions), and the valid ones for each
 * argument name.
 */
export type Known = Readonly<{
  texts: readonly string[];
  right: Readonly<Record<string, readonly string[]>>;
}>;

/** An argument, or a field of an input type. */
export type Place = Readonly<{ name: string; type: GraphQLInputType }>;

const isList = (value: Sent): value is readonly Sent[] => Array.isArray(value);

const isObject = (value: Sent): value is { readonly [name: string]: Sent } =>
  typeof value === 'object' && value !== null && !isList(value);

/**
 * The value as JSON. Numbers that `JSON.stringify` would write as null (Infinity) or as 0 (-0) are written as number
 * literals.
 */
export const jsonOf = (value: Sent): string => {
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return Object.is(value, -0) ? '-0.0' : JSON.stringify(value);
    return value > 0 ? '1e999' : '-1e999';
  }
  if (isList(value)) return `[${value.map(jsonOf).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, each]) => `${JSON.stringify(name)}:${jsonOf(each)}`)
    .join(',')}}`;
};

/**
 * The value as a GraphQL literal for this type. For an enum type, a text that looks like an enum name is written
 * without quotes.
 */
export const literalOf = (value: Sent, type: GraphQLInputType | null): string => {
  const bare = type === null ? null : getNullableType(type);
  if (typeof value === 'number') return jsonOf(value);
  if (typeof value === 'string') {
    return isEnumType(bare) && /^[A-Z_]+$/.test(value) ? value : JSON.stringify(value);
  }
  if (isList(value)) {
    const inner = isListType(bare) ? bare.ofType : null;
    return `[${value.map((each) => literalOf(each, inner)).join(' ')}]`;
  }
  if (!isObject(value)) return String(value);
  const fields = isInputObjectType(bare) ? bare.getFields() : {};
  return `{${Object.entries(value)
    .map(([name, each]) => `${name}: ${literalOf(each, fields[name]?.type ?? null)}`)
    .join(' ')}}`;
};

const strange: readonly string[] = [
  ...['', ' ', '0', '-1', 'null', 'NaN', '无', 'a\u0000b', '\u0000', '\ud800', 'x\udfff', '\u202e', '\u2028'],
  ...['𠮷'.repeat(300), '长'.repeat(5_000), '"', "'; drop table documents; --", '%', '$where', '{"$gt":""}'],
  ...['__proto__', 'constructor', 'toString', '../../log.db', '1e999', '１２３', '\\', '=1+1', '@x', '\r\n'],
];
const days: readonly string[] = [
  ...['2024-03-01', '2024-02-30', '2023-02-29', '0000-00-00', '9999-12-31', '1949-12-31', '2024-13-01'],
  ...[
    '2024-3-1',
    '٢٠٢٤-٠٣-٠١',
    '2024-03-01T00:00:00Z',
    '2024-01',
    '2024-13',
    '0000-01',
    '9999-12',
    '-001-01',
  ],
];
const codes: readonly string[] = [
  ...[
    '330784',
    '330700',
    '330000',
    '100000',
    '000000',
    '999999',
    '33078',
    '３３０７８４',
    '330784 ',
    '110100',
  ],
  ...['health-check', 'income-subsidy', 'mutual-aid', 'legal', 'station-visit', 'health', 'keqiao'],
  ...['000000175', '000000176', '00000001７5', '99999999999999999999', '330784199001011234', '13800000000'],
];
const numbers: readonly number[] = [
  ...[0, 1, 2, 7, 20, 99, 100, 101, 1_000, 1_001, -1, -0, 0.1, 1.5, -1e-9, 1e-320, 100_000_000_00, 1e10],
  ...[2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e21, 1e308, Infinity, -Infinity],
];

/**
 * Any text: one that exists in the ledger (often of the wrong kind for its place), a typical odd value, or random
 * characters.
 */
const textIn = (choose: Choose, known: Known): string =>
  choose(() =>
    fc.oneof(fc.constantFrom(...known.texts, ...days, ...codes, ...strange), fc.string({ unit: 'binary' })),
  );

const numberIn = (choose: Choose): number =>
  choose(() => fc.oneof(fc.constantFrom(...numbers), fc.integer({ min: -3, max: 200 })));

/**
 * List lengths. Most are short; 33,000 exceeds the number of parameters that one SQLite statement can have (32,766).
 */
const lengthIn = (choose: Choose): number =>
  choose(() => fc.constantFrom(0, 1, 2, 3, 1, 2, 500, 501, 33_000));

/** A value of a random type, regardless of the type that the argument has. */
export const anythingIn = (choose: Choose, known: Known, depth = 0): Sent => {
  switch (choose(() => fc.nat({ max: depth < 3 ? 5 : 3 }))) {
    case 0:
      return null;
    case 1:
      return choose(() => fc.boolean());
    case 2:
      return numberIn(choose);
    case 3:
      return textIn(choose, known);
    case 4:
      return Array.from({ length: choose(() => fc.nat({ max: 3 })) }, () =>
        anythingIn(choose, known, depth + 1),
      );
    default: {
      const value = anythingIn(choose, known, depth + 1);
      return { [choose(() => fc.constantFrom('first', 'district', '__proto__', 'x'))]: value };
    }
  }
};

/** True with a probability of 1 in `many`. */
export const oneIn = (choose: Choose, many: number): boolean =>
  choose(() => fc.nat({ max: many - 1 })) === many - 1;

const listIn = (choose: Choose, known: Known, place: Place, wrongOneIn: number): readonly Sent[] => {
  const length = lengthIn(choose);
  const few = Array.from({ length: Math.min(length, 3) }, () => valueIn(choose, known, place, wrongOneIn));
  // A long list repeats three values: only its length matters, and generating each value would be slow.
  return Array.from({ length }, (_, index) => few[index % 3] ?? null);
};

/**
 * A value for an argument. It has the argument's type, but each part of it has a wrong type with a probability of 1 in
 * `wrongOneIn`.
 */
export const valueIn = (choose: Choose, known: Known, { name, type }: Place, wrongOneIn: number): Sent => {
  if (oneIn(choose, wrongOneIn)) return anythingIn(choose, known);
  if (isNonNullType(type)) return valueIn(choose, known, { name, type: type.ofType }, wrongOneIn);
  if (isListType(type)) return listIn(choose, known, { name, type: type.ofType }, wrongOneIn);
  if (isEnumType(type)) return choose(() => fc.constantFrom(...type.getValues().map((each) => each.name)));
  if (isInputObjectType(type)) {
    const given = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) || oneIn(choose, 3),
    );
    return Object.fromEntries(given.map((field) => [field.name, valueIn(choose, known, field, wrongOneIn)]));
  }
  return scalarIn(choose, known, name, type.name);
};

const scalarIn = (choose: Choose, known: Known, name: string, type: string): Sent => {
  switch (type) {
    case 'Boolean':
      return choose(() => fc.boolean());
    case 'Int':
    case 'Float':
    case 'Fen':
    case 'Count':
      return numberIn(choose);
    case 'PlainDate':
      return choose(() => fc.constantFrom(...days.filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day))));
    case 'Month':
      return choose(() => fc.constantFrom('2024-01', '2024-12', '2025-06', '0001-01', '9999-12'));
    default: {
      if (name === 'idempotencyKey' && !oneIn(choose, 4)) return `key ${String(choose(() => fc.nat()))}`;
      const right = known.right[name];
      return right !== undefined && !oneIn(choose, 3)
        ? choose(() => fc.constantFrom(...right))
        : textIn(choose, known);
    }
  }
};
