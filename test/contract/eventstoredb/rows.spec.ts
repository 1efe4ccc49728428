import { randomUUID } from 'node:crypto';
import { itUnless } from '../skipped-cases.js';
import { staged } from './stage.js';

const errorOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('there was no error');
};

const ids = (count: number): readonly string[] => Array.from({ length: count }, () => randomUUID());

/**
 * Each case is one server behaviour that the official client sees. The test double must behave as every real server
 * does.
 */
describe('the official client sees of an append', () => {
  const stage = staged('any');

  itUnless(null, 'success with the revision and the position of its last event', async () => {
    const { operator, ledger } = await stage();
    const raw = operator();
    const answer = await raw.append(`${ledger}.a`, 'none', ids(3));
    const last = (await raw.readStream(`${ledger}.a`)).at(-1);
    expect(answer).toMatchObject({
      success: true,
      nextExpectedRevision: 2n,
      position: { commit: last?.commit },
    });
  });

  itUnless(null, 'a conflict as an error with a type and both versions', async () => {
    const { operator, ledger } = await stage();
    const raw = operator();
    const there = `${ledger}.a`;
    await raw.append(there, 'none', ids(2));
    const type = 'wrong-expected-version';
    expect(await errorOf(raw.append(there, 'none'))).toMatchObject({ type, actualVersion: 1n });
    expect(await errorOf(raw.append(there, 0n))).toMatchObject({
      type,
      expectedVersion: 0n,
      actualVersion: 1n,
    });
    expect(await errorOf(raw.append(`${ledger}.b`, 0n))).toMatchObject({ type, actualVersion: 'no_stream' });
  });

  itUnless(null, 'the first answer to the same ids at the same revision, with other data too', async () => {
    const { operator, ledger } = await stage();
    const raw = operator();
    const [first, second] = [ids(2), ids(1)];
    const one = await raw.append(`${ledger}.a`, 'none', first);
    const two = await raw.append(`${ledger}.a`, 1n, second);
    expect(await raw.append(`${ledger}.a`, 'none', first, { other: true })).toStrictEqual(one);
    expect(await raw.append(`${ledger}.a`, 1n, second)).toStrictEqual(two);
    expect(await raw.readStream(`${ledger}.a`)).toHaveLength(3);
  });

  itUnless(
    null,
    'the same id stored again at a later revision, in another stream and twice in one append',
    async () => {
      const { operator, ledger } = await stage();
      const raw = operator();
      const [id = ''] = ids(1);
      await raw.append(`${ledger}.a`, 'none', [id]);
      await raw.append(`${ledger}.a`, 0n, [id]);
      await raw.append(`${ledger}.b`, 'none', [id, id]);
      expect(await raw.readStream(`${ledger}.a`)).toHaveLength(2);
      expect(await raw.readStream(`${ledger}.b`)).toHaveLength(2);
    },
  );

  itUnless(null, 'a position of its own for every event, commit as prepare', async () => {
    const { operator, ledger } = await stage();
    const raw = operator();
    await raw.append(`${ledger}.a`, 'none', ids(3));
    const found = await raw.readStream(`${ledger}.a`);
    expect(found.every(({ commit, prepare }) => commit === prepare)).toBe(true);
    expect(new Set(found.map(({ commit }) => commit)).size).toBe(3);
  });

  itUnless(
    null,
    'success for a beginning of the first batch, a conflict for more or another order',
    async () => {
      const { operator, ledger } = await stage();
      const raw = operator();
      const batch = ids(3);
      await raw.append(`${ledger}.a`, 'none', batch);
      expect(await raw.append(`${ledger}.a`, 'none', batch.slice(0, 2))).toMatchObject({
        nextExpectedRevision: 1n,
      });
      const type = 'wrong-expected-version';
      expect(await errorOf(raw.append(`${ledger}.a`, 'none', [...batch, ...ids(1)]))).toMatchObject({ type });
      expect(await errorOf(raw.append(`${ledger}.a`, 'none', batch.toReversed()))).toMatchObject({ type });
    },
  );

  itUnless(null, 'success for an empty one, which writes nothing', async () => {
    const { operator, ledger } = await stage();
    const raw = operator();
    expect(await raw.append(`${ledger}.a`, 'none', [])).toMatchObject({ success: true });
    expect(await errorOf(raw.readStream(`${ledger}.a`))).toMatchObject({ type: 'stream-not-found' });
  });

  itUnless(null, 'an unknown error for an empty name and for an id that is none', async () => {
    const { operator, ledger } = await stage();
    const raw = operator();
    const error = { type: 'unknown', message: 'Could not recognize BadRequest' };
    expect(await errorOf(raw.append('', 'none'))).toMatchObject(error);
    expect(await errorOf(raw.append(`${ledger}.a`, 'none', ['no id']))).toMatchObject(error);
  });

  itUnless(null, 'a limit of its size', async () => {
    const { operator, ledger } = await stage();
    const big = { text: 'x'.repeat(1_100_000) };
    const error = await errorOf(operator().append(`${ledger}.a`, 'none', ids(1), big));
    expect(error).toMatchObject({ type: 'maximum-append-size-exceeded' });
  });

  itUnless(null, 'a plain call with credentials, which conflicts and succeeds alike', async () => {
    const { operator, ledger } = await stage();
    const raw = operator();
    const first = ids(2);
    expect(await raw.appendUnary(`${ledger}.a`, 'none', first)).toMatchObject({ nextExpectedRevision: 1n });
    const error = await errorOf(raw.appendUnary(`${ledger}.a`, 'none', ids(1)));
    expect(error).toMatchObject({ type: 'wrong-expected-version', actualVersion: 1n });
  });
});

describe('the official client sees of a read', () => {
  const stage = staged('any');

  itUnless(
    null,
    'that a missing and a deleted stream are not there, and a tombstoned one is deleted',
    async () => {
      const { operator, ledger } = await stage();
      const raw = operator();
      for (const stream of ['deleted', 'tombstoned']) await raw.append(`${ledger}.${stream}`, 'none');
      await raw.delete(`${ledger}.deleted`);
      await raw.tombstone(`${ledger}.tombstoned`);
      for (const stream of ['missing', 'deleted']) {
        const error = await errorOf(raw.readStream(`${ledger}.${stream}`));
        expect(error).toMatchObject({ type: 'stream-not-found' });
      }
      expect(await errorOf(raw.readStream(`${ledger}.tombstoned`))).toMatchObject({ type: 'stream-deleted' });
      expect(await errorOf(raw.append(`${ledger}.tombstoned`, 0n))).toMatchObject({ type: 'stream-deleted' });
    },
  );

  itUnless(null, 'nothing past the end, and an error for no event at all', async () => {
    const { operator, ledger } = await stage();
    const raw = operator();
    await raw.append(`${ledger}.a`, 'none');
    expect(await raw.readStream(`${ledger}.a`, 7n)).toStrictEqual([]);
    expect(await errorOf(raw.readStream(`${ledger}.a`, 0n, 0))).toMatchObject({ type: 'unknown', code: 2 });
  });

  itUnless(null, 'no filter over all streams', async () => {
    const { operator, ledger } = await stage();
    const raw = operator();
    await raw.append(`${ledger}.a`, 'none');
    expect((await raw.readAllFiltered('NoSuchType')).length).toBeGreaterThan(0);
  });

  itUnless(
    null,
    'over all streams the event at its position, of which a subscription sees the next',
    async () => {
      const { operator, ledger } = await stage();
      const raw = operator();
      await raw.append(`${ledger}.a`, 'none', ids(2));
      const [first, second] = await raw.readStream(`${ledger}.a`);
      const from = first?.commit ?? 0n;
      expect((await raw.readAll(from, 1))[0]?.id).toBe(first?.id);
      const { events } = await raw.subscribe(`${ledger}.`, from, 1);
      expect(events[0]?.id).toBe(second?.id);
    },
  );

  itUnless(
    null,
    'an error from a position where no event stands, and nothing from beyond the end',
    async () => {
      const { operator, ledger } = await stage();
      const raw = operator();
      await raw.append(`${ledger}.a`, 'none', ids(2));
      const [first] = await raw.readStream(`${ledger}.a`);
      const error = await errorOf(raw.readAll((first?.commit ?? 0n) + 1n));
      expect(error).toMatchObject({ type: 'unknown', code: 2 });
      const last = await raw.last();
      expect(await raw.readAll(last.commit + 1_000_000_000n)).toStrictEqual([]);
    },
  );
});
