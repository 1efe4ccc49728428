import { openingEvents } from '@ledger/ledger/acts/opening-events.js';
import { isOneOf } from '@ledger/ledger/kernel/domain-event.js';
import { actIdOf, type ActId } from '@ledger/ledger/kernel/ids.js';
import type { EventLog, Position, Recorded } from '@ledger/ledger/ports/event-log.js';

/** That an act was recorded: by the event at that position. */
export type OpenedAct = Readonly<{ position: Position; act: ActId; district: string }>;

/** What was recorded after a position, up to `reached`; nothing more is there yet where that is the same. */
export type Stretch = Readonly<{ acts: readonly OpenedAct[]; reached: Position }>;

/** Events read at a time: few enough that nobody waits for the process meanwhile. */
const eventsTogether = 1_000;
/** Acts of the end of the log kept in memory for all who watch it. */
const keptMax = 10_000;

const openedBy = ({ stream, revision, position, event }: Recorded): OpenedAct | null => {
  if (!isOneOf(openingEvents, event)) return null;
  const { act, district } = event.data;
  // The payment of what was requested before opens no act of its own.
  return act === revision ? { position, act: actIdOf(stream, act), district } : null;
};

/**
 * The acts that a log opens, in its order. Its end is read once for all who watch it; whoever is further behind reads
 * the log himself.
 */
export class OpenedActs {
  /** What the log opens between `from` and `upTo`. */
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

  /** Null where what comes after the position is no longer kept. */
  private known(after: Position): Stretch | null {
    if (this.from === null || after < this.from || after > this.upTo) return null;
    const first = this.kept.findIndex(({ position }) => position > after);
    return { acts: first === -1 ? [] : this.kept.slice(first), reached: this.upTo };
  }

  /** Reads on at the end: once, however many ask at the same time. */
  private advance(): Promise<void> {
    this.advancing ??= this.readOn().finally(() => {
      this.advancing = null;
    });
    return this.advancing;
  }

  private async readOn(): Promise<void> {
    const before = this.upTo;
    const { acts, reached } = await this.read(before);
    // Somebody further ahead may have begun anew meanwhile.
    if (this.upTo !== before) return;
    this.kept.push(...acts);
    this.upTo = reached;
    if (this.kept.length <= keptMax) return;
    const dropped = this.kept.splice(0, this.kept.length - keptMax / 2);
    this.from = dropped.at(-1)?.position ?? this.from;
  }
}
