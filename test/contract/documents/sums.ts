import type {
  DocumentStore,
  Stored,
  Sum,
  SumGroup,
  Sums,
  Where,
} from '@ledger/projections/ports/document-store.js';
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
} from './bench.js';
import { sample } from './sample.js';

/** Groups have no order, nor have the bytes of one; here they get one, so that whole answers can be compared. */
const inOrder = ({ groups, latest }: Sums): Sums => ({
  groups: groups
    .map((group) => ({ ...group, bytes: group.bytes.toSorted((a, b) => Buffer.compare(a, b)) }))
    .toSorted((a, b) => compare(JSON.stringify(a.by), JSON.stringify(b.by))),
  latest,
});

/** What a sum must answer, by the simplest means. */
const naiveSum = (docs: readonly Stored<Bucket>[], { where, by, measures, bytes }: Sum): Sums => {
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
