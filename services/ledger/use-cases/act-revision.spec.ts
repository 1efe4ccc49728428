import {
  caseworker,
  correcting,
  day,
  member,
  reading,
  recordCommand,
  releasing,
  reversing,
} from '@ledger/test/support/acts.js';
import { actOf, inAWord, only } from '@ledger/test/support/contest.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { sequential, sleeper, toSlice } from '@ledger/test/support/sequential.js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Outcome } from '../engine/submission.js';
import { fen } from '../kernel/money.js';
import type { ActReading } from './record-act-command.js';
import type { AmendActCommand } from './amend-act.js';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterAll(() => ledger.close());

let commands = 0;
const next = (): string => `command ${String((commands += 1))}`;

const recorded = async (act: ActReading): Promise<string> =>
  actOf(only(await ledger.write.recording.record([recordCommand(act, next())]))) ?? '';

const expecting = (expectedRevision: number, command: AmendActCommand): AmendActCommand => ({
  ...command,
  amendment: { ...command.amendment, expectedRevision },
});
const amend = (command: AmendActCommand): Promise<Outcome> => ledger.write.amending.amend(command);
const refusal = (expected: number, now: number) => ({
  ...{ kind: 'refused', code: 'CHANGED_MEANWHILE', because: { expected, now }, existing: null },
});

const visit = (): Promise<string> => recorded(reading('sports-day', { headcount: 5 }));

describe('a change that expects a revision of its act', () => {
  test('is made at that revision, and refused at any other', async () => {
    const act = await visit();
    expect(await amend(expecting(2, correcting(act, { headcount: 6 }, next())))).toStrictEqual(refusal(2, 1));
    expect(inAWord(await amend(expecting(1, correcting(act, { headcount: 6 }, next()))))).toBe('recorded');
    expect(await amend(expecting(1, reversing(act, next())))).toStrictEqual(refusal(1, 2));
    expect(inAWord(await amend(expecting(2, reversing(act, next()))))).toBe('recorded');
    expect(await amend(expecting(2, releasing(act, next())))).toStrictEqual(refusal(2, 3));
  });

  test('is refused even if it would change nothing, or if the state of the act forbids it', async () => {
    const act = await visit();
    expect(await amend(expecting(3, correcting(act, { headcount: 5 }, next())))).toStrictEqual(refusal(3, 1));
    await amend(reversing(act, next()));
    expect(await amend(expecting(1, correcting(act, { headcount: 6 }, next())))).toStrictEqual(refusal(1, 2));
  });

  test('is refused for a reason of a higher rank first', async () => {
    const act = await recorded(
      reading('education-subsidy', { person: member('R-1'), headcount: 1, amountFen: fen(100) }),
    );
    const cleared = expecting(9, correcting(act, { amountFen: null }, next()));
    expect(inAWord(await amend(cleared))).toBe('MISSING_AMOUNT');
    const unknown = expecting(1, reversing(act.replace(/\d+$/, '99'), next()));
    expect(inAWord(await amend(unknown))).toBe('UNKNOWN_ACT');
  });

  test('does not depend on other acts of the same stream', async () => {
    const person = member('R-2');
    const act = await recorded(reading('sports-day', { person }));
    const other = await recorded(reading('sports-day', { person, on: day('2026-03-02') }));
    await amend(correcting(other, { headcount: 2 }, next()));
    expect(inAWord(await amend(expecting(1, correcting(act, { headcount: 3 }, next()))))).toBe('recorded');
  });

  test('is answered with its first result when it is repeated', async () => {
    const act = await visit();
    const command = expecting(1, correcting(act, { headcount: 6 }, next()));
    expect(inAWord(await amend(command))).toBe('recorded');
    expect(inAWord(await amend(command))).toBe('repeated');
    expect(
      inAWord(await amend({ ...command, amendment: { ...command.amendment, expectedRevision: 2 } })),
    ).toBe('COMMAND_ID_REUSED');
  });

  test('of two writers at once is made by exactly one', async () => {
    const act = await visit();
    const { gate, asleep, wake } = sleeper(toSlice('gathering'));
    const late = ledger.writer((log) => sequential(log, gate));
    const slow = late.amending.amend(expecting(1, correcting(act, { headcount: 7 }, next())));
    await asleep;
    const quick = await amend(expecting(1, correcting(act, { headcount: 8 }, next())));
    wake();
    expect(inAWord(quick)).toBe('recorded');
    expect(await slow).toStrictEqual(refusal(1, 2));
  });
});

describe('a step of a payout that expects a revision', () => {
  test('is taken at that revision, and refused at any other', async () => {
    const request = recordCommand(
      reading('education-subsidy', { person: member('R-3'), headcount: 1, amountFen: fen(100) }),
      next(),
    );
    const act = actOf(only(await ledger.write.recording.record([{ ...request, as: 'request' }]))) ?? '';
    const approve = (expectedRevision: number): Promise<Outcome> =>
      amend({
        amendment: { type: 'ApproveSubsidy', act, on: day('2026-03-02'), amountFen: null, expectedRevision },
        ...{ commandId: next(), key: null, by: caseworker },
      });
    expect(await approve(2)).toStrictEqual(refusal(2, 1));
    expect(inAWord(await approve(1))).toBe('recorded');
    expect(await approve(1)).toStrictEqual(refusal(1, 2));
  });
});
