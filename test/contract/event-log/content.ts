import { eventBytesMax, type EventLog, type NewEvent } from '@ledger/ledger/ports/event-log.js';
import type { Handles } from '../places.js';
import {
  appendOne,
  asRecorded,
  freshStream,
  logFaultOf,
  newEvent,
  origin,
  readOn,
  readOne,
  to,
  unplaced,
} from './event-log-setup.js';

const controls = Array.from({ length: 31 }, (_, index) => String.fromCodePoint(index + 1)).join('');

const texts: readonly (readonly [string, string])[] = [
  ['Chinese', '外卖骑手体检，徐汇区驿站'],
  ['a rare Chinese name', '𠮷田䶮㛃'],
  ['emoji', '🛵👩‍🔧🇨🇳 👍🏽'],
  ['line and paragraph separators', 'a\u2028b\u2029c\r\nd'],
  ['quotes and backslashes', `"double" 'single' \`back\` \\ \\u0041 \\n %s $1 {{}}`],
  ['control characters', controls],
  ['right-to-left and combining text', 'ريدر e\u0301 \u200f\ufeff\u00a0'],
  ['text that looks like JSON', '{"a":[1,null]}'],
];

const sizeOf = ({ event, origin: from }: NewEvent): number =>
  Buffer.byteLength(JSON.stringify(event.data)) + Buffer.byteLength(JSON.stringify(from));

/** An event of exactly this size in bytes, mostly of characters that need three bytes in UTF-8. */
const eventOf = (bytes: number): NewEvent => {
  const filler = Math.floor((bytes - sizeOf(newEvent(''))) / 3) - 1;
  const event = newEvent('区'.repeat(filler));
  const sized = newEvent('区'.repeat(filler) + 'x'.repeat(bytes - sizeOf(event)));
  if (sizeOf(sized) !== bytes) throw new Error(`the event has ${String(sizeOf(sized))} bytes`);
  return sized;
};

export const content = (logs: Handles<EventLog>): void => {
  describe('gives back', () => {
    it.each(texts)(
      '%s in data, in names of fields, in origin and in the name of the stream',
      async (_, text) => {
        const log = await logs.open();
        const stream = freshStream(text);
        const events = [{ ...newEvent({ [text]: [text, { text }] }), origin: { ...origin, actor: text } }];
        const { position } = await log.head();
        await log.append([to(stream, 'none', events)]);
        expect(unplaced(await readOne(log, stream))).toStrictEqual(asRecorded(stream, events));
        expect(unplaced((await readOn(log, position, 10)).events)).toStrictEqual(asRecorded(stream, events));
      },
    );

    it('numbers, truth values, nulls, and what is empty or deep', async () => {
      const log = await logs.open();
      const stream = freshStream();
      const data = {
        numbers: [0, -1, 0.1, 1e21, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
        truth: [true, false, null],
        empty: ['', [], {}],
        deep: [[[{ a: { b: { c: [{ d: 'end' }] } } }]]],
      };
      const events = [newEvent(data), { ...newEvent(), event: { type: 'WorkerErased', data: {} } }];
      await log.append([to(stream, 'none', events)]);
      expect(unplaced(await readOne(log, stream))).toStrictEqual(asRecorded(stream, events));
    });

    it('the origin of each event, where they differ', async () => {
      const log = await logs.open();
      const stream = freshStream();
      const events = [
        { ...newEvent(), origin: { ...origin, district: null, cause: 'event-1' } },
        newEvent(),
        { ...newEvent(), origin: { ...origin, at: '2026-12-31T15:59:59.999Z', hash: '' } },
      ];
      await log.append([to(stream, 'none', events)]);
      expect(unplaced(await readOne(log, stream))).toStrictEqual(asRecorded(stream, events));
    });

    it('an event of exactly the largest size', async () => {
      const log = await logs.open();
      const stream = freshStream();
      const events = [eventOf(eventBytesMax), eventOf(eventBytesMax)];
      await log.append([to(stream, 'none', events)]);
      expect(unplaced(await readOne(log, stream))).toStrictEqual(asRecorded(stream, events));
    });
  });

  describe('refuses', () => {
    it('an event one byte too large, with all of its chain', async () => {
      const log = await logs.open();
      const [first, second] = [freshStream(), freshStream()];
      const tooLarge = eventOf(eventBytesMax + 1);
      const before = await log.head();
      const chain = [to(first, 'none'), to(second, 'none', [newEvent(), tooLarge])];
      expect(await logFaultOf(log.append(chain))).toBe('EVENT_TOO_LARGE');
      expect(await readOne(log, first)).toStrictEqual([]);
      expect(await readOne(log, second)).toStrictEqual([]);
      expect(await log.head()).toStrictEqual(before);
    });

    it('such an event also where its append would conflict', async () => {
      const log = await logs.open();
      const stream = freshStream();
      expect(await logFaultOf(appendOne(log, to(stream, 5, [eventOf(eventBytesMax + 1)])))).toBe(
        'EVENT_TOO_LARGE',
      );
    });
  });
};
