import { reference } from '@ledger/test/support/identifiers.js';
import {
  at,
  correcting,
  day,
  recordCommand,
  member,
  reading,
  reversing,
  reversingAndReleasing,
} from '@ledger/test/support/acts.js';
import { actOf, inAWord, only } from '@ledger/test/support/contest.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { sequential, sleeper, toSlice } from '@ledger/test/support/sequential.js';
import { actsInForce } from '@ledger/test/support/acts-in-log.js';
import { totalsBy } from '@ledger/test/support/totals.js';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { parseActId, type StreamId } from '../kernel/ids.js';
import type { ActReading } from './record-act-command.js';
import type { RecordActCommand } from './record-act-command.js';
import type { Outcome } from '../engine/submission.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

/**
 * Kinds that may name a session but are recorded elsewhere: a recuperation in the person's passbook (a worker's year),
 * a legal case in a stream of its own.
 */
const kinds = ['recuperation', 'legal-case'] as const;
type Elsewhere = (typeof kinds)[number];

let commands = 0;
const record = async (act: ActReading, commandId?: string): Promise<Outcome> => {
  commands += 1;
  return only(
    await ledger.write.recording.record([recordCommand(act, commandId ?? `command ${String(commands)}`)]),
  );
};

/** Records a session of this kind with the stated headcount. */
const held = async (kind: Elsewhere, headcount: number): Promise<StreamId> => {
  const session = actOf(await record(reading(kind, { reference: 'S', sessions: 1, headcount }))) ?? '';
  const stream = parseActId(session)?.stream;
  if (stream === undefined) throw new Error('no session');
  return stream;
};

const attendance = (kind: string, session: StreamId, who: string, headcount = 1): ActReading =>
  reading(kind, { reference: `A-${who}`, person: member(who), session: at('S', session), headcount });

const headcountOf = async (kind: string): Promise<number | undefined> =>
  (await totalsBy(ledger, 'kind'))[kind]?.headcount;

const homeOf = (outcome: Outcome): string | undefined => actOf(outcome)?.split('-', 1)[0];

describe.each(kinds)('attendance of a %s that is at home elsewhere', (kind) => {
  test('stands at its own home and makes the session count the larger of stated and attended', async () => {
    const session = await held(kind, 3);
    const headcounts = [];
    const homes = new Set();
    for (const who of ['甲', '乙', '丙', '丁', '戊']) {
      homes.add(homeOf(await record(attendance(kind, session, who))));
      headcounts.push(await headcountOf(kind));
    }
    expect(headcounts).toStrictEqual([3, 3, 3, 4, 5]);
    expect([...homes]).toStrictEqual([kind === 'recuperation' ? 'passbook' : 'case']);
    expect((await totalsBy(ledger, 'kind'))[kind]).toMatchObject({ acts: 6, people: 5, sessions: 1 });
  });

  test('is refused to somebody who attended, and under another kind or day than its session', async () => {
    const session = await held(kind, 0);
    const here = attendance(kind, session, '甲');
    const otherKind = attendance('sports-event', session, '乙');
    const words = [];
    for (const act of [
      here,
      { ...here, reference: reference('A-again') },
      otherKind,
      { ...here, reference: reference('A-last-year'), on: day('2025-12-31') },
      { ...here, reference: reference('A-other'), person: otherKind.person },
    ]) {
      words.push(inAWord(await record(act)));
    }
    expect(words).toStrictEqual([
      'recorded',
      'ALREADY_ATTENDED',
      'WRONG_SESSION',
      'WRONG_SESSION',
      'recorded',
    ]);
  });

  test('is not corrected to another day than that of its session', async () => {
    const session = await held(kind, 3);
    const act = actOf(await record(attendance(kind, session, '甲'))) ?? '';
    const moved = await ledger.write.amending.amend(correcting(act, { on: day('2026-03-02') }, 'moved'));
    expect(inAWord(moved)).toBe('WRONG_SESSION');
  });

  test('keeps the headcount right through a correction and a reversal', async () => {
    const session = await held(kind, 3);
    const first = actOf(await record(attendance(kind, session, '甲', 2))) ?? '';
    await record(attendance(kind, session, '乙', 2));
    const headcounts = [await headcountOf(kind)];
    await ledger.write.amending.amend(correcting(first, { headcount: 7 }, 'up'));
    headcounts.push(await headcountOf(kind));
    await ledger.write.amending.amend(correcting(first, { headcount: 1 }, 'down'));
    headcounts.push(await headcountOf(kind));
    await ledger.write.amending.amend(correcting(first, { headcount: 4 }, 'up again'));
    await ledger.write.amending.amend(reversingAndReleasing(first, 'reverse'));
    headcounts.push(await headcountOf(kind));
    expect(headcounts).toStrictEqual([4, 9, 3, 3]);
    expect(inAWord(await record(attendance(kind, session, '甲')))).toBe('recorded');
  });

  test('holds its session: that is reversed only after its attendance', async () => {
    const session = await held(kind, 3);
    const act = actOf(await record(attendance(kind, session, '甲'))) ?? '';
    const words = [];
    for (const [name, reversed] of [
      ['too early', `${session}.0`],
      ['attendance', act],
      ['session', `${session}.0`],
    ] as const) {
      words.push(inAWord(await ledger.write.amending.amend(reversing(reversed, name))));
    }
    expect(words).toStrictEqual(['HAS_ATTENDANCE', 'recorded', 'recorded']);
    expect(await headcountOf(kind)).toBe(0);
    expect(inAWord(await record(attendance(kind, session, '乙')))).toBe('UNKNOWN_SESSION');
  });

  test('that was corrected stays so when its recording is repeated or submitted again', async () => {
    const session = await held(kind, 0);
    const act = attendance(kind, session, '甲', 2);
    const recorded = actOf(await record(act, 'record')) ?? '';
    await ledger.write.amending.amend(correcting(recorded, { headcount: 5 }, 'correct'));
    const before = await ledger.log.head();
    expect([inAWord(await record(act, 'record')), inAWord(await record(act))]).toStrictEqual([
      'repeated',
      'REF_REUSED',
    ]);
    expect(await ledger.log.head()).toStrictEqual(before);
    expect(await headcountOf(kind)).toBe(5);
  });

  test('that was reversed does not come back when its recording is repeated', async () => {
    const session = await held(kind, 0);
    const act = attendance(kind, session, '甲', 2);
    const recorded = actOf(await record(act, 'record')) ?? '';
    await ledger.write.amending.amend(reversing(recorded, 'reverse'));
    expect(inAWord(await record(act, 'record'))).toBe('repeated');
    expect(await headcountOf(kind)).toBe(0);
  });

  /**
   * Records an attendance with a writer that stops after appending the act, before the session's stream counts it.
   * `wake` lets the writer continue.
   */
  const halfRecorded = async (act: ActReading) => {
    const { gate, asleep, wake } = sleeper(toSlice('gathering'));
    const { recording } = ledger.writer((log) => sequential(log, gate));
    const outcomes = recording.record([recordCommand(act, 'half')]);
    await asleep;
    return {
      wake: () => {
        wake();
        return outcomes;
      },
    };
  };

  const halfAct = async (): Promise<string> =>
    actsInForce(await ledger.events()).find(({ commandId }) => commandId === 'half')?.act ?? '';

  test.each([
    ['the same command', 'half', 'repeated'],
    ['another import of the same content', 'another', 'DUPLICATE'],
  ] as const)('interrupted before it was noted is completed by %s', async (_, commandId, word) => {
    const session = await held(kind, 0);
    const act = attendance(kind, session, '甲', 2);
    await halfRecorded(act);
    expect(await headcountOf(kind)).toBe(0);
    expect(inAWord(await record(act, commandId))).toBe(word);
    expect(await headcountOf(kind)).toBe(2);
  });

  test('noted late is noted as it was corrected meanwhile', async () => {
    const session = await held(kind, 0);
    const recording = await halfRecorded(attendance(kind, session, '甲', 2));
    await ledger.write.amending.amend(correcting(await halfAct(), { headcount: 5 }, 'correct'));
    expect((await recording.wake()).map(inAWord)).toStrictEqual(['recorded']);
    expect(await headcountOf(kind)).toBe(5);
  });

  test('noted late is not noted at all where it was reversed meanwhile', async () => {
    const session = await held(kind, 0);
    const recording = await halfRecorded(attendance(kind, session, '甲', 2));
    await ledger.write.amending.amend(reversing(await halfAct(), 'reverse'));
    expect((await recording.wake()).map(inAWord)).toStrictEqual(['recorded']);
    expect(await headcountOf(kind)).toBe(0);
  });
});

describe('a batch with a session and its attendance', () => {
  const session = reading('recuperation', { reference: 'S', sessions: 1, headcount: 1 });

  const batch = async (): Promise<readonly RecordActCommand[]> => {
    const stream = await ledger.write.recording.predictStream(recordCommand(session, 'session'));
    if (stream === null) throw new Error('the session cannot be foreseen');
    const again = { ...attendance('recuperation', stream, '乙'), reference: reference('A-again') };
    return [
      recordCommand(session, 'session'),
      recordCommand(attendance('recuperation', stream, '甲'), 'one'),
      recordCommand(attendance('recuperation', stream, '乙'), 'two'),
      recordCommand(again, 'three'),
    ];
  };

  test('records the attendance at the session that stands before it', async () => {
    const outcomes = await ledger.write.recording.record(await batch());
    expect(outcomes.map(inAWord)).toStrictEqual(['recorded', 'recorded', 'recorded', 'ALREADY_ATTENDED']);
    expect(await headcountOf('recuperation')).toBe(2);
  });

  test('records no attendance where another writer was first with the reference of the session', async () => {
    const { gate, asleep, wake } = sleeper(toSlice('ref'));
    const { recording } = ledger.writer((log) => sequential(log, gate));
    const outcomes = recording.record(await batch());
    await asleep;
    await record(reading('station-visit', { reference: 'S' }));
    wake();
    const words = ['REF_REUSED', 'UNKNOWN_SESSION', 'UNKNOWN_SESSION', 'UNKNOWN_SESSION'];
    expect((await outcomes).map(inAWord)).toStrictEqual(words);
    expect(Object.keys(await totalsBy(ledger, 'kind'))).toStrictEqual(['station-visit']);
  });

  test('reads the session as often for forty attendances as for two', async () => {
    const stream = await held('legal-case', 0);
    const readsFor = async (count: number): Promise<number> => {
      const log = sequential(ledger.log, () => Promise.resolve());
      const asked = jest.spyOn(log, 'readStreams');
      const { recording } = ledger.writer(() => log);
      const comers = Array.from({ length: count }, (_, index) => `${String(count)}/${String(index)}`);
      const outcomes = await recording.record(
        comers.map((who) => recordCommand(attendance('legal-case', stream, who), who)),
      );
      expect(outcomes.map(inAWord)).toStrictEqual(comers.map(() => 'recorded'));
      return asked.mock.calls.flatMap(([streams]) => streams).filter((each) => each === stream).length;
    };
    expect(await readsFor(40)).toBe(await readsFor(2));
  });
});
