import { EventEmitter } from 'node:events';

export type Proposed = Readonly<{
  id: string;
  type: string;
  contentType: string;
  data: Uint8Array;
  metadata: Uint8Array;
}>;
export type Kept = Proposed & Readonly<{ stream: string; revision: bigint; position: bigint; created: Date }>;

export type Expected = 'any' | 'no_stream' | 'stream_exists' | bigint;

export type Outcome =
  | Readonly<{ kind: 'written'; revision: bigint; position: bigint }>
  | Readonly<{ kind: 'wrong version'; current: bigint | null; expected: Expected }>
  | Readonly<{ kind: 'deleted' }>
  | Readonly<{ kind: 'too large' }>
  | Readonly<{ kind: 'bad request' }>;

export const appendSizeMax = 1_048_576;
const lastRevision = 2n ** 63n - 1n;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const isAsExpected = (current: bigint | null, expected: Expected): boolean => {
  if (expected === 'any') return true;
  if (expected === 'stream_exists') return current !== null;
  return (expected === 'no_stream' ? null : expected) === current;
};

/**
 * If the same event ids are already stored at the expected place, returns the result of the first append (idempotent
 * append). Only ids are compared, not data.
 */
const repeat = (
  there: readonly Kept[],
  expected: 'no_stream' | bigint,
  events: readonly Proposed[],
): Outcome | null => {
  const from = expected === 'no_stream' ? 0 : Number(expected) + 1;
  const same = there.slice(from, from + events.length);
  const last = same.at(-1);
  if (last === undefined || same.length < events.length) return null;
  if (!same.every(({ id }, at) => id === events[at]?.id)) return null;
  return { kind: 'written', revision: last.revision, position: last.position };
};

/**
 * The data of a server, shared by the nodes of a cluster. Positions are byte offsets, and system events (streams that
 * begin with `$`) lie between the others.
 */
export class Storage {
  private readonly all: Kept[] = [];
  private readonly streams = new Map<string, Kept[]>();
  private readonly tombstones = new Set<string>();
  /** The first revision that is not deleted, by stream. */
  private readonly cut = new Map<string, bigint>();
  private readonly notifier = new EventEmitter().setMaxListeners(0);
  /** The kinds of expected revision that appends have used. */
  readonly asked = new Set<'any' | 'no_stream' | 'stream_exists' | 'revision'>();
  private offset = 0n;
  private appends = 0;

  constructor() {
    this.keep('$users', [this.system('$UserCreated')]);
  }

  /** A copy of all streams or of some, like a backup. Later appends to one of the two do not change the other. */
  copy(keeps: (stream: string) => boolean = () => true): Storage {
    const copy = new Storage();
    copy.all.splice(0, copy.all.length, ...this.all.filter(({ stream }) => keeps(stream)));
    copy.streams.clear();
    for (const [stream, events] of this.streams) if (keeps(stream)) copy.streams.set(stream, [...events]);
    for (const stream of this.tombstones) copy.tombstones.add(stream);
    for (const [stream, from] of this.cut) copy.cut.set(stream, from);
    copy.offset = this.offset;
    copy.appends = this.appends;
    return copy;
  }

  get log(): readonly Kept[] {
    return this.all;
  }

  /** Calls the listener for every event that is stored from now on. The returned function ends this. */
  follow(listener: (event: Kept) => void): () => void {
    this.notifier.on('kept', listener);
    return () => {
      this.notifier.off('kept', listener);
    };
  }

  isTombstoned(stream: string): boolean {
    return this.tombstones.has(stream);
  }

  /** The events of a stream that are not deleted; null if there are none. */
  stream(name: string): readonly Kept[] | null {
    const from = this.cut.get(name) ?? 0n;
    const there = this.streams.get(name)?.filter(({ revision }) => revision >= from) ?? [];
    return there.length === 0 ? null : there;
  }

  delete(name: string): void {
    this.cut.set(name, BigInt(this.streams.get(name)?.length ?? 0));
  }

  /**
   * The server stores a tombstone as an event of the stream, with the highest possible revision, which no other event
   * can have.
   */
  tombstone(name: string): void {
    this.tombstones.add(name);
    this.notifier.emit('kept', this.place(name, this.system('$streamDeleted'), lastRevision));
  }

  append(stream: string, expected: Expected, events: readonly Proposed[]): Outcome {
    this.asked.add(typeof expected === 'bigint' ? 'revision' : expected);
    if (stream === '' || events.some(({ id }) => !uuid.test(id))) return { kind: 'bad request' };
    if (events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0) > appendSizeMax) {
      return { kind: 'too large' };
    }
    if (this.tombstones.has(stream)) return { kind: 'deleted' };
    const refused = this.refusal(stream, expected, events);
    if (refused !== null) return refused;
    this.appends += 1;
    if (this.appends % 3 === 0) this.keep('$stats-127.0.0.1:2113', [this.system('$statsCollected')]);
    return this.keep(stream, events);
  }

  private refusal(stream: string, expected: Expected, events: readonly Proposed[]): Outcome | null {
    const there = this.streams.get(stream) ?? [];
    const current = this.stream(stream)?.at(-1)?.revision ?? null;
    const wrong: Outcome = { kind: 'wrong version', current, expected };
    if (isAsExpected(current, expected)) return null;
    return typeof expected === 'bigint' || expected === 'no_stream'
      ? (repeat(there, expected, events) ?? wrong)
      : wrong;
  }

  private keep(stream: string, events: readonly Proposed[]): Outcome {
    const there = this.streams.get(stream) ?? [];
    this.streams.set(stream, there);
    for (const event of events) there.push(this.place(stream, event, BigInt(there.length)));
    for (const kept of there.slice(there.length - events.length)) this.notifier.emit('kept', kept);
    const last = there.at(-1);
    return { kind: 'written', revision: last?.revision ?? 0n, position: last?.position ?? 0n };
  }

  private place(stream: string, event: Proposed, revision: bigint): Kept {
    const kept = { ...event, stream, revision, position: this.offset, created: new Date() };
    // As on a real server, the next position depends on more than the event's data, so tests cannot predict it.
    this.offset += BigInt(171 + 2 * stream.length + event.data.length + event.metadata.length);
    this.all.push(kept);
    return kept;
  }

  private system(type: string): Proposed {
    const id = `00000000-0000-4000-8000-${String(this.all.length).padStart(12, '0')}`;
    return { id, type, contentType: 'application/json', data: Buffer.from('{}'), metadata: Buffer.from('') };
  }
}
