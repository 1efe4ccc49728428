import { countPeople, nobody, peopleIn, withActs, type PeopleBlob } from './people-blob.js';

const blobOf = (...changes: readonly (readonly [worker: number, acts: number])[]): PeopleBlob =>
  changes.reduce<PeopleBlob>((blob, [worker, acts]) => withActs(blob, worker, acts), nobody);

const peopleOf = (blob: PeopleBlob) => [...peopleIn(blob)];

describe('the people of a bucket', () => {
  test('stand in the order of their numbers, whoever came first', () => {
    const people = [
      [1, 1],
      [2, 1],
      [300, 1],
      [99_999_999, 1],
    ] as const;
    for (const order of [people, people.toReversed()])
      expect(peopleOf(blobOf(...order))).toStrictEqual(people);
    expect(blobOf(...people)).toStrictEqual(blobOf(...people.toReversed()));
  });

  test('are one byte each where neighbours have one act', () => {
    expect(blobOf([1, 1], [2, 1], [65, 1])).toStrictEqual(Uint8Array.from([2, 2, 126]));
  });

  test('have as many acts as were added, also below none', () => {
    const blob = blobOf([5, 1], [7, 1], [5, 1], [9, -1], [5, 300]);
    expect(peopleOf(blob)).toStrictEqual([
      [5, 302],
      [7, 1],
      [9, -1],
    ]);
  });

  test('with no acts left are not kept, and their neighbours stay', () => {
    const blob = blobOf([1, 1], [5, 2], [9, 1]);
    expect(withActs(blob, 5, -2)).toStrictEqual(blobOf([1, 1], [9, 1]));
    expect(withActs(withActs(blob, 1, -1), 9, -1)).toStrictEqual(blobOf([5, 2]));
    expect(blobOf([7, 1], [7, -1])).toStrictEqual(nobody);
    expect(withActs(nobody, 7, 0)).toStrictEqual(nobody);
  });

  test('that end in the middle of a number are refused', () => {
    expect(() => peopleOf(Uint8Array.from([0x80]))).toThrow(RangeError);
    expect(() => countPeople([Uint8Array.from([3])])).toThrow(RangeError);
  });
});

describe('distinct people of several buckets', () => {
  test.each<[what: string, blobs: readonly PeopleBlob[], people: number]>([
    ['nobody', [], 0],
    ['nobody in empty ones', [nobody, nobody], 0],
    ['each once, however often', [blobOf([1, 2], [2, 1]), blobOf([1, 1], [3, 1])], 3],
    ['not those whom a later bucket takes back', [blobOf([1, 1], [2, 1]), blobOf([1, -1])], 1],
    ['those of whom it takes back only a part', [blobOf([1, 2]), blobOf([1, -1])], 1],
    ['those given back after that', [blobOf([1, 1]), blobOf([1, -1]), blobOf([1, 1])], 1],
    ['far apart', [blobOf([1, 1], [4_095, 1], [4_096, 1], [99_999_999, 1])], 4],
  ])('%s', (_what, blobs, people) => {
    expect(countPeople(blobs)).toBe(people);
    expect(countPeople(blobs.toReversed())).toBe(people);
  });
});
