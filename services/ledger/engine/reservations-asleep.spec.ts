import {
  actOf,
  contest,
  inAWord,
  open,
  type Contest,
  type ContentName,
  type Gap,
} from '@ledger/test/support/contest.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { eventsOfType } from '@ledger/test/support/acts-in-log.js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseActId } from '../kernel/ids.js';
import { registry } from '../registry/registry-decider.js';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterAll(() => ledger.close());

const beforeTheAct = [
  'before it reserves anything',
  'between its key and its reference',
  'between its reservation and its act',
] as const satisfies readonly Gap[];
const afterTheAct = 'between its act and the registration of its worker';

/**
 * Expects exactly one act under the reference, recorded by that command, and the reservation to point at its stream.
 */
const expectActOf = async (match: Contest, commandId: string): Promise<void> => {
  const acts = await match.acts();
  expect(acts.map((act) => act.commandId)).toStrictEqual([`${commandId}@${match.reference}`]);
  expect((await match.holder())?.target).toBe(parseActId(acts[0]?.act ?? '')?.stream);
};

const others = [
  ['other content for the same stream', 'neighbour'],
  ['other content for another stream', 'stranger'],
  ['other content for a stream of its own', 'visit'],
] as const satisfies readonly (readonly [string, ContentName])[];

describe.each(beforeTheAct)('a writer asleep %s', (gap) => {
  test('finds its content recorded by another import: a duplicate', async () => {
    const match = await contest(ledger);
    const sleeper = await match.sleeps(gap, 'first', 'sleeper', 'its-key');
    const second = await match.enters(open, 'first', 'second');
    const first = await sleeper.wake();
    expect([inAWord(first), inAWord(second)]).toStrictEqual(['DUPLICATE', 'recorded']);
    await expectActOf(match, 'second');
    expect(await match.keyHolder('its-key')).toBeNull();
  });

  test.each(others)('finds its reference used by %s', async (_, content) => {
    const match = await contest(ledger);
    const sleeper = await match.sleeps(gap, 'first', 'sleeper', 'its-key');
    const second = await match.enters(open, content, 'second');
    const first = await sleeper.wake();
    expect([inAWord(first), inAWord(second)]).toStrictEqual(['REF_REUSED', 'recorded']);
    await expectActOf(match, 'second');
    expect(await match.keyHolder('its-key')).toBeNull();
  });

  test('finds itself repeated by its impatient client', async () => {
    const match = await contest(ledger);
    const sleeper = await match.sleeps(gap, 'first', 'command', 'key');
    const retry = await match.enters(open, 'first', 'command', 'key');
    const first = await sleeper.wake();
    expect(actOf(first)).toStrictEqual(actOf(retry));
    expect(inAWord(retry)).toBe('recorded');
    await expectActOf(match, 'command');
  });

  test.each(others)('finds its idempotency key used for %s', async (_, content) => {
    const match = await contest(ledger);
    const sleeper = await match.sleeps(gap, 'first', 'command', 'key');
    const second = await match.enters(open, content, 'command', 'key');
    const first = await sleeper.wake();
    expect([inAWord(first), inAWord(second)]).toStrictEqual(['COMMAND_ID_REUSED', 'recorded']);
    await expectActOf(match, 'command');
  });

  test('that never wakes loses its reference to the next who wants it, and nothing else', async () => {
    const match = await contest(ledger);
    await match.sleeps(gap, 'first', 'dead', 'its-key');
    const words = [];
    for (const [content, commandId] of [
      ['stranger', 'second'],
      ['first', 'third'],
      ['stranger', 'fourth'],
    ] as const) {
      words.push(inAWord(await match.enters(open, content, commandId)));
    }
    expect(words).toStrictEqual(['recorded', 'REF_REUSED', 'DUPLICATE']);
    await expectActOf(match, 'second');
  });
});

describe(`a writer asleep ${afterTheAct}`, () => {
  test.each([
    ['the same content', 'first', 'DUPLICATE'],
    ['other content for the same stream', 'neighbour', 'REF_REUSED'],
    ['other content for another stream', 'stranger', 'REF_REUSED'],
    ['other content for a stream of its own', 'visit', 'REF_REUSED'],
  ] as const)('has recorded its act: %s comes too late', async (_, content, code) => {
    const match = await contest(ledger);
    const sleeper = await match.sleeps(afterTheAct, 'first', 'sleeper', 'its-key');
    const second = await match.enters(open, content, 'second');
    const first = await sleeper.wake();
    expect([inAWord(first), inAWord(second)]).toStrictEqual(['recorded', code]);
    await expectActOf(match, 'sleeper');
    expect((await match.keyHolder('its-key'))?.commandId).toBe(`sleeper@${match.reference}`);
    expect(eventsOfType(await match.events(), registry.types)).toHaveLength(1);
  });

  test('answers its impatient client with the act that is there', async () => {
    const match = await contest(ledger);
    const sleeper = await match.sleeps(afterTheAct, 'first', 'command', 'key');
    const retry = await match.enters(open, 'first', 'command', 'key');
    const first = await sleeper.wake();
    expect([inAWord(first), inAWord(retry)]).toStrictEqual(['recorded', 'repeated']);
    await expectActOf(match, 'command');
    expect(eventsOfType(await match.events(), registry.types)).toHaveLength(1);
  });
});
