/** An event source that yields nothing. It ends when its consumer stops iterating (`return`). */
export const endless = (): AsyncIterableIterator<never> => {
  let end: (done: IteratorResult<never>) => void = () => undefined;
  return {
    next: () =>
      new Promise((resolve) => {
        end = resolve;
      }),
    return: async () => {
      end({ done: true, value: undefined });
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
};
