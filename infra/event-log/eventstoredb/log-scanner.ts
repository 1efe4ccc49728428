import { readAllLimitMax } from '@ledger/ledger/ports/event-log.js';
import type { EventStoreConnection } from './eventstore-connection.js';
import { recordsPerReadMax } from './eventstore-limits.js';
import type { Names } from './stream-names.js';
import type { ServerEvent } from './resolved-events.js';

/** The ledger's events after a position, in order, and whether the log ends after them. */
export type Scanned = Readonly<{ own: readonly ServerEvent[]; end: boolean }>;

const recordsPerReadMin = 64;

/**
 * Whether an event belongs to this ledger. Events whose type begins with “$” are excluded: the server itself writes
 * them, for example when an operator tombstones a stream.
 */
export const isOurs = (names: Names, { stream, type }: Pick<ServerEvent, 'stream' | 'type'>): boolean =>
  names.ours(stream) !== null && !type.startsWith('$');

/**
 * Reads the server's log of all streams and drops the events of other ledgers and of the server. It reads on until an
 * event of this ledger is found or the log ends. Therefore it only returns positions of this ledger's events, and the
 * checkpoint of a view is never after the last event of the ledger.
 */
export class Scanner {
  /** Range without events of this ledger at the end of the log. Polls skip it, instead of reading it each time. */
  private gap: Readonly<{ from: bigint; to: bigint }> | null = null;

  constructor(
    private readonly connection: EventStoreConnection,
    private readonly names: Names,
    private readonly begins: bigint,
  ) {}

  async after(position: bigint, limit: number): Promise<Scanned> {
    const most = Math.max(0, Math.min(limit, readAllLimitMax));
    const own: ServerEvent[] = [];
    let seen = this.from(position);
    while (own.length < most) {
      // One more than needed, because a read starts at the last event that was seen and returns it again.
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
