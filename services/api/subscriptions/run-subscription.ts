import { errorOf } from '@ledger/ledger/kernel/error-message.js';
import {
  createSourceEventStream,
  execute,
  GraphQLError,
  type ExecutionArgs,
  type ExecutionResult,
} from 'graphql';
import { DeadlinePassed, withDeadline } from '@ledger/runtime/door/read-deadline.js';
import { fault } from '../graphql/api-fault.js';
import { stoppable, type Stoppable } from '@ledger/runtime/door/stoppable-stream.js';

const isStream = (value: AsyncIterable<unknown> | ExecutionResult): value is AsyncIterable<unknown> =>
  Symbol.asyncIterator in value;

/**
 * Executes the subscription for each event of the source, and yields the results. Each execution may take `msMax`
 * milliseconds.
 */
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

const isLate = Symbol('no stream in time');

/**
 * The source stream of a subscription, or a result with the error. Never throws: a thrown error would end the other
 * subscriptions of the same socket.
 */
const opened = async (args: ExecutionArgs): Promise<AsyncIterable<unknown> | ExecutionResult> => {
  try {
    return await createSourceEventStream(args);
  } catch (thrown) {
    const originalError = errorOf(thrown);
    return { errors: [new GraphQLError(originalError.message, { originalError })] };
  }
};

/** Opens the source stream within `msMax` milliseconds. A stream that opens later is ended. */
const sourceInTime = async (
  args: ExecutionArgs,
  msMax: number,
): Promise<AsyncIterable<unknown> | ExecutionResult> => {
  const opening = opened(args);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof isLate>((resolve) => {
    timer = setTimeout(() => {
      resolve(isLate);
    }, msMax);
  });
  try {
    const source = await Promise.race([opening, late]);
    if (source !== isLate) return source;
    void opening.then(end, () => undefined);
    return { errors: [fault('TIMED_OUT', new DeadlinePassed().message)] };
  } finally {
    clearTimeout(timer);
  }
};

const end = async (source: AsyncIterable<unknown> | ExecutionResult): Promise<void> => {
  if (isStream(source)) await source[Symbol.asyncIterator]().return?.();
};

/**
 * Runs a subscription. Returns a stream of results, each computed when it is requested, or one result with errors if
 * the subscription cannot start.
 */
export const running =
  (readingMsMax: number) =>
  async (args: ExecutionArgs): Promise<Stoppable<ExecutionResult> | ExecutionResult> => {
    const source = await sourceInTime(args, readingMsMax);
    return isStream(source) ? answering(source, args, readingMsMax) : source;
  };
