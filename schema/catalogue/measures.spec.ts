import { categories, categoryOfCode, kindsIn } from './categories.js';
import { kinds } from './kinds.js';
import { measures } from './measures.js';

test('every measure that a kind has is explained, and acts beside them', () => {
  const explained = measures.map(({ code }) => code);
  const used = new Set(kinds.flatMap((kind) => kind.measures));
  expect(explained.filter((code) => code !== 'acts' && !used.has(code))).toStrictEqual([]);
  expect([...used].filter((code) => !explained.includes(code))).toStrictEqual([]);
  expect(new Set(explained).size).toBe(measures.length);
});

test('the categories share out the kinds, each to one', () => {
  expect(categories.flatMap(({ code }) => kindsIn(code)).toSorted()).toStrictEqual(
    kinds.map(({ code }) => code).toSorted(),
  );
  expect(categories.map(({ code }) => categoryOfCode(code)?.code)).toStrictEqual(
    categories.map(({ code }) => code),
  );
  expect(categoryOfCode('toString')).toBeUndefined();
});
