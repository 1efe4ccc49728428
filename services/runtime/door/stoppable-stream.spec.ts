import { pause, stoppable } from './stoppable-stream.js';

const never = new AbortController().signal;

describe('a stream that can be stopped', () => {
  it('gives what it is made of, in order, to its end', async () => {
    const stream = stoppable(async function* () {
      yield* [1, 2, 3];
    });
    const heard: number[] = [];
    for await (const each of stream) heard.push(each);
    expect(heard).toStrictEqual([1, 2, 3]);
    expect(await stream.next()).toStrictEqual({ done: true, value: undefined });
  });

  it('ends while it waits for what may never come', async () => {
    const waiting: string[] = [];
    const stream = stoppable<string>(async function* (signal) {
      try {
        yield 'first';
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => {
            resolve();
          });
        });
        waiting.push('woken');
      } finally {
        waiting.push('ended');
      }
    });
    expect(await stream.next()).toStrictEqual({ done: false, value: 'first' });
    const next = stream.next();
    expect(await stream.return()).toStrictEqual({ done: true, value: undefined });
    expect(await next).toStrictEqual({ done: true, value: undefined });
    expect(waiting).toStrictEqual(['woken', 'ended']);
  });

  it('that nobody has begun to listen to ends without being run', async () => {
    let isRun = false;
    const stream = stoppable(async function* () {
      isRun = true;
      yield 1;
    });
    await stream.return();
    expect(await stream.next()).toStrictEqual({ done: true, value: undefined });
    expect(isRun).toBe(false);
  });

  it('is left by whoever breaks off a loop over it', async () => {
    let isAborted = false;
    const stream = stoppable(async function* (signal) {
      signal.addEventListener('abort', () => {
        isAborted = true;
      });
      for (let count = 0; ; count += 1) yield count;
    });
    for await (const each of stream) if (each === 2) break;
    expect(isAborted).toBe(true);
    expect((await stream.next()).done).toBe(true);
  });

  it('fails as what it is made of fails', async () => {
    const stream = stoppable<number>(async function* () {
      yield 1;
      throw new RangeError('no more');
    });
    await stream.next();
    await expect(stream.next()).rejects.toThrow(new RangeError('no more'));
    expect((await stream.next()).done).toBe(true);
  });
});

describe('a pause', () => {
  it('is over after its time', async () => {
    await expect(pause(1, never)).resolves.toBeUndefined();
  });

  it('is over at once where nobody waits any more, or when nobody does', async () => {
    await pause(600_000, AbortSignal.abort());
    const leaving = new AbortController();
    const paused = pause(600_000, leaving.signal);
    leaving.abort();
    await expect(paused).resolves.toBeUndefined();
  });
});
