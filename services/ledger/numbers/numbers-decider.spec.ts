import type { NumbersTaken } from '@ledger/schema/events/numbers.js';
import { specify } from '@ledger/test/dsl/specify.js';
import { workerNo } from '../kernel/ids.js';
import { blockAfter, numbers, type NumberRange, type TakeNumbers } from './numbers-decider.js';

const { given } = specify(numbers);

const range = (from: number, to: number): NumberRange => ({ from: workerNo(from), to: workerNo(to) });
const take = (from: number, to: number): TakeNumbers => ({ type: 'TakeNumbers', data: range(from, to) });
const taken = (from: number, to: number): NumbersTaken => ({ type: 'NumbersTaken', data: range(from, to) });

describe('a block of worker numbers', () => {
  test.each([
    ['begins with 1', 0, range(1, 1_000)],
    ['is a thousand numbers', 1_000, range(1_001, 2_000)],
    ['is smaller at the end of eight digits', 99_999_000, range(99_999_001, 99_999_999)],
  ])('%s', (_what, last, block) => {
    expect(blockAfter(last)).toStrictEqual(block);
  });

  test('cannot lie beyond eight digits', () => {
    expect(() => blockAfter(99_999_999)).toThrow(RangeError);
  });
});

describe('worker numbers', () => {
  test('are taken by who asks first', () => {
    given().when(take(1, 1_000)).then(taken(1, 1_000));
    given(taken(1, 1_000)).when(take(1_001, 2_000)).then(taken(1_001, 2_000));
  });

  test('are taken once: of a block that another has taken, none', () => {
    given(taken(1, 1_000)).when(take(1, 1_000)).then();
    given(taken(1, 1_000), taken(1_001, 2_000)).when(take(1, 1_000)).then();
    given(taken(3_001, 4_000)).when(take(1_001, 2_000)).then();
  });

  test('may leave a gap', () => {
    given(taken(1, 1_000)).when(take(3_001, 4_000)).then(taken(3_001, 4_000));
  });

  test('have one stream', () => {
    expect(numbers.streamOf(take(1, 1_000))).toBe('numbers');
  });
});
