import { setTimeout as sleep } from 'node:timers/promises';

/** Timeouts in milliseconds. The client library has none for reads, appends and subscriptions. */
export type Patience = Readonly<{
  /** Longest silence of the server during one request. */
  callMs: number;
  /** Timeout of an operation with all its retries; no retry begins later. */
  operationMs: number;
  /** Pause before a retry. */
  pauseMs: number;
  /** Poll interval: how often the log is read when no change notification arrives. */
  pollMs: number;
}>;

/** The operation timeout covers the election of a leader (seconds) and a frozen server (gRPC gives up after 20 s). */
export const usualPatience: Patience = { callMs: 10_000, operationMs: 45_000, pauseMs: 100, pollMs: 2_000 };

/**
 * Maximum number of reads at the same time. gRPC allows 100 calls per connection; the append call and the subscription
 * need some of them.
 */
export const readsAtOnceMax = 40;
export const appendsAtOnceMax = 256;
/** Maximum size of one append in bytes. The server's default limit is 1 MiB; the rest is for protocol overhead. */
export const appendBytesMax = 1_000_000;
export const recordsPerReadMax = 4_000;

/** Runs functions with a limit on how many run at a time; the others wait in order of arrival. */
export type Limit = <T>(work: () => Promise<T>) => Promise<T>;

export const limitOf = (atOnceMax: number): Limit => {
  let inside = 0;
  const queue: (() => void)[] = [];
  return async (work) => {
    if (inside >= atOnceMax) await new Promise<void>((resolve) => queue.push(resolve));
    else inside += 1;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) inside -= 1;
      else next();
    }
  };
};

/**
 * Runs an operation and retries it after each error that `mayHelp` accepts, until `operationMs` has passed. Throws the
 * last error.
 */
export const repeating = async <T>(
  patience: Patience,
  mayHelp: (error: unknown) => boolean,
  work: () => Promise<T>,
): Promise<T> => {
  const until = Date.now() + patience.operationMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!mayHelp(error) || Date.now() >= until) throw error;
    }
    await sleep(patience.pauseMs);
  }
};
