import type { DomainEvent } from '../kernel/domain-event.js';
import type { StreamId } from '../kernel/ids.js';
import type { Append, EventLog, Foreseen, NewEvent, Recorded } from '../ports/event-log.js';

/** What a decider made of the first events of a history. */
export type Folded<S> = Readonly<{ by: object; state: S; length: number }>;

/**
 * What is known of one stream while a batch of commands is judged: the events read, then those that commands
 * before this one are about to append. The log has the last word: it writes nothing that rests on an event which was
 * foreseen and never written.
 */
export class History {
  /** Kept by whoever folds the history, so that one event more need not fold all of it. */
  folded: Folded<unknown> | null = null;
  private readonly foreseen: NewEvent[] = [];
  private firsts: Map<string, number> | null = null;
  private indexed = 0;
  private writtenLength: number;

  constructor(
    readonly stream: StreamId,
    readonly recorded: readonly Recorded[],
  ) {
    this.writtenLength = recorded.length;
  }

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

  /** The last event, while it is only foreseen; null where all is known to be written. */
  get foreseenEnd(): Foreseen | null {
    const last = this.length > this.writtenLength ? this.foreseen.at(-1) : undefined;
    return last === undefined ? null : { stream: this.stream, revision: this.length - 1, id: last.id };
  }

  /** The append of these events at the end of what is known; from now on they are known too, but only foreseen. */
  extend(events: readonly NewEvent[]): Append {
    const append = { stream: this.stream, expected: this.revision, events };
    this.foreseen.push(...events);
    return append;
  }

  /** To be called when everything up to a revision was acknowledged. */
  acknowledge(revision: number): void {
    this.writtenLength = Math.max(this.writtenLength, revision + 1);
  }
}

/** The history of one of the streams that were read; of one that the log does not have, an empty one. */
export const historyIn = (read: ReadonlyMap<StreamId, readonly Recorded[]>, stream: StreamId): History =>
  new History(stream, read.get(stream) ?? []);

/** The histories of the streams that a batch of commands reads and writes. */
export class Histories {
  private readonly byStream = new Map<StreamId, History>();

  /** Reads the streams, in one call. */
  async read(log: EventLog, streams: Iterable<StreamId>): Promise<void> {
    for (const [stream, recorded] of await log.readStreams([...new Set(streams)]))
      this.add(new History(stream, recorded));
  }

  add(history: History): void {
    this.byStream.set(history.stream, history);
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

/**
 * The histories as one decision sees them. It notes the foreseen events that the decision was shown: in each stream the
 * last one, whose append in turn rests on those before it.
 */
export class Consultation {
  /** What was looked at, a handful of streams: an array is searched faster than a map is made. */
  private readonly seen: History[] = [];
  private readonly ends: Foreseen[] = [];

  constructor(private readonly histories: Histories) {}

  has(stream: StreamId): boolean {
    return this.histories.has(stream);
  }

  /** The history of a stream that was read; throws where it was not: that is a bug. */
  of(stream: StreamId): History {
    const history = this.histories.of(stream);
    // Only at first sight: what the decision itself appends afterwards is nothing that it rests on.
    if (this.seen.includes(history)) return history;
    this.seen.push(history);
    const end = history.foreseenEnd;
    if (end !== null) this.ends.push(end);
    return history;
  }

  /** What the decision rests on besides what was read. */
  get restsOn(): readonly Foreseen[] {
    return this.ends;
  }

  /** The chain that the decision has made, so that it is written only if all that the decision rests on is. */
  resting(chain: readonly Append[]): readonly Append[] {
    const { restsOn } = this;
    const [first, ...others] = chain;
    return first === undefined || restsOn.length === 0 ? chain : [{ ...first, restsOn }, ...others];
  }
}
