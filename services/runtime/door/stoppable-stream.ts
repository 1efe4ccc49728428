/** What may come one after the other for ever, until whoever listens returns it. */
export interface Stoppable<T> extends AsyncIterableIterator<T, void, undefined> {
  return(): Promise<IteratorResult<T, void>>;
}

/**
 * A generator that can be stopped while it waits: whoever returns it aborts the signal that its waiting listens to. A
 * plain one would be stopped by what it waits for only, which may never come.
 */
export const stoppable = <T>(
  run: (signal: AbortSignal) => AsyncGenerator<T, void, undefined>,
): Stoppable<T> => {
  const ending = new AbortController();
  const inner = run(ending.signal);
  const outer: Stoppable<T> = {
    next: () => inner.next(),
    return: () => {
      ending.abort();
      return inner.return();
    },
    [Symbol.asyncIterator]: () => outer,
  };
  return outer;
};

/** Resolves after so many milliseconds, or when the signal aborts. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
