import { officeCode } from './identifiers.js';
import { reference } from '@ledger/test/support/identifiers.js';
import { day } from '@ledger/test/dsl/acts.js';
import {
  actIdOf,
  caseOf,
  gatheringOf,
  importOfStream,
  importStreamOf,
  idempotencyKeyOf,
  isWorkerNo,
  numbersStream,
  parseActId,
  parseWorkerNo,
  passbookOf,
  printWorkerNo,
  referenceOf,
  sliceNameOf,
  streamId,
  workerNo,
  workerNoMax,
  workerOfStream,
  workerStreamOf,
} from './ids.js';

/** Worker numbers of every length, and 500 others. */
const sample = [
  1,
  2,
  9,
  10,
  17,
  99,
  100,
  12_345,
  999_999,
  10_000_000,
  12_345_678,
  98_765_432,
  99_999_998,
  99_999_999,
  ...Array.from({ length: 500 }, (_, index) => ((index + 1) * 7_919 * 13_007) % workerNoMax),
];

/** All texts that differ from the given one in exactly one digit. */
const wrongDigits = (text: string): readonly string[] =>
  Array.from(text).flatMap((right, place) =>
    Array.from('0123456789')
      .filter((digit) => digit !== right)
      .map((digit) => `${text.slice(0, place)}${digit}${text.slice(place + 1)}`),
  );

describe('a worker number', () => {
  test.each([
    [1, '000000011'],
    [17, '000000175'],
    [12_345_678, '123456788'],
    [99_999_999, '999999995'],
  ])('%i is printed %s', (value, text) => {
    expect(printWorkerNo(workerNo(value))).toBe(text);
  });

  test('is read again as it was printed', () => {
    for (const value of sample) expect(parseWorkerNo(printWorkerNo(workerNo(value)))).toBe(value);
  });

  test('with any one digit wrong is nobody', () => {
    const misread = sample.flatMap((value) => {
      const text = printWorkerNo(workerNo(value));
      return wrongDigits(text).filter((wrong) => parseWorkerNo(wrong) !== null);
    });
    expect(misread).toStrictEqual([]);
  });

  test('with two neighbours swapped is nobody nearly always', () => {
    let swaps = 0;
    let missed = 0;
    for (const value of sample) {
      const text = printWorkerNo(workerNo(value));
      for (let place = 0; place + 1 < text.length; place += 1) {
        const [left = '', right = ''] = text.slice(place, place + 2);
        if (left === right) continue;
        swaps += 1;
        const swapped = `${text.slice(0, place)}${right}${left}${text.slice(place + 2)}`;
        if (parseWorkerNo(swapped) !== null) missed += 1;
      }
    }
    expect(swaps).toBeGreaterThan(3_000);
    expect(missed / swaps).toBeLessThan(0.03);
  });

  test.each(['', '17', '00000017', '0000000175', '00000017５', ' 000000175', '000000175 ', '000000000', 'x'])(
    'is not %j',
    (text) => {
      expect(parseWorkerNo(text)).toBeNull();
    },
  );

  test.each([[0], [-1], [1.5], [NaN], [100_000_000]])('is never %d: that is a bug', (value) => {
    expect(isWorkerNo(value)).toBe(false);
    expect(() => workerNo(value)).toThrow(RangeError);
  });
});

describe('a stream', () => {
  const worker = workerNo(17);

  test.each([
    [passbookOf(worker, day('2026-03-12')), 'passbook-000000175-2026', 'passbook'],
    [gatheringOf('a-b'), 'gathering-a-b', 'gathering'],
    [caseOf('a'), 'case-a', 'case'],
    [workerStreamOf(worker), 'worker-000000175', 'worker'],
    [referenceOf(officeCode('keqiao'), reference('KQ-1')), 'ref-KEQIAO-KQ-1', 'ref'],
    [idempotencyKeyOf('k'), 'key-k', 'key'],
    [importStreamOf('7f'), 'import-7f', 'import'],
    [numbersStream, 'numbers', 'numbers'],
  ])('%s has its name and its slice', (stream, name, slice) => {
    expect(stream).toBe(name);
    expect(sliceNameOf(stream)).toBe(slice);
  });

  test('of an import names the import', () => {
    expect(importOfStream(importStreamOf('7f-1'))).toBe('7f-1');
  });

  test('of a worker names the worker, and no other does', () => {
    expect(workerOfStream(workerStreamOf(worker))).toBe(17);
    expect(workerOfStream(passbookOf(worker, day('2026-03-12')))).toBeNull();
    expect(workerOfStream(streamId('worker-000000174'))).toBeNull();
    expect(workerOfStream(streamId('worker-'))).toBeNull();
  });

  test('without a name is a bug', () => {
    expect(() => streamId('')).toThrow(RangeError);
  });
});

describe('an act id', () => {
  test.each([
    ['case-a', 0, 'case-a.0'],
    ['gathering-a.b', 12, 'gathering-a.b.12'],
    ['ref-\n', 999_999_999, 'ref-\n.999999999'],
  ])('of %j and %i is %j, and is read so', (stream, act, text) => {
    expect(actIdOf(streamId(stream), act)).toBe(text);
    expect(parseActId(text)).toStrictEqual({ stream, act });
  });

  test.each(['', '.', 'case-a', 'case-a.', '.1', 'case-a.01', 'case-a.-1', 'case-a.1x', 'case-a.1234567890'])(
    'is not %j',
    (text) => {
      expect(parseActId(text)).toBeNull();
    },
  );

  test('has a whole number: another is a bug', () => {
    expect(() => actIdOf(streamId('case-a'), -1)).toThrow(RangeError);
    expect(() => actIdOf(streamId('case-a'), NaN)).toThrow(RangeError);
  });
});
