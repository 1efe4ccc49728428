import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { withDeadline } from '../bus/read-deadline.js';
import { stoppable, type Stoppable } from './stoppable-stream.js';

const isStream = (value: AsyncIterable<unknown> | ExecutionResult): value is AsyncIterable<unknown> =>
  Symbol.asyncIterator in value;

/** Each tiding of a source as an answer; reading for one of them has so many milliseconds. */
const answering = (
  source: AsyncIterable<unknown>,
  args: ExecutionArgs,
  msMax: number,
): Stoppable<ExecutionResult> =>
  stoppable(async function* (signal) {
    const tidings: AsyncIterator<unknown, unknown> = source[Symbol.asyncIterator]();
    signal.addEventListener('abort', () => {
      tidings.return?.().catch(() => undefined);
    });
    for (;;) {
      const { done, value: rootValue } = await tidings.next();
      if (done === true) return;
      yield await withDeadline(msMax, () => execute({ ...args, rootValue }));
    }
  });

/** Runs a subscription: its answers, one by one as they are asked for, or the one that says why there are none. */
export const running =
  (readingMsMax: number) =>
  async (args: ExecutionArgs): Promise<Stoppable<ExecutionResult> | ExecutionResult> => {
    const source = await createSourceEventStream(args);
    return isStream(source) ? answering(source, args, readingMsMax) : source;
  };
