import { openingEvents } from '@ledger/ledger/acts/opening-events.js';
import { isOneOf } from '@ledger/ledger/kernel/domain-event.js';
import { actIdOf, type ActId } from '@ledger/ledger/kernel/ids.js';
import type { EventLog, Position, Recorded } from '@ledger/ledger/ports/event-log.js';

/** An act that was recorded, and the position of the event that recorded it. */
export type OpenedAct = Readonly<{ position: Position; act: ActId; district: string }>;

/**
 * The acts that were recorded after a position, up to `reached`. If `reached` equals that position, the log has ended
 * there.
 */
export type Stretch = Readonly<{ acts: readonly OpenedAct[]; reached: Position }>;

/** Number of events read at a time; few, so that other work in this process is not delayed. */
const eventsTogether = 1_000;
/** Number of acts at the end of the log that are cached for all subscribers. */
const keptMax = 10_000;

const openedBy = ({ stream, revision, position, event }: Recorded): OpenedAct | null => {
  if (!isOneOf(openingEvents, event)) return null;
  const { act, district } = event.data;
  // The payment of an earlier request continues that act; it does not open a new one.
  return act === revision ? { position, act: actIdOf(stream, act), district } : null;
};

/**
 * The acts that are opened in a log, in log order. The end of the log is read once for all subscribers and cached. A
 * subscriber whose position is before the cached part reads the log separately.
 */
export class OpenedActs {
  /** The cached acts: all that were opened after `from`, up to `upTo`. */
  private kept: OpenedAct[] = [];
  private from: Position | null = null;
  private upTo: Position;
  private advancing: Promise<void> | null = null;

  constructor(private readonly log: Pick<EventLog, 'start' | 'readAll'>) {
    this.upTo = log.start;
  }

  async behind(after: Position): Promise<Stretch> {
    if (this.from === null || after > this.upTo) {
      this.kept = [];
      this.from = after;
      this.upTo = after;
    }
    if (after < this.from) return this.read(after);
    await this.advance();
    return this.known(after) ?? this.read(after);
  }

  private async read(after: Position): Promise<Stretch> {
    const { events, reached } = await this.log.readAll(after, eventsTogether);
    const acts = events.flatMap((past) => openedBy(past) ?? []);
    return { acts, reached };
  }

  /** The cached acts after a position; null if the cache does not reach back to that position. */
  private known(after: Position): Stretch | null {
    if (this.from === null || after < this.from || after > this.upTo) return null;
    const first = this.kept.findIndex(({ position }) => position > after);
    return { acts: first === -1 ? [] : this.kept.slice(first), reached: this.upTo };
  }

  /** Reads the new events at the end of the log. Simultaneous calls share one read. */
  private advance(): Promise<void> {
    this.advancing ??= this.readOn().finally(() => {
      this.advancing = null;
    });
    return this.advancing;
  }

  private async readOn(): Promise<void> {
    const before = this.upTo;
    const { acts, reached } = await this.read(before);
    // A subscriber at a later position may have restarted the cache during the read.
    if (this.upTo !== before) return;
    this.kept.push(...acts);
    this.upTo = reached;
    if (this.kept.length <= keptMax) return;
    const dropped = this.kept.splice(0, this.kept.length - keptMax / 2);
    this.from = dropped.at(-1)?.position ?? this.from;
  }
}
