import type { NumbersTaken } from '@ledger/schema/events/numbers.js';
import { specify } from '@ledger/test/dsl/specify.js';
import { workerNo } from '../kernel/ids.js';
import { numbers, type TakeNumbers } from './numbers-decider.js';

const { given } = specify(numbers);

const take: TakeNumbers = { type: 'TakeNumbers', data: {} };
const taken = (from: number, to: number): NumbersTaken => ({
  type: 'NumbersTaken',
  data: { from: workerNo(from), to: workerNo(to) },
});

describe('worker numbers', () => {
  test('are taken in blocks of a thousand, from 1 on', () => {
    given().when(take).then(taken(1, 1_000));
  });

  test('go on where the last block ended, each number once', () => {
    given(taken(1, 1_000)).when(take).then(taken(1_001, 2_000));
    given(taken(1, 1_000), taken(1_001, 2_000)).when(take).then(taken(2_001, 3_000));
  });

  test('end at eight digits, with a block that is smaller', () => {
    given(taken(99_998_001, 99_999_000)).when(take).then(taken(99_999_001, 99_999_999));
  });

  test('cannot be taken beyond eight digits', () => {
    const full = numbers.evolve(numbers.initial, taken(99_999_001, 99_999_999));
    expect(() => numbers.decide(full, take)).toThrow(RangeError);
  });

  test('have one stream', () => {
    expect(numbers.streamOf(take)).toBe('numbers');
  });
});
