import { contest, inAWord, open, type Contest, type ContentName } from '@ledger/test/support/contest.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { inEveryOrder, interleaved } from '@ledger/test/support/stage.js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseActId } from '../kernel/ids.js';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterAll(() => ledger.close());

const depth = 7;

type Tally = Map<string, number>;
const count = (tally: Tally, what: string): void => {
  tally.set(what, (tally.get(what) ?? 0) + 1);
};

/** Expects, once all writers have finished, one act under the reference, recorded by the winner. */
const expectOneActStands = async (match: Contest, winner: string): Promise<void> => {
  const acts = await match.acts();
  expect(acts.map(({ commandId }) => commandId)).toStrictEqual([`${winner}@${match.reference}`]);
  expect((await match.holder())?.target).toStrictEqual(parseActId(acts[0]?.act ?? '')?.stream);
};

type Piece = Readonly<{ one: ContentName; two: ContentName; loser: 'DUPLICATE' | 'REF_REUSED' }>;

/** Two writers want the same reference. Both finish, and exactly one gets it. */
const expectOneWinner = async (match: Contest, { one, two, loser }: Piece, outcomes: readonly string[]) => {
  const winner = outcomes.indexOf('recorded');
  expect(outcomes.toSorted()).toStrictEqual([loser, 'recorded'].toSorted());
  await expectOneActStands(match, winner === 0 ? 'one' : 'two');
  // The reference still works: the same content is a duplicate, other content is refused.
  const again = await match.enters(open, winner === 0 ? one : two, 'again');
  const other = await match.enters(open, 'stranger', 'other');
  expect([inAWord(again), inAWord(other)]).toStrictEqual(['DUPLICATE', 'REF_REUSED']);
};

const pieces: readonly Piece[] = [
  { one: 'first', two: 'first', loser: 'DUPLICATE' },
  { one: 'first', two: 'neighbour', loser: 'REF_REUSED' },
  { one: 'first', two: 'visit', loser: 'REF_REUSED' },
  { one: 'visit', two: 'visit', loser: 'DUPLICATE' },
  { one: 'visit', two: 'otherVisit', loser: 'REF_REUSED' },
];

describe.each(pieces)('two writers, one with the $one content, one with the $two', (piece) => {
  test('whatever the order of their appends, one act stands and the reservation points at it', async () => {
    const tally: Tally = new Map();
    await inEveryOrder(depth, async (choose) => {
      const match = await contest(ledger);
      const outcomes = await interleaved(
        [(gate) => match.enters(gate, piece.one, 'one'), (gate) => match.enters(gate, piece.two, 'two')],
        choose,
      );
      const words = outcomes.map(inAWord);
      count(tally, words.join(' '));
      await expectOneWinner(match, piece, words);
    });
    expect([...tally.keys()].toSorted()).toStrictEqual(
      [`recorded ${piece.loser}`, `${piece.loser} recorded`].toSorted(),
    );
  });

  test.each(['first', 'neighbour', 'otherVisit'] as const)(
    'the same while a writer with the %s content sleeps on its reservation and wakes last',
    async (sleeping) => {
      const tally: Tally = new Map();
      await inEveryOrder(depth, async (choose) => {
        const match = await contest(ledger);
        const sleeper = await match.sleeps('between its reservation and its act', sleeping, 'sleeper');
        const outcomes = await interleaved(
          [(gate) => match.enters(gate, piece.one, 'one'), (gate) => match.enters(gate, piece.two, 'two')],
          choose,
        );
        const words = outcomes.map(inAWord);
        count(tally, words.join(' '));
        const fences = (await match.events()).filter(({ event }) => event.type === 'ReservationFenced');
        if (fences.length > 0) count(tally, 'fenced');
        const winner = words[0] === 'recorded' ? piece.one : piece.two;
        expect(inAWord(await sleeper.wake())).toBe(winner === sleeping ? 'DUPLICATE' : 'REF_REUSED');
        await expectOneWinner(match, piece, words);
      });
      expect(tally.get(`recorded ${piece.loser}`)).toBeGreaterThan(0);
      expect(tally.get(`${piece.loser} recorded`)).toBeGreaterThan(0);
      expect(tally.get('fenced') ?? 0).toBeGreaterThanOrEqual(
        piece.one === sleeping || piece.two === sleeping ? 0 : 1,
      );
    },
  );
});
