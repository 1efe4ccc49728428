import type { Appended, Foreseen } from '@ledger/ledger/ports/event-log.js';
import { bulkInsert, type BulkInsert } from '../../sqlite/bulk-insert.js';
import { integer, text, type Cell, type Database, type Statement } from '../../sqlite/sqlite-database.js';
import type { Positions } from '../positions.js';
import type { Prepared, Row } from '../serialised-appends.js';

/**
 * Where a stream ends: its id (0: it has none yet), its last revision (-1: it has none), and the id of its last event
 * (null: it has none, or nobody has looked).
 */
export type End = { sid: number; revision: number; eventId: string | null };

const endsMax = 100_000;

/** Writes chains inside one transaction. What it knows of stream ends is forgotten when it may be wrong. */
export class Writer {
  private readonly ends = new Map<string, End>();
  private readonly version: Statement;
  private readonly endOf: Statement;
  private readonly addStreams: BulkInsert;
  private readonly addEvents: BulkInsert;
  private readonly idsFrom: Statement;
  private readonly last: Statement;
  private seenVersion: Cell = null;
  private lastPosition = 0;
  private lastStream = 0;
  /** The cells of rows that wait to be inserted, row after row. */
  private streams: Cell[] = [];
  private events: Cell[] = [];

  constructor(
    db: Database,
    private readonly positions: Positions,
  ) {
    this.version = db.prepare('PRAGMA data_version');
    this.endOf = db.prepare(
      'SELECT s.sid, (SELECT max(rev) FROM events e WHERE e.sid = s.sid) FROM streams s WHERE s.name = ?',
    );
    this.addStreams = bulkInsert(db, 'streams', 2);
    this.addEvents = bulkInsert(db, 'events', 7);
    this.idsFrom = db.prepare('SELECT eid, pos FROM events WHERE sid = ? AND rev >= ? ORDER BY rev LIMIT ?');
    this.last = db.prepare(
      'SELECT coalesce((SELECT max(pos) FROM events), 0), coalesce((SELECT max(sid) FROM streams), 0)',
    );
  }

  /** To be called first in each transaction: another connection may have written since the last one. */
  begin(): void {
    this.bound();
    const version = this.version.get()?.[0] ?? null;
    if (version === this.seenVersion) return;
    this.forget();
    this.seenVersion = version;
    const row = this.last.get();
    this.lastPosition = integer(row?.[0]);
    this.lastStream = integer(row?.[1]);
  }

  /** To be called when a transaction was rolled back: nothing that it seemed to write is there. */
  forget(): void {
    this.ends.clear();
    this.streams = [];
    this.events = [];
    this.seenVersion = null;
  }

  /**
   * Where a stream ends, as this connection has just read it: appending to what was read need not look again. If
   * another connection has written, `begin` forgets it.
   */
  learn(stream: string, end: End): void {
    this.bound();
    this.ends.set(stream, end);
  }

  /** Between transactions only: streams that wait to be inserted are known from here alone. */
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

  /** Whether each of these events stands at its place; what this transaction has written counts. */
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
      this.events.push(++this.lastPosition, end.sid, ++end.revision, id, type, data, origin);
      end.eventId = id;
    }
    return { kind: 'appended', revision: end.revision, position: this.positions.of(this.lastPosition) };
  }

  /** The same ids at the same place answer the first result; anything else there is a conflict. */
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

  /** Inserts whatever waits: before reading, and before the commit. */
  flushAll(): void {
    const { streams, events } = this;
    this.streams = [];
    this.events = [];
    this.addStreams(streams);
    this.addEvents(events);
  }
}
