import type { EventLog, Position, Recorded } from '@ledger/ledger/ports/event-log.js';
import type { Handles } from '../places.js';
import { appendOne, foreignTo, freshStream, logFaultOf, positionOf, readOn, to } from './event-log-setup.js';

/**
 * Whether a change notification arrives while the work runs or afterwards. Without one, the case fails by its timeout.
 */
const notifications = async (
  log: EventLog,
  after: Position,
  work: () => Promise<unknown>,
): Promise<boolean> => {
  const stop = new AbortController();
  const notified = log.changed(after, stop.signal).then(() => true);
  await work();
  const heard = await notified;
  stop.abort();
  return heard;
};

/** Follows the log from a position until it has read `count` events, as a view does. */
const follow = async (log: EventLog, after: Position, count: number): Promise<readonly Recorded[]> => {
  const stop = new AbortController();
  const events: Recorded[] = [];
  let reached = after;
  while (events.length < count) {
    await log.changed(reached, stop.signal);
    const page = await readOn(log, reached, 3);
    events.push(...page.events);
    reached = page.reached;
  }
  return events;
};

const nothing = async (): Promise<void> => undefined;

const notified = (logs: Handles<EventLog>): void => {
  it('at once where something is there already', async () => {
    const log = await logs.open();
    const { position } = await log.head();
    await log.append([to(freshStream(), 'none')]);
    expect(await notifications(log, position, nothing)).toBe(true);
    expect(await notifications(log, log.start, nothing)).toBe(true);
  });

  it('when the same handle appends', async () => {
    const log = await logs.open();
    const { position } = await log.head();
    expect(await notifications(log, position, () => appendOne(log, to(freshStream(), 'none')))).toBe(true);
  });

  it('when another handle appends', async () => {
    const [log, other] = [await logs.open(), await logs.open()];
    const { position } = await log.head();
    expect(await notifications(log, position, () => appendOne(other, to(freshStream(), 'none')))).toBe(true);
  });

  it('for all who wait, each at a position of its own', async () => {
    const log = await logs.open();
    const first = positionOf(await appendOne(log, to(freshStream(), 'none')));
    const { position } = await log.head();
    const stop = new AbortController();
    const waiting = [log.start, first, position].map((after) => log.changed(after, stop.signal));
    await log.append([to(freshStream(), 'none')]);
    expect(await Promise.all(waiting)).toStrictEqual([undefined, undefined, undefined]);
  });

  it('so that a follower sees every event once and in order, whoever appends', async () => {
    const [log, one, other] = [await logs.open(), await logs.open(), await logs.open()];
    const { position } = await log.head();
    const following = follow(log, position, 60);
    const appended: Position[] = [];
    for (let round = 0; round < 30; round += 1) {
      for (const writer of [one, other]) {
        appended.push(positionOf(await appendOne(writer, to(freshStream(), 'none'))));
      }
    }
    expect((await following).map((event) => event.position)).toStrictEqual(appended);
  });
};

const stopped = (logs: Handles<EventLog>): void => {
  it('when the waiting is called off', async () => {
    const log = await logs.open();
    const { position } = await log.head();
    const stop = new AbortController();
    const waiting = log.changed(position, stop.signal);
    stop.abort();
    await expect(waiting).resolves.toBeUndefined();
  });

  it('when the waiting was called off before it began', async () => {
    const log = await logs.open();
    const { position } = await log.head();
    await expect(log.changed(position, AbortSignal.abort())).resolves.toBeUndefined();
  });

  it('never for a position of another log, which it refuses', async () => {
    const log = await logs.open();
    expect(await logFaultOf(log.changed(foreignTo(log), AbortSignal.abort()))).toBe('FOREIGN_POSITION');
  });
};

export const notifier = (logs: Handles<EventLog>): void => {
  describe('rings its bell', () => {
    notified(logs);
    stopped(logs);
  });
};
