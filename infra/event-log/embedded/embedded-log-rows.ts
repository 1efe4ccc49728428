import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { streamId, type StreamId } from '@ledger/ledger/kernel/ids.js';
import { LogFault, type Origin, type Recorded } from '@ledger/ledger/ports/event-log.js';
import { integer, text, type Cells, type Database, type Statement } from '../../sqlite/sqlite-database.js';
import type { Positions } from '../positions.js';
import { missing } from './embedded-log-faults.js';

/** What is selected of an event `e` in a stream `s`. */
const rowColumns = 'e.pos, e.rev, e.eid, e.type, e.data, e.origin, s.name, s.sid';

/** How a log is read. The first three answer rows of events. */
export type Selects = Readonly<
  Record<'oneStream' | 'manyStreams' | 'byPosition' | 'idByPosition' | 'lastPosition', Statement>
>;

export const selectsOf = (db: Database): Selects => ({
  oneStream: db.prepare(
    `SELECT ${rowColumns} FROM streams s JOIN events e ON e.sid = s.sid WHERE s.name = ? ORDER BY e.rev`,
  ),
  // Joined in this order, each stream is read along its index: sorted again, all rows would be copied once more.
  manyStreams: db.prepare(
    `SELECT ${rowColumns} FROM json_each(?) j CROSS JOIN streams s ON s.name = j.value
     CROSS JOIN events e ON e.sid = s.sid`,
  ),
  byPosition: db.prepare(
    `SELECT ${rowColumns} FROM events e JOIN streams s ON s.sid = e.sid WHERE e.pos > ? ORDER BY e.pos LIMIT ?`,
  ),
  idByPosition: db.prepare('SELECT eid FROM events WHERE pos = ?'),
  lastPosition: db.prepare('SELECT coalesce(max(pos), 0) FROM events'),
});

/** The id of the stream that a row is of. */
export const sidOf = (row: Cells): number => integer(row.at(-1));

/** The first revision that a stream should have and has not, in the order in which it was read; -1 where it is whole. */
const gapIn = (events: readonly Recorded[]): number =>
  events.findIndex(({ revision }, index) => revision !== index);

/** Puts a stream in its order, should it have been read in another. Throws LogFault where an event is missing. */
export const putInOrder = (stream: StreamId, events: Recorded[]): void => {
  if (gapIn(events) < 0) return;
  events.sort((a, b) => a.revision - b.revision);
  const gap = gapIn(events);
  if (gap >= 0) throw missing(stream, gap);
};

/** Makes events of the rows of a log. */
export class Rows {
  private last: Readonly<{ json: string; origin: Origin }> | null = null;

  constructor(private readonly positions: Positions) {}

  /** The event of a row. Throws LogFault where it cannot be read. */
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
      // What lies in the file was written by `append` and by nothing else.
      event: { type: text(type), data: JSON.parse(text(data)) as Recorded['event']['data'] },
      origin: this.originOf(text(origin)),
    };
  }

  /** The events of one command have the same origin, and mostly stand side by side: it is parsed once. */
  private originOf(json: string): Origin {
    if (this.last?.json !== json) this.last = { json, origin: JSON.parse(json) as Origin };
    return this.last.origin;
  }
}
