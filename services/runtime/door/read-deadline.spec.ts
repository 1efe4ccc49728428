import type { DocumentStore } from '@ledger/projections/ports/document-store.js';
import { bounded, DeadlinePassed, withDeadline } from './read-deadline.js';

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A document store that counts its reads and blocks each until the test releases it. */
const slowStore = () => {
  const called: string[] = [];
  const waiting: (() => void)[] = [];
  const read =
    <T>(name: string, answer: T) =>
    (): Promise<T> => {
      called.push(name);
      return new Promise((resolve) => {
        waiting.push(() => {
          resolve(answer);
        });
      });
    };
  const page = { items: [], more: false, latest: null };
  const store: DocumentStore = {
    declare: async () => undefined,
    getMany: read('getMany', new Map()),
    putMany: async () => ['refused'],
    find: read('find', page),
    sum: read('sum', { groups: [], latest: null }),
    drop: async () => undefined,
    close: async () => undefined,
  };
  const letGo = (): void => {
    for (const go of waiting.splice(0)) go();
  };
  return { store, called, letGo };
};

const everything = { index: 'key', where: {}, direction: 'ascending', after: null, limit: 1 } as const;
const reads = (store: DocumentStore): readonly Promise<unknown>[] => [
  store.getMany('acts', []),
  store.find('acts', everything),
  store.sum('acts', { where: {}, by: [], measures: [], bytes: null }),
];

describe('reading for a request', () => {
  it('is answered within its time', async () => {
    const { store, letGo } = slowStore();
    const answers = withDeadline(10_000, () => reads(bounded(store)));
    letGo();
    expect(await Promise.all(answers)).toHaveLength(3);
  });

  it('ends with the time of the request, whatever is read', async () => {
    const { store, called, letGo } = slowStore();
    const answers = withDeadline(100, () => reads(bounded(store)));
    for (const answer of answers) await expect(answer).rejects.toThrow(DeadlinePassed);
    expect(called).toStrictEqual(['getMany', 'find', 'sum']);
    letGo();
  });

  it('is not even begun once the time is over', async () => {
    const { store, called } = slowStore();
    await withDeadline(1, async () => {
      await sleep(5);
      for (const answer of reads(bounded(store))) await expect(answer).rejects.toThrow(DeadlinePassed);
    });
    expect(called).toStrictEqual([]);
  });

  it('has one time for all that a request reads, and another request has its own', async () => {
    const { store, letGo } = slowStore();
    const over = withDeadline(1, async () => {
      await sleep(5);
      return store;
    });
    const others = withDeadline(10_000, () => reads(bounded(store)));
    await over;
    letGo();
    expect(await Promise.all(others)).toHaveLength(3);
  });

  it('fails as it fails, in time', async () => {
    const { store } = slowStore();
    const broken = { ...store, find: () => Promise.reject(new Error('the disk is gone')) };
    await expect(withDeadline(10_000, () => bounded(broken).find('acts', everything))).rejects.toThrow(
      'the disk is gone',
    );
  });
});

describe('what belongs to no request', () => {
  it('has no limit', async () => {
    const { store, letGo } = slowStore();
    const answers = reads(bounded(store));
    await sleep(5);
    letGo();
    expect(await Promise.all(answers)).toHaveLength(3);
  });

  it('is written, declared and closed as ever', async () => {
    const store = bounded(slowStore().store);
    await withDeadline(0, async () => {
      await store.declare({ name: 'acts', fields: {}, indexes: {}, measures: [], bytes: [] });
      expect(await store.putMany('acts', [])).toStrictEqual(['refused']);
      await store.drop('acts');
      await store.close();
    });
  });
});
