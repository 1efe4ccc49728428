import {
  at,
  recordCommand,
  member,
  office,
  reading,
  releasing,
  reversing,
  reversingAndReleasing,
} from '@ledger/test/support/acts.js';
import { actOf, contest, inAWord, only, open, type Contest } from '@ledger/test/support/contest.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { sequential, sleeper, toSlice } from '@ledger/test/support/sequential.js';
import { actsUnder } from '@ledger/test/support/acts-in-log.js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseActId } from '../kernel/ids.js';
import type { ActReading } from './record-act-command.js';
import type { Outcome } from '../engine/submission.js';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterAll(() => ledger.close());

const recorded = async (act: ActReading, commandId: string, key: string | null = null): Promise<Outcome> => {
  return only(await ledger.write.recording.record([recordCommand(act, commandId, key)]));
};

const reverse = (act: string | null, commandId: string): Promise<Outcome> =>
  ledger.write.amending.amend(reversingAndReleasing(act ?? '', commandId));

const expectActOf = async (match: Contest, commandId: string): Promise<void> => {
  const acts = await match.acts();
  expect(acts.map((act) => act.commandId)).toStrictEqual([`${commandId}@${match.reference}`]);
  expect((await match.holder())?.target).toBe(parseActId(acts[0]?.act ?? '')?.stream);
};

describe('a reversal that gives the reference free', () => {
  test.each(['first', 'neighbour', 'stranger', 'visit'] as const)(
    'lets the %s content be recorded under it',
    async (content) => {
      const match = await contest(ledger);
      const act = actOf(await match.enters(open, 'first', 'first'));
      expect(inAWord(await reverse(act, `reverse ${match.reference}`))).toBe('recorded');
      expect(await match.holder()).toBeNull();
      expect(inAWord(await match.enters(open, content, 'second'))).toBe('recorded');
      await expectActOf(match, 'second');
    },
  );

  /**
   * Reverses an act with a writer that stops after the reversal, before the reference is released. `wake` lets the
   * writer continue.
   */
  const halfReversed = async (match: Contest, act: string) => {
    const { gate, asleep, wake } = sleeper(toSlice('ref'));
    const { amending } = ledger.writer((log) => sequential(log, gate));
    const outcome = amending.amend(reversingAndReleasing(act, `reverse ${match.reference}`));
    await asleep;
    return {
      wake: () => {
        wake();
        return outcome;
      },
    };
  };

  test.each(['first', 'neighbour', 'stranger', 'visit'] as const)(
    'that is interrupted before the release does not take the reference from the %s content later',
    async (content) => {
      const match = await contest(ledger);
      const act = actOf(await match.enters(open, 'first', 'first'));
      const reversal = await halfReversed(match, act ?? '');
      expect(inAWord(await match.enters(open, content, 'second'))).toBe('recorded');
      expect(inAWord(await reversal.wake())).toBe('recorded');
      await expectActOf(match, 'second');
      expect(inAWord(await match.enters(open, content, 'third'))).toBe('DUPLICATE');
    },
  );

  test.each(['first', 'neighbour', 'stranger', 'visit'] as const)(
    'that wakes while the %s content is about to be recorded leaves that reservation alone',
    async (content) => {
      const match = await contest(ledger);
      const act = actOf(await match.enters(open, 'first', 'first'));
      const reversal = await halfReversed(match, act ?? '');
      const second = await match.sleeps('between its reservation and its act', content, 'second');
      await reversal.wake();
      const third = await match.enters(open, 'otherVisit', 'third');
      expect([inAWord(third), inAWord(await second.wake())]).toStrictEqual(['recorded', 'REF_REUSED']);
      await expectActOf(match, 'third');
    },
  );

  test('that is repeated after its interruption gives the reference free', async () => {
    const match = await contest(ledger);
    const act = actOf(await match.enters(open, 'first', 'first'));
    await halfReversed(match, act ?? '');
    expect(await match.holder()).not.toBeNull();
    expect(inAWord(await reverse(act, `reverse ${match.reference}`))).toBe('repeated');
    expect(await match.holder()).toBeNull();
  });
});

describe('a reversal that does not give the reference free', () => {
  test.each(['first', 'neighbour', 'stranger', 'visit'] as const)(
    'keeps it: the %s content is answered with day and ground',
    async (content) => {
      const match = await contest(ledger);
      const act = actOf(await match.enters(open, 'first', 'first'));
      const { amending } = ledger.write;
      const amendment = {
        ...reversing(act ?? '', `reverse ${match.reference}`).amendment,
        ground: 'duplicate',
      } as const;
      await amending.amend({ ...reversing(act ?? '', `reverse ${match.reference}`), amendment });
      const outcome = await match.enters(open, content, 'second');
      expect(outcome).toMatchObject({
        kind: 'refused',
        code: 'REVERSED',
        because: {
          reference: match.reference,
          on: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
          ground: 'duplicate',
        },
        existing: act,
      });
      expect(await match.acts()).toStrictEqual([]);
    },
  );

  test('answers its own command again as the first time', async () => {
    const match = await contest(ledger);
    const act = actOf(await match.enters(open, 'first', 'first'));
    await ledger.write.amending.amend(reversing(act ?? '', `reverse ${match.reference}`));
    expect(inAWord(await match.enters(open, 'first', 'first'))).toBe('repeated');
  });

  test.each(['first', 'stranger'] as const)(
    'may be followed by a release: then the %s content can be recorded',
    async (content) => {
      const match = await contest(ledger);
      const act = actOf(await match.enters(open, 'first', 'first')) ?? '';
      const { amending } = ledger.write;
      expect(inAWord(await amending.amend(releasing(act, `too early ${match.reference}`)))).toBe(
        'WRONG_STATE',
      );
      await amending.amend(reversing(act, `reverse ${match.reference}`));
      expect(inAWord(await amending.amend(releasing(act, `release ${match.reference}`)))).toBe('recorded');
      expect(await match.holder()).toBeNull();
      expect(inAWord(await amending.amend(releasing(act, `again ${match.reference}`)))).toBe('unchanged');
      expect(inAWord(await match.enters(open, content, 'second'))).toBe('recorded');
      expect(inAWord(await amending.amend(releasing(act, `late ${match.reference}`)))).toBe('unchanged');
      await expectActOf(match, 'second');
    },
  );

  test('beside an import that has reserved and sleeps leaves one act at most', async () => {
    const match = await contest(ledger);
    const act = actOf(await match.enters(open, 'first', 'first')) ?? '';
    const { gate, asleep, wake } = sleeper(toSlice('passbook'));
    const { amending } = ledger.writer((log) => sequential(log, gate));
    const reversal = amending.amend(reversing(act, `reverse ${match.reference}`));
    await asleep;
    expect(inAWord(await match.enters(open, 'first', 'second'))).toBe('DUPLICATE');
    wake();
    expect(inAWord(await reversal)).toBe('recorded');
    expect(inAWord(await match.enters(open, 'first', 'third'))).toBe('REVERSED');
    expect(await match.acts()).toStrictEqual([]);
  });
});

describe('a refusal after the reservation', () => {
  const healthCheck = (match: Contest, reference: string): ActReading =>
    reading('health-check', { reference, person: match.contents.first.person });

  test('gives reference and key free, for whatever comes next', async () => {
    const match = await contest(ledger);
    const { gate, asleep, wake } = sleeper(toSlice('passbook'));
    const { recording } = ledger.writer((log) => sequential(log, gate));
    const late = recording.record([
      recordCommand(healthCheck(match, match.reference), 'late', `key@${match.reference}`),
    ]);
    await asleep;
    await recorded(healthCheck(match, `${match.reference}-other`), 'early');
    wake();
    expect((await late).map(inAWord)).toStrictEqual(['ONCE_PER_YEAR']);
    expect([await match.holder(), await match.keyHolder('key')]).toStrictEqual([null, null]);
    expect(inAWord(await match.enters(open, 'stranger', 'next', 'key'))).toBe('recorded');
    await expectActOf(match, 'next');
  });

  test('does not let the same command, asleep elsewhere, act on the reservation that was given free', async () => {
    const match = await contest(ledger);
    const { reference } = match;
    const session = await recorded(
      reading('recuperation', { reference: `${reference}-trip`, sessions: 1 }),
      `trip ${reference}`,
    );
    const trip = actOf(session) ?? '';
    const attendance = reading('recuperation', {
      reference,
      person: member(`${reference}-member`),
      session: at(`${reference}-trip`, parseActId(trip)?.stream ?? null),
    });
    const { gate, asleep, wake } = sleeper(toSlice('passbook'));
    const sleeping = ledger
      .writer((log) => sequential(log, gate))
      .recording.record([recordCommand(attendance, `trip of ${reference}`)]);
    await asleep;
    await reverse(trip, `reverse ${reference}`);
    const retry = await recorded(attendance, `trip of ${reference}`);
    expect(await match.holder()).toBeNull();
    const other = await match.enters(open, 'visit', 'other');
    wake();
    const [first] = await sleeping;
    expect([retry, other, ...(first === undefined ? [] : [first])].map(inAWord)).toStrictEqual([
      'UNKNOWN_SESSION',
      'recorded',
      'REF_REUSED',
    ]);
    expect(actsUnder(await match.events(), office, reference)).toHaveLength(1);
  });
});
