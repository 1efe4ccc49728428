import { LogFault, type Appended, type Foreseen } from '@ledger/ledger/ports/event-log.js';
import type { Prepared } from '../serialised-appends.js';
import type { Positions } from '../positions.js';
import type { EventStoreConnection } from './eventstore-connection.js';
import { eventStoreFailure, faultOf, mayPass } from './eventstore-failures.js';
import type { IdentityGuard } from './log-identity.js';
import { appendBytesMax, repeating } from './eventstore-limits.js';
import type { Names } from './stream-names.js';

type Parts = Readonly<{
  connection: EventStoreConnection;
  names: Names;
  guard: IdentityGuard;
  positions: Positions;
  notify: (commit: bigint) => void;
}>;

type Chain = readonly Prepared[];

/** Bytes counted per event in addition to type, data and origin: its id and the protocol overhead. */
const envelopeBytes = 160;

/**
 * Throws LogFault `EVENT_TOO_LARGE` if an append is larger than the server accepts. A request of many megabytes would
 * make the server end the call, and all other pending appends on the call would fail.
 */
const checkSize = ({ append, rows }: Prepared): void => {
  let bytes = 0;
  for (const { type, data, origin } of rows) {
    bytes += Buffer.byteLength(type) + Buffer.byteLength(data) + Buffer.byteLength(origin) + envelopeBytes;
  }
  if (bytes <= appendBytesMax) return;
  throw new LogFault(
    'EVENT_TOO_LARGE',
    `an append of ${String(bytes)} bytes for ${append.stream}; the limit is ${String(appendBytesMax)}`,
  );
};

const nothing: Promise<readonly Foreseen[]> = Promise.resolve([]);

/** The last event of each append of a chain that was written. */
const lastOf = (chain: Chain, results: readonly Appended[]): readonly Foreseen[] =>
  results.flatMap((result, index) => {
    const { append, rows } = chain[index] ?? {};
    const id = rows?.at(-1)?.id;
    if (result.kind !== 'appended' || append === undefined || id === undefined) return [];
    return [{ stream: append.stream, revision: result.revision, id }];
  });

/**
 * Writes chains (ordered lists) of appends, in parallel if they are independent. A chain waits for an earlier chain
 * that appends to one of its streams, or to a stream of its `restsOn` events (events on which it was judged before they
 * were written).
 */
export class AppendQueue {
  /** The last submitted chain of each stream; the promise resolves to the events that the chain has written. */
  private readonly tails = new Map<string, Promise<readonly Foreseen[]>>();

  constructor(private readonly parts: Parts) {}

  async append(chain: Chain): Promise<readonly Appended[]> {
    for (const prepared of chain) {
      checkSize(prepared);
      this.parts.names.of(prepared.append.stream);
    }
    const streams = chain.map(({ append }) => append.stream);
    const rested = chain.flatMap(({ append: { restsOn = [] } }) => restsOn.map(({ stream }) => stream));
    const before = Promise.all([...streams, ...rested].map((stream) => this.tails.get(stream) ?? nothing));
    const written = before.then((earlier) => this.write(chain, earlier.flat()));
    const done = written.then(
      (results) => lastOf(chain, results),
      () => [],
    );
    for (const stream of streams) this.tails.set(stream, done);
    try {
      return await written;
    } finally {
      for (const stream of streams) if (this.tails.get(stream) === done) this.tails.delete(stream);
    }
  }

  private async write(chain: Chain, earlier: readonly Foreseen[]): Promise<readonly Appended[]> {
    const results: Appended[] = [];
    let broken = false;
    for (const prepared of chain) {
      broken ||= !(await this.allStand(prepared.append.restsOn ?? [], earlier));
      const result: Appended = broken ? { kind: 'skipped' } : await this.one(prepared);
      broken ||= result.kind !== 'appended';
      results.push(result);
    }
    return results;
  }

  /** Whether each event is in the log at its revision: an earlier chain has written it, or the server returns it. */
  private async allStand(events: readonly Foreseen[], earlier: readonly Foreseen[]): Promise<boolean> {
    for (const event of events) {
      const { stream, revision, id } = event;
      const written = earlier.find((each) => each.stream === stream && each.revision === revision);
      if ((written?.id ?? (await this.idAt(event))) !== id) return false;
    }
    return true;
  }

  private async idAt({ stream, revision }: Foreseen): Promise<string | null> {
    const { connection, guard, names } = this.parts;
    try {
      return await repeating(connection.patience, mayPass, async () => {
        await guard.pass();
        const [there] = await connection.readStream(names.of(stream), revision, 1);
        return there?.revision === revision ? there.id : null;
      });
    } catch (error) {
      throw faultOf(error, `nothing was written: ${stream} cannot be read`, 'LOG_AWAY');
    }
  }

  /**
   * Writes one append, with retries. If the outcome of a try is unknown, the stream is read before the next try: the
   * events are found there, or the same event ids are sent again at the same revision. Throws LogFault
   * `OUTCOME_UNKNOWN` if the events may have been written, `LOG_AWAY` if the server was not reached and surely wrote
   * nothing.
   */
  private async one(prepared: Prepared): Promise<Appended> {
    const { connection, guard } = this.parts;
    const tried: { outcome: 'none' | 'unknown' } = { outcome: 'none' };
    try {
      return await repeating(connection.patience, mayPass, async () => {
        await guard.pass();
        const found = tried.outcome === 'unknown' ? await this.found(prepared) : null;
        return found ?? (await this.attempt(prepared, tried));
      });
    } catch (error) {
      const { stream } = prepared.append;
      throw tried.outcome === 'unknown'
        ? faultOf(
            error,
            `nobody knows whether the events for ${stream} were written: repeat it`,
            'OUTCOME_UNKNOWN',
          )
        : faultOf(error, `nothing was written to ${stream}`, 'LOG_AWAY');
    }
  }

  private async attempt(prepared: Prepared, tried: { outcome: 'none' | 'unknown' }): Promise<Appended> {
    try {
      return await this.send(prepared);
    } catch (error) {
      const failure = eventStoreFailure(error);
      if (failure.kind === 'conflict') return failure;
      if (failure.kind === 'unknown') tried.outcome = 'unknown';
      throw error;
    }
  }

  private async send(prepared: Prepared): Promise<Appended> {
    const { connection, guard, names, positions, notify } = this.parts;
    const { stream, expected } = prepared.append;
    const { revision, commit } = await connection.append(names.of(stream), { expected, rows: prepared.rows });
    guard.saw({ commit, id: prepared.rows.at(-1)?.id ?? '' });
    notify(commit);
    if (revision !== (expected === 'none' ? -1 : expected) + prepared.rows.length) {
      throw new LogFault(
        'LOG_FAULT',
        `${stream} goes on elsewhere than it was read: somebody has deleted from it`,
      );
    }
    // The server answers a repeat as it answers the first append.
    return { kind: 'appended', revision, position: positions.of(Number(commit)), isNew: false };
  }

  /** Reads the stream to find the outcome of an unknown try; null if the try has written nothing so far. */
  private async found({ append, rows }: Prepared): Promise<Appended | null> {
    const { connection, names, positions, notify } = this.parts;
    const name = names.of(append.stream);
    const expected = append.expected === 'none' ? -1 : append.expected;
    const end = (await connection.readLast(name))?.revision ?? -1;
    if (end === expected) return null;
    const there = end < expected ? [] : await connection.readStream(name, expected + 1, rows.length);
    const last = there.at(-1);
    const same = there.length === rows.length && there.every(({ id }, index) => id === rows[index]?.id);
    if (!same || last === undefined) return { kind: 'conflict', actual: end < 0 ? 'none' : end };
    notify(last.commit);
    const position = positions.of(Number(last.commit));
    return { kind: 'appended', revision: last.revision, position, isNew: false };
  }
}
