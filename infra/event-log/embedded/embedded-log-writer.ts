import type { Appended, Foreseen } from '@ledger/ledger/ports/event-log.js';
import { bulkInsert, type BulkInsert } from '../../sqlite/bulk-insert.js';
import { integer, text, type SqlValue, type Database, type Statement } from '../../sqlite/sqlite-database.js';
import type { Positions } from '../positions.js';
import type { Prepared, Row } from '../serialised-appends.js';

/**
 * The end of a stream: its integer id (0: none assigned yet), its last revision (-1: no events), and the id of its last
 * event (null: no events, or not read yet).
 */
export type End = { sid: number; revision: number; eventId: string | null };

const endsMax = 100_000;

/**
 * Writes chains (ordered lists) of appends inside a transaction that the caller has begun. It caches the ends of
 * streams and clears the cache when another connection may have changed them.
 */
export class Writer {
  private readonly ends = new Map<string, End>();
  private readonly version: Statement;
  private readonly endOf: Statement;
  private readonly addStreams: BulkInsert;
  private readonly addOrigins: BulkInsert;
  private readonly addEvents: BulkInsert;
  private readonly idsFrom: Statement;
  private readonly last: Statement;
  private seenVersion: SqlValue = null;
  private lastPosition = 0;
  private lastStream = 0;
  /** Cells of the rows that are not inserted yet, one row after the other. */
  private streams: SqlValue[] = [];
  private origins: SqlValue[] = [];
  private events: SqlValue[] = [];
  /** The origin that was stored last in this transaction, and its id. */
  private lastOrigin = { json: '', oid: 0 };

  constructor(
    db: Database,
    private readonly positions: Positions,
  ) {
    this.version = db.prepare('PRAGMA data_version');
    this.endOf = db.prepare(
      'SELECT s.sid, (SELECT max(rev) FROM events e WHERE e.sid = s.sid) FROM streams s WHERE s.name = ?',
    );
    this.addStreams = bulkInsert(db, 'streams', 2);
    this.addOrigins = bulkInsert(db, 'origins', 2);
    this.addEvents = bulkInsert(db, 'events', 7);
    this.idsFrom = db.prepare('SELECT eid, pos FROM events WHERE sid = ? AND rev >= ? ORDER BY rev LIMIT ?');
    this.last = db.prepare(
      'SELECT coalesce((SELECT max(pos) FROM events), 0), coalesce((SELECT max(sid) FROM streams), 0)',
    );
  }

  /** Call this first in each transaction: it clears the cache if another connection has written since the last one. */
  begin(): void {
    this.bound();
    this.lastOrigin = { json: '', oid: 0 };
    const version = this.version.get()?.[0] ?? null;
    if (version === this.seenVersion) return;
    this.forget();
    this.seenVersion = version;
    const row = this.last.get();
    this.lastPosition = integer(row?.[0]);
    this.lastStream = integer(row?.[1]);
  }

  /** Call this after a rollback: the cached stream ends include events that were not written. */
  forget(): void {
    this.ends.clear();
    this.streams = [];
    this.origins = [];
    this.events = [];
    this.seenVersion = null;
  }

  /**
   * Caches the end of a stream that this connection has just read, so that an append to it needs no query. `begin`
   * clears the cache if another connection has written since.
   */
  learn(stream: string, end: End): void {
    this.bound();
    this.ends.set(stream, end);
  }

  /**
   * Limits the size of the cache. May be called between transactions only: inside one, the cache is the only place that
   * knows the streams that are not inserted yet.
   */
  private bound(): void {
    if (this.ends.size >= endsMax) this.ends.clear();
  }

  write(chain: readonly Prepared[]): readonly Appended[] {
    const results: Appended[] = [];
    let broken = false;
    for (const prepared of chain) {
      const result: Appended =
        broken || !this.allStand(prepared.append.restsOn ?? []) ? { kind: 'skipped' } : this.append(prepared);
      broken ||= result.kind !== 'appended';
      results.push(result);
    }
    return results;
  }

  /** Whether each event is in the log at its revision, also if it was written earlier in this transaction. */
  private allStand(events: readonly Foreseen[]): boolean {
    return events.every(({ stream, revision, id }) => {
      const end = this.end(stream);
      if (end.revision < revision) return false;
      if (end.revision === revision && end.eventId !== null) return end.eventId === id;
      this.flushAll();
      return this.idsFrom.get(end.sid, revision, 1)?.[0] === id;
    });
  }

  private append({ append, rows }: Prepared): Appended {
    const end = this.end(append.stream);
    const expected = append.expected === 'none' ? -1 : append.expected;
    if (end.revision !== expected) return this.again(end, expected, rows);
    if (end.sid === 0) {
      end.sid = ++this.lastStream;
      this.streams.push(end.sid, append.stream);
    }
    for (const { id, type, data, origin } of rows) {
      const position = ++this.lastPosition;
      this.events.push(position, end.sid, ++end.revision, id, type, data, this.oidOf(origin, position));
      end.eventId = id;
    }
    const position = this.positions.of(this.lastPosition);
    return { kind: 'appended', revision: end.revision, position, isNew: true };
  }

  /** The id of an origin, which is stored at `position` unless the event before has the same origin. */
  private oidOf(json: string, position: number): number {
    if (json !== this.lastOrigin.json) {
      this.lastOrigin = { json, oid: position };
      this.origins.push(position, json);
    }
    return this.lastOrigin.oid;
  }

  /**
   * The result of an append whose stream does not end at the expected revision. If the same event ids are already
   * there, it is a repeat and gets the first result; otherwise it is a conflict.
   */
  private again(end: End, expected: number, rows: readonly Row[]): Appended {
    this.flushAll();
    const found = end.revision < expected ? [] : this.idsFrom.all(end.sid, expected + 1, rows.length);
    const same =
      found.length === rows.length && found.every((row, index) => text(row[0]) === rows[index]?.id);
    const last = found.at(-1);
    if (!same || last === undefined) {
      return { kind: 'conflict', actual: end.revision < 0 ? 'none' : end.revision };
    }
    return {
      kind: 'appended',
      revision: expected + rows.length,
      position: this.positions.of(integer(last[1])),
      isNew: false,
    };
  }

  private end(stream: string): End {
    const known = this.ends.get(stream);
    if (known !== undefined) return known;
    const row = this.endOf.get(stream);
    const end =
      row === undefined
        ? { sid: 0, revision: -1, eventId: null }
        : { sid: integer(row[0]), revision: integer(row[1] ?? -1), eventId: null };
    this.ends.set(stream, end);
    return end;
  }

  /** Inserts the collected rows. Needed before events are read and before the commit. */
  flushAll(): void {
    const { streams, origins, events } = this;
    this.streams = [];
    this.origins = [];
    this.events = [];
    this.addStreams(streams);
    this.addOrigins(origins);
    this.addEvents(events);
  }
}
