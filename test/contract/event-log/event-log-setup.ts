import { randomBytes, randomUUID } from 'node:crypto';
import { streamId, type StreamId } from '@ledger/ledger/kernel/ids.js';
import {
  isPosition,
  LogFault,
  type Append,
  type Appended,
  type EventLog,
  type LogFaultCode,
  type NewEvent,
  type Origin,
  type Position,
  type Recorded,
} from '@ledger/ledger/ports/event-log.js';

const run = randomBytes(4).toString('hex');
let streams = 0;

/** A new stream name that no other case and no other run uses. */
export const freshStream = (ending = 'stream'): StreamId => {
  streams += 1;
  return streamId(`contract-${run}-${String(streams)}-${ending}`);
};

export const origin: Origin = {
  commandId: 'e5b1a7f0-3d5c-4f0e-9d9e-1c6c2a1f7b11',
  hash: 'q7Zt0m',
  actor: 'caseworker-7',
  role: 'caseworker',
  district: '310104',
  at: '2026-03-02T08:15:30.250Z',
  correlation: 'c-1',
  cause: null,
};

export const newEvent = (data: unknown = { kind: 'health-check' }): NewEvent => ({
  id: randomUUID(),
  event: { type: 'ActRecorded', data: { data } },
  origin,
});

/** An event that was recorded at the given time (ISO 8601, UTC). */
export const newEventAt = (at: string): NewEvent => ({ ...newEvent(), origin: { ...origin, at } });

export const newEvents = (count: number): readonly NewEvent[] =>
  Array.from({ length: count }, (_, index) => newEvent({ index }));

/** An event with the same id as another event, but with other data. */
export const sameIdAs = (event: NewEvent): NewEvent => ({ ...newEvent({ again: true }), id: event.id });

export const to = (
  stream: StreamId,
  expected: number | 'none',
  events: readonly NewEvent[] = [newEvent()],
): Append => ({ stream, expected, events });

/** Appends a chain of one append and returns its result. */
/** What a log answers to an append, without `isNew`. */
export type Result =
  Exclude<Appended, { kind: 'appended' }> | Omit<Extract<Appended, { kind: 'appended' }>, 'isNew'>;

/** The results of a chain, without `isNew`: not every engine can tell. */
export const appendAll = async (log: EventLog, chain: readonly Append[]): Promise<readonly Result[]> =>
  (await log.append(chain)).map((appended) => {
    if (appended.kind !== 'appended') return appended;
    const { isNew: _isNew, ...result } = appended;
    return result;
  });

export const appendOne = async (log: EventLog, append: Append): Promise<Result> => {
  const [appended, ...others] = await appendAll(log, [append]);
  if (appended === undefined || others.length > 0) throw new Error('a chain of one has one answer');
  return appended;
};

/** A new stream that already has `count` events. */
export const streamOf = async (log: EventLog, count: number): Promise<StreamId> => {
  const stream = freshStream();
  positionOf(await appendOne(log, to(stream, 'none', newEvents(count))));
  return stream;
};

export const positionOf = (appended: Result | undefined): Position => {
  if (appended?.kind !== 'appended') throw new Error(`nothing was appended: ${JSON.stringify(appended)}`);
  return appended.position;
};

export const readOne = async (log: EventLog, stream: StreamId): Promise<readonly Recorded[]> => {
  const found = await log.readStreams([stream]);
  const recorded = found.get(stream);
  if (recorded === undefined || found.size !== 1) throw new Error('one stream was asked for');
  return recorded;
};

/** The position of the event with this revision. Throws when the stream has no such event. */
export const positionAt = async (log: EventLog, stream: StreamId, revision: number): Promise<Position> => {
  const recorded = (await readOne(log, stream))[revision];
  if (recorded === undefined) throw new Error(`${stream} has no event ${String(revision)}`);
  return recorded.position;
};

export type Unplaced = Omit<Recorded, 'position'>;

/** Recorded events without their positions, because a test cannot predict positions. */
export const unplaced = (recorded: readonly Recorded[]): readonly Unplaced[] =>
  recorded.map(({ position: _position, ...rest }) => rest);

/** What a stream must hold after these events were appended to it, starting at revision `from`. */
export const asRecorded = (stream: StreamId, events: readonly NewEvent[], from = 0): readonly Unplaced[] =>
  events.map((event, index) => ({ ...event, stream, revision: from + index }));

/**
 * Reads page by page to the end of the log. Throws when a page is too long, reports a wrong position, or makes no
 * progress.
 */
export const readOn = async (
  log: EventLog,
  after: Position,
  limit: number,
): Promise<Readonly<{ events: readonly Recorded[]; reached: Position }>> => {
  const events: Recorded[] = [];
  let reached = after;
  for (;;) {
    const page = await log.readAll(reached, limit);
    if (page.events.length > limit) throw new Error('a page is longer than its limit');
    if ((page.events.at(-1)?.position ?? reached) !== page.reached)
      throw new Error('a page reaches its last event, and no further');
    if (!page.end && page.reached <= reached) throw new Error('a page that is not the end gets on');
    events.push(...page.events);
    reached = page.reached;
    if (page.end) return { events, reached };
  }
};

/** The position directly after another one, whether or not the log has an event there. */
export const nextTo = (position: Position): Position => {
  const next = position.slice(0, 4) + String(Number(position.slice(4)) + 1).padStart(16, '0');
  if (!isPosition(next)) throw new Error(`${next} is no position`);
  return next;
};

/** The same position in another log: its prefix, which identifies the log, differs. */
export const foreignTo = (log: EventLog): Position => {
  const foreign = `${log.start.startsWith('a') ? 'b' : 'a'}${log.start.slice(1)}`;
  if (!isPosition(foreign)) throw new Error(`${foreign} is no position`);
  return foreign;
};

/** The code of the LogFault that the work ends with. Throws when there is none. */
export const logFaultOf = async (work: Promise<unknown>): Promise<LogFaultCode> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof LogFault) return error.code;
    throw error;
  }
  throw new Error('there was no fault');
};
