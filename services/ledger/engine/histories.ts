import type { DomainEvent } from '../kernel/domain-event.js';
import type { StreamId } from '../kernel/ids.js';
import type { Append, EventLog, NewEvent, Recorded } from '../ports/event-log.js';

/** What a decider made of the first events of a history. */
export type Folded<S> = Readonly<{ by: object; state: S; length: number }>;

/**
 * What is known of one stream while a batch of commands is judged: the events read, then those that commands
 * before this one are about to append. The log has the last word: it refuses what was foreseen wrongly.
 */
export class History {
  /** Kept by whoever folds the history, so that one event more need not fold all of it. */
  folded: Folded<unknown> | null = null;
  private readonly foreseen: NewEvent[] = [];
  private firsts: Map<string, number> | null = null;
  private indexed = 0;

  constructor(
    readonly stream: StreamId,
    readonly recorded: readonly Recorded[],
  ) {}

  /** The number of the last event; an append expects it. */
  get revision(): number | 'none' {
    const count = this.recorded.length + this.foreseen.length;
    return count === 0 ? 'none' : count - 1;
  }

  get length(): number {
    return this.recorded.length + this.foreseen.length;
  }

  /** The event at a revision; throws where there is none. */
  at(revision: number): NewEvent {
    const event = this.recorded[revision] ?? this.foreseen[revision - this.recorded.length];
    if (event === undefined) throw new RangeError(`${this.stream} has no event ${String(revision)}`);
    return event;
  }

  *events(): Iterable<DomainEvent> {
    for (const past of this.recorded) yield past.event;
    for (const past of this.foreseen) yield past.event;
  }

  /** The first revision that a command wrote here; null where it wrote nothing. */
  firstBy(commandId: string): number | null {
    if (this.length === 0) return null;
    this.firsts ??= new Map();
    for (; this.indexed < this.length; this.indexed += 1) {
      const id = this.at(this.indexed).origin.commandId;
      if (!this.firsts.has(id)) this.firsts.set(id, this.indexed);
    }
    return this.firsts.get(commandId) ?? null;
  }

  /** What a command wrote here, as far as it is recorded. */
  by(commandId: string): readonly Recorded[] {
    return this.recorded.filter(({ origin }) => origin.commandId === commandId);
  }

  /** The append of these events at the end of what is known; from now on they are known too. */
  extend(events: readonly NewEvent[]): Append {
    const append = { stream: this.stream, expected: this.revision, events };
    this.foreseen.push(...events);
    return append;
  }
}

/** The histories of the streams that a batch of commands reads and writes. */
export class Histories {
  private readonly byStream = new Map<StreamId, History>();

  /** Reads the streams, in one call. */
  async read(log: EventLog, streams: Iterable<StreamId>): Promise<void> {
    for (const [stream, recorded] of await log.readStreams([...new Set(streams)]))
      this.byStream.set(stream, new History(stream, recorded));
  }

  has(stream: StreamId): boolean {
    return this.byStream.has(stream);
  }

  /** The history of a stream that was read; throws where it was not: that is a bug. */
  of(stream: StreamId): History {
    const history = this.byStream.get(stream);
    if (history === undefined) throw new Error(`${stream} was not read before it was judged`);
    return history;
  }
}
