/** A stream without an end. The consumer ends it by calling `return`. */
export interface Stoppable<T> extends AsyncIterableIterator<T, void, undefined> {
  return(): Promise<IteratorResult<T, void>>;
}

/**
 * Makes a generator that can be stopped while it waits: `return` aborts the signal that its waiting observes. An
 * ordinary generator would stop only at its next value, which may never come.
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

/** Resolves after this many milliseconds, or when the signal aborts. */
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
