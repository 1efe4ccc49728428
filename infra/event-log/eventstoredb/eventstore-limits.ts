import { setTimeout as sleep } from 'node:timers/promises';

/** How long this adapter waits for what: the client itself has no timeout for reads, appends and subscriptions. */
export type Patience = Readonly<{
  /** For a sign of life of one call. */
  callMs: number;
  /** For an operation with all its repeats. */
  operationMs: number;
  /** Between two tries. */
  pauseMs: number;
  /** Between two looks at the log where the bell stays silent. */
  pollMs: number;
}>;

/** A leader is elected within seconds; a frozen server is given up by the transport after 20. */
export const usualPatience: Patience = { callMs: 10_000, operationMs: 45_000, pauseMs: 100, pollMs: 2_000 };

/** The transport carries 100 calls at a time; readers share it with the appends and the bell. */
export const readsAtOnceMax = 40;
export const appendsAtOnceMax = 256;
/** What the server takes in one append, by default 1 MiB, less what the envelopes of the events may weigh. */
export const appendBytesMax = 1_000_000;
export const recordsPerReadMax = 4_000;

/** Lets so many at once, first come first served. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

export const gateFor = (atOnceMax: number): Gate => {
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

/** Does it again while that may help and there is time; the last error is thrown. */
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
