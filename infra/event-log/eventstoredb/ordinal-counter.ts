import { randomUUID } from 'node:crypto';
import type { EventStoreConnection } from './eventstore-connection.js';
import { recordsPerReadMax } from './eventstore-limits.js';
import type { Names } from './stream-names.js';
import type { Scanned, Scanner } from './log-scanner.js';
import type { ServerEvent } from './resolved-events.js';

/** Number of the ledger's events up to and including a position. */
export type Count = Readonly<{ commit: bigint; ordinal: number }>;

const counted = 'LogCounted';
/** A count is stored in the log after every 20 000 events, so that a process that opens it need not count them all. */
const eventsPerMark = 20_000;

const countIn = (mark: ServerEvent | null): Count | null => {
  if (mark?.type !== counted || typeof mark.data !== 'object' || mark.data === null) return null;
  const { commit, ordinal } = mark.data as Readonly<Record<string, unknown>>;
  return typeof commit === 'string' && typeof ordinal === 'number'
    ? { commit: BigInt(commit), ordinal }
    : null;
};

/**
 * Counts the ledger's events, because the server cannot. A count is stored as an event in the stream that begins the
 * log; a process that opens the log later continues from the last stored count.
 */
export class Counter {
  private count: Count;
  private mark: Readonly<{ revision: number; ordinal: number }> = { revision: 0, ordinal: 0 };
  private marksRead = false;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly connection: EventStoreConnection,
    private readonly names: Names,
    private readonly scanner: Scanner,
    begins: bigint,
  ) {
    this.count = { commit: begins, ordinal: 0 };
  }

  /**
   * Counts up to the end of the log. Calls run one after the other: each must include all events that were appended
   * before it was called.
   */
  async upToEnd(): Promise<Count> {
    const mine = this.turn.then(() => this.countOn());
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  /** Counts the events of a page that was read for another purpose, so that it need not be read again. */
  learn(after: bigint, { own }: Scanned): void {
    if (after > this.count.commit) return;
    const last = own.at(-1)?.commit;
    if (last === undefined || last <= this.count.commit) return;
    const more = own.filter(({ commit }) => commit > this.count.commit).length;
    this.count = { commit: last, ordinal: this.count.ordinal + more };
  }

  private async countOn(): Promise<Count> {
    await this.readMark();
    for (;;) {
      const { commit } = this.count;
      const scanned = await this.scanner.after(commit, recordsPerReadMax);
      this.learn(commit, scanned);
      if (scanned.end) break;
    }
    const { count } = this;
    if (count.ordinal >= this.mark.ordinal + eventsPerMark) await this.note(count);
    return count;
  }

  private async readMark(): Promise<void> {
    if (this.marksRead) return;
    const last = await this.connection.readLast(this.names.log);
    const found = countIn(last);
    if (last !== null) this.mark = { revision: last.revision, ordinal: found?.ordinal ?? 0 };
    if (found !== null && found.commit > this.count.commit) this.count = found;
    this.marksRead = true;
  }

  private async note(count: Count): Promise<void> {
    const { revision } = this.mark;
    const data = JSON.stringify({ commit: String(count.commit), ordinal: count.ordinal });
    const rows = [{ id: randomUUID(), type: counted, data, origin: '{}' }];
    try {
      await this.connection.append(this.names.log, { expected: revision, rows });
      this.mark = { revision: revision + 1, ordinal: count.ordinal };
    } catch {
      // A stored count only saves work. Another process has stored one, or the next count will try again.
      this.marksRead = false;
    }
  }
}
