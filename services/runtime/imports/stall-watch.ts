import { sheetFault } from '@ledger/ledger/ports/sheet-fault.js';

/** After how long without any progress a sheet counts as stalled. */
export const stalledAfterMs = 5 * 60 * 1_000;

/** As a sentence names it. */
export const minutesOf = (ms: number): number => Math.round(ms / 60_000);

/** How work is watched: it says whenever it has come further, and hears when it is given up. */
export type Watched = Readonly<{ heard: () => void; signal: AbortSignal }>;

/**
 * Does some work on a sheet, as long as it comes further. Throws SheetFault STALLED where it has not for so long: the work
 * may go on, but nobody waits for it any more, and it is told so by its signal.
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
