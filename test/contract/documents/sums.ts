import { exact, writtenSum } from '@ledger/ledger/kernel/exact-sums.js';
import type {
  DocumentStore,
  DocumentPut,
  Sum,
  SumGroup,
  Sums,
  Where,
} from '@ledger/projections/ports/document-store.js';
import fc from 'fast-check';
import type { Handles } from '../places.js';
import {
  at,
  bucket,
  bytesOf,
  compare,
  declared,
  first,
  latestOf,
  live,
  matches,
  over,
  storeFaultOf,
  valueOf,
  type Bucket,
  type Live,
} from './document-setup.js';
import { sample } from './sample.js';

/**
 * Sums near the limit of exact numbers (2^53), near the largest sum that is reported (10^17), and any others of 64
 * bits.
 */
const anySum = fc.oneof(
  fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }),
  fc.bigInt({ min: -(2n ** 53n) - 3n, max: -(2n ** 53n) + 3n }),
  fc.bigInt({ min: 10n ** 17n - 3n, max: 10n ** 17n + 3n }),
  fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }),
  fc.bigInt({ min: -1_000n, max: 1_000n }),
);

/** Sorts the groups, and the bytes in each group, so that results can be compared: stores return them in any order. */
const inOrder = ({ groups, latest }: Sums): Sums => ({
  groups: groups
    .map((group) => ({ ...group, bytes: group.bytes.toSorted((a, b) => Buffer.compare(a, b)) }))
    .toSorted((a, b) => compare(JSON.stringify(a.by), JSON.stringify(b.by))),
  latest,
});

/** The expected result of a sum, by the simplest method: filter and add in memory. */
const naiveSum = (docs: readonly DocumentPut<Bucket>[], { where, by, measures, bytes }: Sum): Sums => {
  const counted = live(docs).filter(({ doc }) => matches(doc, where));
  const nameOf = ({ doc }: Live): string => JSON.stringify(by.map((field) => valueOf(doc, field)));
  const groups = [...new Set(counted.map(nameOf))].map((name) =>
    counted.filter((one) => nameOf(one) === name),
  );
  const sumOf = (group: readonly Live[], measure: string): number =>
    group.reduce((sum, { doc }) => sum + Number(valueOf(doc, measure) ?? 0), 0);
  return inOrder({
    groups: groups.map((group): SumGroup => {
      const named = group[0]?.doc ?? { people: bytesOf() };
      return {
        by: Object.fromEntries(by.map((field) => [field, valueOf(named, field)])),
        documents: group.length,
        sums: Object.fromEntries(measures.map((measure) => [measure, sumOf(group, measure)])),
        bytes: bytes === null ? [] : group.map(({ doc }) => doc.people),
      };
    }),
    latest: latestOf(counted),
  });
};

const wheres: readonly (readonly [string, Where])[] = [
  ['of everything', {}],
  ['of a range of months', { month: { from: -3, to: 202512 } }],
  ['of several kinds', { kind: { in: ['🛵', 'legal'] } }],
  ['of what has no district', { district: { is: null } }],
  ['of nothing', { kind: { is: 'unknown' } }],
];
const dimensions: readonly (readonly string[])[] = [
  [],
  ['district'],
  ['kind', 'month'],
  ['month', 'district', 'kind'],
];
const both = ['acts', 'amountFen'];

const sums = (stores: Handles<DocumentStore>): void => {
  it.each(wheres)('%s, by every choice of fields and measures', async (_what, where) => {
    const store = await stores.open();
    const { name } = await declared(store);
    const docs = sample();
    await store.putMany(name, docs);
    for (const by of dimensions) {
      for (const measures of [[], ['acts'], both]) {
        for (const bytes of [null, 'people']) {
          const query = { where, by, measures, bytes };
          expect(inOrder(await store.sum(name, query))).toStrictEqual(naiveSum(docs, query));
        }
      }
    }
  });

  it('of everything as one group without names', async () => {
    const store = await stores.open();
    const { name } = await declared(store);
    const docs = [
      first('a', bucket({ acts: 2, amountFen: 100 }, bytesOf(1)), at(7)),
      first('b', bucket({ acts: -1, amountFen: -250 }, bytesOf(2)), at(12)),
      first('c', null, at(99)),
    ];
    await store.putMany(name, docs);
    const query = { where: {}, by: [], measures: both, bytes: 'people' };
    expect(inOrder(await store.sum(name, query))).toStrictEqual({
      groups: [{ by: {}, documents: 2, sums: { acts: 1, amountFen: -150 }, bytes: [bytesOf(1), bytesOf(2)] }],
      latest: at(12),
    });
  });

  it('to the last unit where they are large', async () => {
    const store = await stores.open();
    const { name } = await declared(store);
    const amounts = [Number.MAX_SAFE_INTEGER - 3, 2, 1];
    await store.putMany(
      name,
      amounts.map((amountFen, index) => first(`k${String(index)}`, bucket({ amountFen }))),
    );
    const { groups } = await store.sum(name, { where: {}, by: [], measures: ['amountFen'], bytes: null });
    expect(groups.map((group) => group.sums)).toStrictEqual([{ amountFen: Number.MAX_SAFE_INTEGER }]);
  });

  it.each([null, 'people'])('to the last unit beyond what a number holds (bytes: %s)', async (bytes) => {
    const store = await stores.open();
    const { name } = await declared(store);
    const inHangzhou = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 2, '99999999999999999', -1];
    const inShanghai = [Number.MIN_SAFE_INTEGER, -2, '-99999999999999999', '10000000000000000'];
    const inBeijing = ['-99999999999999999', '99999999999999999', 7];
    const docs = Object.entries({ '330100': inHangzhou, '310000': inShanghai, '110000': inBeijing }).flatMap(
      ([district, values]) => values.map((acts) => bucket({ district, acts })),
    );
    await store.putMany(
      name,
      docs.map((doc, index) => first(`k${String(index)}`, doc)),
    );
    const { groups } = await store.sum(name, { where: {}, by: ['district'], measures: ['acts'], bytes });
    expect(Object.fromEntries(groups.map(({ by, sums }) => [by['district'], sums['acts']]))).toStrictEqual({
      '330100': 118_014_398_509_481_982n,
      '310000': -99_007_199_254_740_992n,
      '110000': 7,
    });
  });

  it.each([null, 'people'])(
    'to the last unit beyond 64 bits, each group for itself (bytes: %s)',
    async (bytes) => {
      const store = await stores.open();
      const { name } = await declared(store);
      const nines = Array.from({ length: 100 }, () =>
        bucket({ district: '330100', acts: '999999999999999999' }),
      );
      const owed = Array.from({ length: 20 }, () =>
        bucket({ district: '310000', acts: '-999999999999999999' }),
      );
      const docs = [...nines, ...owed, bucket({ district: '110000', acts: -3 })];
      await store.putMany(
        name,
        docs.map((doc, index) => first(`k${String(index)}`, doc)),
      );
      const { groups } = await store.sum(name, { where: {}, by: ['district'], measures: ['acts'], bytes });
      expect(Object.fromEntries(groups.map(({ by, sums }) => [by['district'], sums['acts']]))).toStrictEqual({
        '330100': 99_999_999_999_999_999_900n,
        '310000': -19_999_999_999_999_999_980n,
        '110000': -3,
      });
    },
  );

  it('as whole numbers of any size do, whatever they are', async () => {
    const store = await stores.open();
    await fc.assert(
      fc.asyncProperty(fc.array(anySum, { maxLength: 12 }), async (values) => {
        const { name } = await declared(store);
        await store.putMany(
          name,
          values.map((value, index) =>
            first(`k${String(index)}`, bucket({ acts: writtenSum(exact(value)) })),
          ),
        );
        const { groups } = await store.sum(name, { where: {}, by: [], measures: ['acts'], bytes: null });
        const total = values.reduce((sum, value) => sum + value, 0n);
        expect(groups.map(({ sums }) => sums['acts'])).toStrictEqual(
          values.length === 0 ? [] : [exact(total)],
        );
        await store.drop(name);
      }),
      { numRuns: 20 },
    );
  });

  it('of documents as they are now', async () => {
    const store = await stores.open();
    const { name } = await declared(store);
    await store.putMany(name, [first('a', bucket()), first('b', bucket()), first('c', bucket())]);
    const now = [
      over('a', at(1), at(2), bucket({ acts: 5 }, bytesOf(9, 9))),
      over('b', at(1), at(3), bucket({ district: '310101', amountFen: 1 })),
      over('c', at(1), at(4), null),
    ];
    await store.putMany(name, now);
    const query = { where: {}, by: ['district'], measures: both, bytes: 'people' };
    expect(inOrder(await store.sum(name, query))).toStrictEqual(naiveSum(now, query));
  });
};

const everything: Sum = { where: {}, by: [], measures: ['acts'], bytes: null };

export const summing = (stores: Handles<DocumentStore>): void => {
  describe('sums up', () => {
    sums(stores);
  });

  describe('refuses to sum up', () => {
    it.each<[string, Partial<Sum>]>([
      ['by a field that was not declared', { by: ['note'] }],
      ['by the key', { by: ['key'] }],
      ['by a measure that is no field', { by: ['acts'] }],
      ['a field that is no measure', { measures: ['acts', 'month'] }],
      ['where a field holds that was not declared', { where: { note: { is: null } } }],
      ['bytes that were not declared', { bytes: 'district' }],
    ])('%s', async (_what, change) => {
      const store = await stores.open();
      const { name } = await declared(store);
      await store.putMany(name, [first('a')]);
      expect(await storeFaultOf(store.sum(name, { ...everything, ...change }))).toBe('UNDECLARED');
    });
  });
};
