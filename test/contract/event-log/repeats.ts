import type { EventLog, NewEvent } from '@ledger/ledger/ports/event-log.js';
import type { Handles } from '../places.js';
import {
  appendAll,
  appendOne,
  asRecorded,
  freshStream,
  newEvent,
  newEvents,
  positionAt,
  readOne,
  sameIdAs,
  to,
  unplaced,
} from './event-log-setup.js';

const answered = (logs: Handles<EventLog>): void => {
  it('answers the first result to the same ids at the same revision, and writes nothing', async () => {
    const log = await logs.open();
    const stream = freshStream();
    const events = newEvents(3);
    const first = await appendOne(log, to(stream, 'none', events));
    const before = await log.head();
    expect(await appendOne(log, to(stream, 'none', events))).toStrictEqual(first);
    expect(await log.head()).toStrictEqual(before);
  });

  it('answers so through another handle, and after the log was closed', async () => {
    const log = await logs.open();
    const stream = freshStream();
    const events = newEvents(2);
    const first = await appendOne(log, to(stream, 'none', events));
    expect(await appendOne(await logs.open(), to(stream, 'none', events))).toStrictEqual(first);
    expect(await appendOne(await logs.reopen(), to(stream, 'none', events))).toStrictEqual(first);
  });

  it('answers so to a repeat that is submitted together with the first', async () => {
    const log = await logs.open();
    const stream = freshStream();
    const events = newEvents(2);
    const [first, again] = await Promise.all([
      appendOne(log, to(stream, 'none', events)),
      appendOne(log, to(stream, 'none', events)),
    ]);
    expect(again).toStrictEqual(first);
    expect(unplaced(await readOne(log, stream))).toStrictEqual(asRecorded(stream, events));
  });

  it('never says of a repeat that its events are new', async () => {
    const log = await logs.open();
    const [stream, events] = [freshStream(), newEvents(2)];
    const both = [log.append([to(stream, 'none', events)]), log.append([to(stream, 'none', events)])];
    const news = (await Promise.all(both)).flat().filter((each) => each.kind === 'appended' && each.isNew);
    expect(news.length).toBeLessThanOrEqual(1);
    expect(await log.append([to(stream, 'none', events)])).toMatchObject([{ isNew: false }]);
  });

  it('answers so when the stream has grown since, at its beginning and in its middle', async () => {
    const log = await logs.open();
    const stream = freshStream();
    const [beginning, middle, end] = [newEvents(2), newEvents(2), newEvents(2)];
    const first = await appendOne(log, to(stream, 'none', beginning));
    const second = await appendOne(log, to(stream, 1, middle));
    await appendOne(log, to(stream, 3, end));
    expect(await appendOne(log, to(stream, 'none', beginning))).toStrictEqual(first);
    expect(await appendOne(log, to(stream, 1, middle))).toStrictEqual(second);
  });

  it('knows the ids only: other content under them is neither compared nor written', async () => {
    const log = await logs.open();
    const stream = freshStream();
    const events = newEvents(2);
    const first = await appendOne(log, to(stream, 'none', events));
    expect(await appendOne(log, to(stream, 'none', events.map(sameIdAs)))).toStrictEqual(first);
    expect(unplaced(await readOne(log, stream))).toStrictEqual(asRecorded(stream, events));
  });

  it('answers a beginning of the same ids with its own last revision and position', async () => {
    const log = await logs.open();
    const stream = freshStream();
    const events = newEvents(3);
    await log.append([to(stream, 'none', events)]);
    const position = await positionAt(log, stream, 1);
    expect(await appendOne(log, to(stream, 'none', events.slice(0, 2)))).toStrictEqual({
      kind: 'appended',
      revision: 1,
      position,
    });
    expect(await readOne(log, stream)).toHaveLength(3);
  });

  it('completes a chain of which only the beginning was written', async () => {
    const log = await logs.open();
    const [a, b] = [freshStream(), freshStream()];
    const [ofA, ofB] = [newEvents(2), newEvents(1)];
    const first = await appendOne(log, to(a, 'none', ofA));
    const chain = [to(a, 'none', ofA), to(b, 'none', ofB)];
    const completed = await appendAll(log, chain);
    expect(completed).toStrictEqual([
      first,
      { kind: 'appended', revision: 0, position: await positionAt(log, b, 0) },
    ]);
    expect(await appendAll(log, chain)).toStrictEqual(completed);
    expect(unplaced(await readOne(log, a))).toStrictEqual(asRecorded(a, ofA));
    expect(unplaced(await readOne(log, b))).toStrictEqual(asRecorded(b, ofB));
  });
};

const [one, two, three] = newEvents(3);

const conflicting = (logs: Handles<EventLog>): void => {
  const written = [one, two, three].filter((event): event is NewEvent => event !== undefined);
  it.each<[string, readonly NewEvent[]]>([
    ['the same ids and one more', [...written, newEvent()]],
    ['the same ids in another order', written.toReversed()],
    ['only the later ones of the same ids', written.slice(1)],
    ['one other id in their midst', written.map((event, index) => (index === 1 ? newEvent() : event))],
  ])('takes %s for a conflict', async (_what, events) => {
    const log = await logs.open();
    const stream = freshStream();
    await log.append([to(stream, 'none', written)]);
    expect(await appendOne(log, to(stream, 'none', events))).toStrictEqual({ kind: 'conflict', actual: 2 });
    expect(unplaced(await readOne(log, stream))).toStrictEqual(asRecorded(stream, written));
  });
};

const storedAgain = (logs: Handles<EventLog>): void => {
  it('stores an id again at a later revision', async () => {
    const log = await logs.open();
    const stream = freshStream();
    const event = newEvent();
    await log.append([to(stream, 'none', [event])]);
    const appended = await appendOne(log, to(stream, 0, [event]));
    expect(unplaced(await readOne(log, stream))).toStrictEqual(asRecorded(stream, [event, event]));
    const position = await positionAt(log, stream, 1);
    expect(appended).toStrictEqual({ kind: 'appended', revision: 1, position });
  });

  it('stores an id again in another stream', async () => {
    const log = await logs.open();
    const [stream, other] = [freshStream(), freshStream()];
    const event = newEvent();
    await log.append([to(stream, 'none', [event])]);
    const appended = await appendOne(log, to(other, 'none', [event]));
    expect(unplaced(await readOne(log, other))).toStrictEqual(asRecorded(other, [event]));
    const position = await positionAt(log, other, 0);
    expect(appended).toStrictEqual({ kind: 'appended', revision: 0, position });
  });
};

export const repeats = (logs: Handles<EventLog>): void => {
  describe('of a repeat', () => {
    answered(logs);
    conflicting(logs);
    storedAgain(logs);
  });
};
