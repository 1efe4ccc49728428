import { setImmediate as turn } from 'node:timers/promises';
import { ConcurrencyLimit } from './concurrency-limit.js';

const never = new AbortController().signal;

/** A queue that records the names of the tasks that have had a turn, in order. */
const queue = (turns: ConcurrencyLimit) => {
  const went: string[] = [];
  const take = (name: string, signal = never): Promise<void> =>
    turns.take(signal).then(
      () => void went.push(name),
      (reason: unknown) => void went.push(`${name}: ${String(reason)}`),
    );
  return { went, take };
};

describe('turns', () => {
  it('are had at once while there are free ones, and then one for each that is given back', async () => {
    const turns = new ConcurrencyLimit(2);
    const { went, take } = queue(turns);
    for (const name of ['a', 'b', 'c', 'd']) void take(name);
    await turn();
    expect(went).toStrictEqual(['a', 'b']);
    turns.giveBack();
    await turn();
    expect(went).toStrictEqual(['a', 'b', 'c']);
    turns.giveBack();
    await turn();
    expect(went).toStrictEqual(['a', 'b', 'c', 'd']);
  });

  it('that nobody waits for are kept, and never become more', async () => {
    const turns = new ConcurrencyLimit(1);
    const { went, take } = queue(turns);
    await take('a');
    turns.giveBack();
    await take('b');
    void take('c');
    await turn();
    expect(went).toStrictEqual(['a', 'b']);
  });

  it('where there are none are had by nobody until one is given', async () => {
    const turns = new ConcurrencyLimit(0);
    const { went, take } = queue(turns);
    void take('a');
    await turn();
    expect(went).toStrictEqual([]);
    turns.giveBack();
    await turn();
    expect(went).toStrictEqual(['a']);
  });
});

describe('whoever gives up waiting', () => {
  it('hears why, keeps no place, and others move up', async () => {
    const turns = new ConcurrencyLimit(1);
    const { went, take } = queue(turns);
    await take('a');
    const leaving = new AbortController();
    void take('b', leaving.signal);
    void take('c');
    leaving.abort(new RangeError('too long'));
    await turn();
    turns.giveBack();
    await turn();
    expect(went).toStrictEqual(['a', 'b: RangeError: too long', 'c']);
  });

  it('hears a reason that is no error as one', async () => {
    const turns = new ConcurrencyLimit(0);
    const leaving = new AbortController();
    const waiting = turns.take(leaving.signal);
    leaving.abort('gone');
    await expect(waiting).rejects.toThrow(new Error('gone'));
  });

  it('before it came takes no turn, neither a free one nor one that is given later', async () => {
    const turns = new ConcurrencyLimit(1);
    const { went, take } = queue(turns);
    await take('gone', AbortSignal.abort(new RangeError('gone')));
    await take('a');
    await take('gone too', AbortSignal.abort(new RangeError('gone')));
    void take('b');
    turns.giveBack();
    await turn();
    expect(went).toStrictEqual(['gone: RangeError: gone', 'a', 'gone too: RangeError: gone', 'b']);
  });

  it('after its turn has come keeps it', async () => {
    const turns = new ConcurrencyLimit(1);
    const leaving = new AbortController();
    const { went, take } = queue(turns);
    await take('a');
    void take('b', leaving.signal);
    turns.giveBack();
    await turn();
    leaving.abort();
    turns.giveBack();
    await take('c');
    expect(went).toStrictEqual(['a', 'b', 'c']);
  });
});
