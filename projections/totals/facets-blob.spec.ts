import { workerNo } from '@ledger/ledger/kernel/ids.js';
import { exact } from '@ledger/ledger/kernel/exact-sums.js';
import { fen } from '@ledger/ledger/kernel/money.js';
import { act, line } from '@ledger/test/dsl/acts.js';
import type { ActInput } from '@ledger/ledger/acts/act-facts.js';
import type { Counts, Entry } from '@ledger/schema/events/values.js';
import fc from 'fast-check';
import { facetsIn, noFacets, withEntry, type FacetsBlob } from './facets-blob.js';
import { peopleIn } from './people-blob.js';

const entry = (about: Partial<ActInput>, counts: Partial<Counts> = { acts: 1, headcount: 1 }): Entry =>
  line(act(about), counts);

const blobOf = (...entries: readonly Entry[]): FacetsBlob => entries.reduce(withEntry, noFacets);

const shown = (blob: FacetsBlob): readonly unknown[] =>
  [...facetsIn(blob)].map(({ whom, counts, people }) => [whom, counts, [...peopleIn(people)]]);

const rider = { worker: workerNo(7), sex: 'female', occupation: '外卖骑手', employer: '某某配送' } as const;
const ofRider = { sex: 'female', occupation: '外卖骑手', employer: '某某配送', named: true } as const;

describe('a bucket split by whom it is about', () => {
  test('has a line for each sex, occupation and employer, with its sums and its people', () => {
    const blob = blobOf(
      entry(rider, { acts: 1, headcount: 1, amountFen: fen(90_000), paidFen: fen(90_000) }),
      entry({ ...rider, employer: null }),
      entry({ ...rider, worker: workerNo(9) }, { acts: 1, headcount: 1, minutes: 45, items: 2 }),
    );
    expect(shown(blob)).toStrictEqual([
      [
        ofRider,
        [2, 2, 0, 45, 2, 90_000, 90_000],
        [
          [7, 1],
          [9, 1],
        ],
      ],
      [{ ...ofRider, employer: null }, [1, 1, 0, 0, 0, 0, 0], [[7, 1]]],
    ]);
  });

  test('tells what was not stated from what is empty, and from what names nobody', () => {
    const unknown = { worker: workerNo(7), sex: null, occupation: null, employer: null } as const;
    const blob = blobOf(
      entry(unknown),
      entry({ ...unknown, occupation: '' }),
      entry({ ...unknown, worker: null }, { headcount: 40, sessions: 1 }),
    );
    const nothing = { sex: null, occupation: null, employer: null };
    expect(shown(blob)).toStrictEqual([
      [{ ...nothing, named: true }, [1, 1, 0, 0, 0, 0, 0], [[7, 1]]],
      [{ ...nothing, occupation: '', named: true }, [1, 1, 0, 0, 0, 0, 0], [[7, 1]]],
      [{ ...nothing, named: false }, [0, 40, 1, 0, 0, 0, 0], []],
    ]);
  });

  test('keeps no line that has come to nothing, and its neighbours stay', () => {
    const back = { acts: -1, headcount: -1 };
    const others = [entry({ ...rider, employer: '甲' }), entry({ ...rider, employer: '乙' })] as const;
    const blob = blobOf(others[0], entry(rider), others[1], entry(rider, back));
    expect(blob).toStrictEqual(blobOf(...others));
    expect(blobOf(entry(rider), entry(rider, back))).toStrictEqual(noFacets);
  });

  test('keeps a line whose sums are nothing while somebody is in it', () => {
    const blob = blobOf(entry(rider), entry({ ...rider, worker: workerNo(9) }, { acts: -1, headcount: -1 }));
    expect(shown(blob)).toStrictEqual([
      [
        ofRider,
        [0, 0, 0, 0, 0, 0, 0],
        [
          [7, 1],
          [9, -1],
        ],
      ],
    ]);
  });

  test('that ends in the middle of a line is refused', () => {
    const blob = blobOf(entry({ ...rider, worker: null }));
    expect(() => [...facetsIn(blob.subarray(0, blob.length - 3))]).toThrow(RangeError);
  });
});

const measure = fc.oneof(
  fc.integer({ min: -100, max: 100 }),
  fc.constantFrom(2 ** 40, 0 - 2 ** 40, 63, 64, -64),
  fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
);
const anyEntry = fc
  .record({
    worker: fc.constantFrom(null, workerNo(1), workerNo(300), workerNo(99_999_999)),
    sex: fc.constantFrom(null, 'male' as const, 'female' as const),
    occupation: fc.constantFrom(null, '', '骑手', 'x'.repeat(200)),
    employer: fc.constantFrom(null, '甲', '乙'),
    acts: fc.constantFrom(-1, 0, 1),
    headcount: measure,
    amountFen: measure.map(fen),
  })
  .map(({ acts, headcount, amountFen, ...about }) => entry(about, { acts, headcount, amountFen }));

test('the lines are the entries grouped, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 30 }), (entries) => {
      const expected = new Map<string, [bigint, bigint, bigint]>();
      for (const { sex, occupation, employer, worker, counts } of entries) {
        const key = JSON.stringify([sex, occupation, employer, worker !== null]);
        const [acts, heads, fens] = expected.get(key) ?? [0n, 0n, 0n];
        const { headcount, amountFen } = counts;
        expected.set(key, [acts + BigInt(counts.acts), heads + BigInt(headcount), fens + BigInt(amountFen)]);
      }
      const found = new Map(
        [...facetsIn(blobOf(...entries))].map(({ whom, counts }) => [
          JSON.stringify([whom.sex, whom.occupation, whom.employer, whom.named]),
          [counts[0], counts[1], counts[5]],
        ]),
      );
      for (const [key, sums] of expected) expect(found.get(key) ?? [0, 0, 0]).toStrictEqual(sums.map(exact));
      expect([...found.keys()].filter((key) => !expected.has(key))).toStrictEqual([]);
    }),
  );
});
