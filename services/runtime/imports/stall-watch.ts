import { sheetFault } from '@ledger/ledger/ports/sheet-fault.js';

/** After how many milliseconds without progress the work on a sheet counts as stalled. */
export const stalledAfterMs = 5 * 60 * 1_000;

/** Milliseconds as whole minutes, for error messages. */
export const minutesOf = (ms: number): number => Math.round(ms / 60_000);

/** Given to the watched work: it calls `heard` at each progress, and `signal` aborts when the work has stalled. */
export type Watched = Readonly<{ heard: () => void; signal: AbortSignal }>;

/**
 * Runs work on a sheet with a timeout that each progress restarts. Throws SheetFault STALLED after `afterMs` without
 * progress. The work may still be running then; its signal is aborted so that it can stop.
 */
export const withoutStall = async <T>(
  file: string,
  afterMs: number,
  work: (watched: Watched) => Promise<T>,
): Promise<T> => {
  const given = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const fault = sheetFault('stalledJudging', { file, line: null }, { minutes: minutesOf(afterMs) });
      given.abort(fault);
      reject(fault);
    }, afterMs);
  });
  const heard = (): void => {
    timer?.refresh();
  };
  try {
    return await Promise.race([work({ heard, signal: given.signal }), stalled]);
  } finally {
    clearTimeout(timer);
  }
};
