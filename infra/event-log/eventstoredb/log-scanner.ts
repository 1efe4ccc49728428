import { readAllLimitMax } from '@ledger/ledger/ports/event-log.js';
import type { Connection } from './eventstore-connection.js';
import { recordsPerReadMax } from './eventstore-limits.js';
import type { Names } from './stream-names.js';
import type { Stored } from './resolved-events.js';

/** What of ours stands after a place, in order; whether that is all there is. */
export type Scanned = Readonly<{ own: readonly Stored[]; end: boolean }>;

const recordsPerReadMin = 64;

/** What the server itself writes into a stream of ours is none of our events, as when an operator tombstones it. */
export const isOurs = (names: Names, { stream, type }: Pick<Stored, 'stream' | 'type'>): boolean =>
  names.ours(stream) !== null && !type.startsWith('$');

/**
 * Reads the log of all streams and leaves out what is not ours. It reads on until something of ours is found or the
 * log ends, so that whatever position it answers is one of our own: a view that stands there is never ahead of the
 * log's last event.
 */
export class Scanner {
  /** Between these two nothing of ours stands: the end of a shared log is not read over and over. */
  private gap: Readonly<{ from: bigint; to: bigint }> | null = null;

  constructor(
    private readonly connection: Connection,
    private readonly names: Names,
    private readonly begins: bigint,
  ) {}

  async after(position: bigint, limit: number): Promise<Scanned> {
    const most = Math.max(0, Math.min(limit, readAllLimitMax));
    const own: Stored[] = [];
    let seen = this.from(position);
    while (own.length < most) {
      // Reading begins at the event that was seen last, and answers it again.
      const count = Math.min(recordsPerReadMax, Math.max(recordsPerReadMin, most - own.length + 1));
      const page = await this.connection.readAll(seen, count);
      const later = page.filter(({ commit }) => commit > seen);
      const ours = later.filter((each) => isOurs(this.names, each));
      if (own.length + ours.length > most) return { own: [...own, ...ours].slice(0, most), end: false };
      own.push(...ours);
      seen = later.at(-1)?.commit ?? seen;
      if (page.length < count) {
        this.gap = { from: own.at(-1)?.commit ?? position, to: seen };
        return { own, end: own.length < most };
      }
    }
    return { own, end: false };
  }

  private from(position: bigint): bigint {
    const from = this.gap?.from === position ? this.gap.to : position;
    return from < this.begins ? this.begins : from;
  }
}
