import * as fc from 'fast-check';
import { printOf, printOfBytes } from '../kernel/recounted-people.js';
import { nobody, withActs } from './people-blob.js';

const somebody = fc.tuple(
  fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 9_999_999 })),
  fc.integer({ min: -70, max: 300 }),
);

test('the fingerprint of the people of a bucket is that of the acts that were added to it', () => {
  fc.assert(
    fc.property(fc.array(somebody, { maxLength: 40 }), (acts) => {
      const blob = acts.reduce((people, [worker, more]) => withActs(people, worker, more), nobody);
      const print = acts.reduce((sum, [worker, more]) => sum + printOf(worker, more), 0n);
      expect(printOfBytes(blob)).toBe(print);
    }),
  );
});

test.each([
  ['another worker', [[1, 2]], [[2, 1]]],
  [
    'two workers with the same sum of numbers',
    [
      [1, 1],
      [4, 1],
    ],
    [
      [2, 1],
      [3, 1],
    ],
  ],
  ['another number of acts', [[7, 1]], [[7, 2]]],
  [
    'somebody more',
    [[7, 1]],
    [
      [7, 1],
      [8, 1],
    ],
  ],
] as const)('%s has another fingerprint', (_, one, other) => {
  const printed = (acts: readonly (readonly [number, number])[]): bigint =>
    printOfBytes(acts.reduce((people, [worker, more]) => withActs(people, worker, more), nobody));
  expect(printed(one)).not.toBe(printed(other));
});
