import type { DomainEvent } from '../kernel/domain-event.js';
import type { StreamId } from '../kernel/ids.js';
import type { Append, EventLog, Foreseen, NewEvent, Recorded, StreamEvent } from '../ports/event-log.js';

/** A decider's state after the first `length` events of a history. `by` is that decider. */
export type FoldedState<S> = Readonly<{ by: object; state: S; length: number }>;

/**
 * One stream while a batch of commands is judged: the events read, followed by the foreseen events, which earlier
 * commands of the batch are about to append. The log protects against wrong foresight: it writes nothing that depends
 * on a foreseen event which was not written.
 */
export class History {
  /** Cache of the folded state, so that one more event does not require folding all of them again. */
  folded: FoldedState<unknown> | null = null;
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

  /** The revision of the last event, which an append must expect. */
  get revision(): number | 'none' {
    const count = this.recorded.length + this.foreseen.length;
    return count === 0 ? 'none' : count - 1;
  }

  get length(): number {
    return this.recorded.length + this.foreseen.length;
  }

  /** The event at a revision. Throws RangeError if there is none. */
  at(revision: number): NewEvent {
    const event = this.recorded[revision] ?? this.foreseen[revision - this.recorded.length];
    if (event === undefined) throw new RangeError(`${this.stream} has no event ${String(revision)}`);
    return event;
  }

  *events(): Iterable<DomainEvent> {
    for (const past of this.recorded) yield past.event;
    for (const past of this.foreseen) yield past.event;
  }

  /** The first `length` events. The history may have grown since. */
  *upTo(length: number): Iterable<StreamEvent> {
    for (let revision = 0; revision < length; revision += 1)
      yield { ...this.at(revision), stream: this.stream };
  }

  /** The revision of the first event that a command wrote to this stream; null if it wrote none. */
  firstBy(commandId: string): number | null {
    if (this.length === 0) return null;
    this.firsts ??= new Map();
    for (; this.indexed < this.length; this.indexed += 1) {
      const id = this.at(this.indexed).origin.commandId;
      if (!this.firsts.has(id)) this.firsts.set(id, this.indexed);
    }
    return this.firsts.get(commandId) ?? null;
  }

  /** The recorded events of a command in this stream. Events that are only foreseen are left out. */
  by(commandId: string): readonly Recorded[] {
    return this.recorded.filter(({ origin }) => origin.commandId === commandId);
  }

  /** The last event if it is only foreseen; null if all events are known to be written. */
  get foreseenEnd(): Foreseen | null {
    const last = this.length > this.writtenLength ? this.foreseen.at(-1) : undefined;
    return last === undefined ? null : { stream: this.stream, revision: this.length - 1, id: last.id };
  }

  /** Makes the append of further events. From now on the history contains them as foreseen events. */
  extend(events: readonly NewEvent[]): Append {
    const append = { stream: this.stream, expected: this.revision, events };
    this.foreseen.push(...events);
    return append;
  }

  /** Call this when the log has acknowledged all events up to a revision. */
  acknowledge(revision: number): void {
    this.writtenLength = Math.max(this.writtenLength, revision + 1);
  }
}

/** The history of a stream that was read; empty if the log does not have the stream. */
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

  /** The history of a stream that was read. Throws if the stream was not read: a bug. */
  of(stream: StreamId): History {
    const history = this.byStream.get(stream);
    if (history === undefined) throw new Error(`${stream} was not read before it was judged`);
    return history;
  }
}

/**
 * The histories as seen by one decision. It collects the foreseen events that the decision depends on: only the last
 * one of each stream, because that event's append depends on the earlier ones itself.
 */
export class Consultation {
  /** The streams seen so far. They are few, and searching a short array is faster than creating a set. */
  private readonly seen: History[] = [];
  private readonly ends: Foreseen[] = [];

  constructor(private readonly histories: Histories) {}

  has(stream: StreamId): boolean {
    return this.histories.has(stream);
  }

  /** The history of a stream that was read. Throws if the stream was not read: a bug. */
  of(stream: StreamId): History {
    const history = this.histories.of(stream);
    // Only the first time: events that the decision itself adds later are not something it depends on.
    if (this.seen.includes(history)) return history;
    this.seen.push(history);
    const end = history.foreseenEnd;
    if (end !== null) this.ends.push(end);
    return history;
  }

  /** The foreseen events that the decision depends on. */
  get restsOn(): readonly Foreseen[] {
    return this.ends;
  }

  /**
   * Adds the foreseen events that the decision depends on to the first append of the chain, so that the chain is
   * written only if all of them are written.
   */
  resting(chain: readonly Append[]): readonly Append[] {
    const { restsOn } = this;
    const [first, ...others] = chain;
    return first === undefined || restsOn.length === 0 ? chain : [{ ...first, restsOn }, ...others];
  }
}
