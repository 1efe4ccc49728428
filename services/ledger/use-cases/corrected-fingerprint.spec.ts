import {
  correcting,
  day,
  recordCommand,
  member,
  reading,
  reversing,
  reversingAndReleasing,
} from '@ledger/test/support/acts.js';
import { actOf, contest, inAWord, only, open, type Contest } from '@ledger/test/support/contest.js';
import { reference } from '@ledger/test/support/identifiers.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { sequential, sleeper, toSlice } from '@ledger/test/support/sequential.js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fen } from '../kernel/money.js';
import type { Outcome } from '../engine/submission.js';
import type { ChangesRead } from './act-amendments.js';
import type { ActReading } from './record-act-command.js';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterAll(() => ledger.close());

let commands = 0;
const command = (): string => `command ${String((commands += 1))}`;

const record = async (act: ActReading): Promise<Outcome> => {
  return only(await ledger.write.recording.record([recordCommand(act, command())]));
};

const correct = (act: string, changes: ChangesRead): Promise<Outcome> =>
  ledger.write.amending.amend(correcting(act, changes, command()));

let references = 0;
const payment = (more: Partial<ActReading> = {}): ActReading => {
  references += 1;
  return reading('condolence-payment', {
    reference: reference(`CF-${String(references)}`),
    person: member(`CF-${String(references)}`),
    name: '李雷',
    sex: 'male',
    employer: '甲公司',
    place: '越城驿站',
    note: '住院',
    amountFen: fen(50_000),
    ...more,
  });
};

describe('a corrected act', () => {
  test.each<[what: string, changes: ChangesRead & Partial<ActReading>]>([
    ['the amount', { amountFen: fen(60_000) }],
    ['the day', { on: day('2026-02-01') }],
    ['the district', { district: '330603' }],
    ['the class hours', { minutes: 90 }],
    ['the headcount', { headcount: 2 }],
    ['the note', { note: '工伤' }],
    ['the note, away', { note: null }],
    ['the place', { place: '上虞驿站' }],
    ['the sex', { sex: 'female' }],
    ['employer and amount', { employer: '乙公司', amountFen: fen(70_000) }],
  ])('is known by what it is: %s', async (_what, changes) => {
    for (const act of [payment({ minutes: 60 }), payment({ person: null, sex: null })]) {
      if (act.person === null && 'sex' in changes) continue;
      const recorded = actOf(await record(act)) ?? '';
      expect(inAWord(await correct(recorded, changes))).toBe('recorded');
      expect(inAWord(await record({ ...act, ...changes }))).toBe('DUPLICATE');
      expect(await record(act)).toMatchObject({
        code: 'REF_REUSED',
        because: { corrected: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) },
        existing: recorded,
      });
      expect(await record({ ...act, ...changes, name: '韩梅梅' })).toMatchObject({ code: 'REF_REUSED' });
    }
  });

  test('is known by all of its corrections together', async () => {
    const act = payment();
    const recorded = actOf(await record(act)) ?? '';
    await correct(recorded, { note: '工伤' });
    await correct(recorded, { amountFen: fen(60_000) });
    await correct(recorded, { sex: null });
    const right = { ...act, note: '工伤', amountFen: fen(60_000), sex: null };
    expect(inAWord(await record(right))).toBe('DUPLICATE');
    expect(inAWord(await record({ ...right, note: act.note }))).toBe('REF_REUSED');
  });

  test('that was corrected back is what was submitted first', async () => {
    const act = payment();
    const recorded = actOf(await record(act)) ?? '';
    await correct(recorded, { amountFen: fen(60_000), note: '工伤' });
    await correct(recorded, { amountFen: act.amountFen, note: act.note });
    expect(inAWord(await record(act))).toBe('DUPLICATE');
  });

  test('that is taken back is answered by its reversal, whatever is submitted', async () => {
    const act = payment();
    const recorded = actOf(await record(act)) ?? '';
    await correct(recorded, { amountFen: fen(60_000) });
    await ledger.write.amending.amend(reversing(recorded, command()));
    expect(inAWord(await record(act))).toBe('REVERSED');
    expect(inAWord(await record({ ...act, amountFen: fen(60_000) }))).toBe('REVERSED');
  });

  test('leaves nothing to the act that is recorded after it under the same reference', async () => {
    const act = payment();
    const recorded = actOf(await record(act)) ?? '';
    await correct(recorded, { amountFen: fen(60_000) });
    await ledger.write.amending.amend(reversingAndReleasing(recorded, command()));
    expect(inAWord(await record(act))).toBe('recorded');
    expect(inAWord(await record(act))).toBe('DUPLICATE');
    expect(await record({ ...act, amountFen: fen(60_000) })).toMatchObject({
      code: 'REF_REUSED',
      because: { reference: act.reference },
    });
  });
});

describe('a correction beside a second sheet', () => {
  const right = (match: Contest): ActReading => ({ ...match.contents.first, district: '330603' });

  const corrects = (match: Contest, act: string, gate: Parameters<typeof sequential>[1]): Promise<Outcome> =>
    ledger
      .writer((log) => sequential(log, gate))
      .amending.amend(correcting(act, { district: '330603' }, `correct ${match.reference}`));

  test.each(['passbook', 'ref'])(
    'that is asleep before its append to the %s leaves one act',
    async (slice) => {
      const match = await contest(ledger);
      const act = actOf(await match.enters(open, 'first', 'first')) ?? '';
      const { gate, asleep, wake } = sleeper(toSlice(slice));
      const correction = corrects(match, act, gate);
      await asleep;
      expect(inAWord(await match.enters(open, 'first', 'second'))).toBe('DUPLICATE');
      expect(inAWord(await record(right(match)))).toBe('REF_REUSED');
      wake();
      expect(inAWord(await correction)).toBe('recorded');
      expect(inAWord(await match.enters(open, 'first', 'third'))).toBe('REF_REUSED');
      expect(inAWord(await record(right(match)))).toBe('DUPLICATE');
      expect(await match.acts()).toHaveLength(1);
    },
  );

  test('that is interrupted is completed by its repeat, as the act stands then', async () => {
    const match = await contest(ledger);
    const act = actOf(await match.enters(open, 'first', 'first')) ?? '';
    const { gate, asleep } = sleeper(toSlice('ref'));
    void corrects(match, act, gate);
    await asleep;
    expect(inAWord(await correct(act, { headcount: 3 }))).toBe('recorded');
    expect(inAWord(await corrects(match, act, open))).toBe('repeated');
    expect(inAWord(await record({ ...right(match), headcount: 3 }))).toBe('DUPLICATE');
  });
});
