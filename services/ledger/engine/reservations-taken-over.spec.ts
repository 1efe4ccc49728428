import { contest, inAWord, open, type Contest, type ContentName } from '@ledger/test/support/contest.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseActId } from '../kernel/ids.js';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterAll(() => ledger.close());

const holding = 'between its reservation and its act';
const takingOver = ['before its fence', 'between its key and its reference', holding] as const;

const expectActOf = async (match: Contest, commandId: string): Promise<void> => {
  const acts = await match.acts();
  expect(acts.map((act) => act.commandId)).toStrictEqual([`${commandId}@${match.reference}`]);
  expect((await match.holder())?.target).toBe(parseActId(acts[0]?.act ?? '')?.stream);
};

const fencesOf = async (match: Contest): Promise<number> =>
  (await match.events()).filter(({ event }) => event.type === 'ReservationFenced').length;

describe('a reservation whose writer died', () => {
  test('is taken up by the same content for the same stream, without a fence', async () => {
    const match = await contest(ledger);
    await match.sleeps(holding, 'first', 'dead');
    expect(inAWord(await match.enters(open, 'first', 'second'))).toBe('recorded');
    await expectActOf(match, 'second');
    expect(await fencesOf(match)).toBe(0);
  });

  test.each(['neighbour', 'stranger', 'visit'] as const)(
    'is taken over by the %s content, behind one fence',
    async (content) => {
      const match = await contest(ledger);
      await match.sleeps(holding, 'first', 'dead');
      expect(inAWord(await match.enters(open, content, 'second'))).toBe('recorded');
      await expectActOf(match, 'second');
      expect(await fencesOf(match)).toBe(1);
    },
  );

  test('is taken over by the same content for a stream of its own', async () => {
    const match = await contest(ledger);
    await match.sleeps(holding, 'visit', 'dead');
    expect(inAWord(await match.enters(open, 'visit', 'second'))).toBe('recorded');
    await expectActOf(match, 'second');
  });
});

const thirds: readonly (readonly [third: ContentName, taker: ContentName])[] = [
  ['first', 'neighbour'],
  ['first', 'stranger'],
  ['first', 'visit'],
  ['stranger', 'neighbour'],
  ['stranger', 'stranger'],
  ['visit', 'visit'],
];

describe.each(takingOver)('a writer that takes a reservation over and falls asleep %s', (gap) => {
  test.each(['neighbour', 'stranger', 'visit'] as const)(
    'lets its owner wake first: the %s content comes too late',
    async (content) => {
      const match = await contest(ledger);
      const owner = await match.sleeps(holding, 'first', 'owner');
      const taker = await match.sleeps(gap, content, 'taker', 'its-key');
      const first = await owner.wake();
      const second = await taker.wake();
      expect([inAWord(first), inAWord(second)]).toStrictEqual(['recorded', 'REF_REUSED']);
      await expectActOf(match, 'owner');
      expect(await match.keyHolder('its-key')).toBeNull();
    },
  );

  test.each(['neighbour', 'stranger', 'visit'] as const)(
    'wakes before the owner does and wins with the %s content',
    async (content) => {
      const match = await contest(ledger);
      const owner = await match.sleeps(holding, 'first', 'owner');
      const taker = await match.sleeps(gap, content, 'taker', 'its-key');
      const second = await taker.wake();
      const first = await owner.wake();
      expect([inAWord(first), inAWord(second)]).toStrictEqual(['REF_REUSED', 'recorded']);
      await expectActOf(match, 'taker');
    },
  );

  test.each(thirds)(
    'lets a third writer with the %s content run past the %s content',
    async (third, content) => {
      const match = await contest(ledger);
      const owner = await match.sleeps(holding, 'first', 'owner');
      const taker = await match.sleeps(gap, content, 'taker', 'its-key');
      const last = await match.enters(open, third, 'third');
      const second = await taker.wake();
      const first = await owner.wake();
      const lost = (loser: ContentName): string => (loser === third ? 'DUPLICATE' : 'REF_REUSED');
      expect([first, second, last].map(inAWord)).toStrictEqual([lost('first'), lost(content), 'recorded']);
      await expectActOf(match, 'third');
      expect(await match.keyHolder('its-key')).toBeNull();
    },
  );
});
