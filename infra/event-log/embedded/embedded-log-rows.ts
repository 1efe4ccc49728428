import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { streamId, type StreamId } from '@ledger/ledger/kernel/ids.js';
import { LogFault, type Origin, type Recorded } from '@ledger/ledger/ports/event-log.js';
import { integer, text, type Cells, type Database, type Statement } from '../../sqlite/sqlite-database.js';
import type { Positions } from '../positions.js';
import { missing } from './embedded-log-faults.js';

/** The columns of a result row: an event `e`, its origin `o` and its stream `s`. */
const rowColumns = 'e.pos, e.rev, e.eid, e.type, e.data, o.origin, s.name, s.sid';

const withOrigin = 'LEFT JOIN origins o ON o.oid = e.oid';

/** The prepared SELECT statements of a log. The first three return rows with `rowColumns`. */
export type Selects = Readonly<
  Record<'oneStream' | 'manyStreams' | 'byPosition' | 'idByPosition' | 'lastPosition', Statement>
>;

export const selectsOf = (db: Database): Selects => ({
  oneStream: db.prepare(
    `SELECT ${rowColumns} FROM streams s JOIN events e ON e.sid = s.sid ${withOrigin}
     WHERE s.name = ? ORDER BY e.rev`,
  ),
  // CROSS JOIN fixes the join order, so that each stream is read along its index, mostly in order of revision. An
  // ORDER BY would copy all rows once more; `putInOrder` sorts the few streams that need it.
  manyStreams: db.prepare(
    `SELECT ${rowColumns} FROM json_each(?) j CROSS JOIN streams s ON s.name = j.value
     CROSS JOIN events e ON e.sid = s.sid ${withOrigin}`,
  ),
  byPosition: db.prepare(
    `SELECT ${rowColumns} FROM events e JOIN streams s ON s.sid = e.sid ${withOrigin}
     WHERE e.pos > ? ORDER BY e.pos LIMIT ?`,
  ),
  idByPosition: db.prepare('SELECT eid FROM events WHERE pos = ?'),
  lastPosition: db.prepare('SELECT coalesce(max(pos), 0) FROM events'),
});

/** The integer id of the stream of a row. */
export const sidOf = (row: Cells): number => integer(row.at(-1));

/** Index of the first event whose revision is not its index; -1 if the stream is complete and in order. */
const gapIn = (events: readonly Recorded[]): number =>
  events.findIndex(({ revision }, index) => revision !== index);

/** Sorts the events of a stream by revision, if needed. Throws LogFault if an event is missing. */
export const putInOrder = (stream: StreamId, events: Recorded[]): void => {
  if (gapIn(events) < 0) return;
  events.sort((a, b) => a.revision - b.revision);
  const gap = gapIn(events);
  if (gap >= 0) throw missing(stream, gap);
};

/** Turns rows of the log file into events. */
export class Rows {
  private last: Readonly<{ json: string; origin: Origin }> | null = null;

  constructor(private readonly positions: Positions) {}

  /** Turns a row into an event. Throws LogFault if the row is damaged. */
  recorded(row: Cells): Recorded {
    try {
      return this.eventOf(row);
    } catch (cause) {
      const why = messageOf(cause);
      throw new LogFault(
        'LOG_FAULT',
        `the event at row ${String(row[0])} of the log cannot be read (${why})`,
        { cause },
      );
    }
  }

  private eventOf([position, revision, id, type, data, origin, stream]: Cells): Recorded {
    return {
      stream: streamId(text(stream)),
      revision: integer(revision),
      position: this.positions.of(integer(position)),
      id: text(id),
      // The type is asserted without a check: only `append` writes to the file.
      event: { type: text(type), data: JSON.parse(text(data)) as Recorded['event']['data'] },
      origin: this.originOf(text(origin)),
    };
  }

  /** Parses an origin once for consecutive rows: the events of one command share it and mostly follow each other. */
  private originOf(json: string): Origin {
    if (this.last?.json !== json) this.last = { json, origin: JSON.parse(json) as Origin };
    return this.last.origin;
  }
}
