import type { ActId } from '@ledger/ledger/kernel/ids.js';
import type { AmendActCommand } from '@ledger/ledger/use-cases/amend-act.js';
import { patience } from '../journeys/support/patience.js';
import {
  caseworker,
  correcting,
  recordCommand,
  releasing,
  reversing,
  reversingAndReleasing,
} from '../support/acts.js';
import { actOf, contest, inAWord, only, open, type Contest } from '../support/contest.js';
import type { TestLedger } from '../support/ledger.js';
import { sequential, sleeper, toSlice } from '../support/sequential.js';
import { bothLogs, ledgerAt } from './both-logs.js';

const slices = ['passbook', 'ref'] as const;
type Slice = (typeof slices)[number];

/**
 * The writer of an amendment pauses before one of its appends. Meanwhile others submit commands with the reference of
 * the same act.
 */
describe.each(bothLogs)('a reference beside a second writer, on the log “%s”', (_name, place) => {
  let ledger: TestLedger;
  let close: () => Promise<void>;
  let match: Contest;
  let act: ActId;

  beforeAll(async () => {
    ({ ledger, close } = await ledgerAt(place));
  }, patience);
  afterAll(() => close());
  beforeEach(async () => {
    match = await contest(ledger);
    const first = actOf(await match.enters(open, 'first', 'first'));
    if (first === null) throw new Error('the act was not recorded');
    act = first;
  });

  const named = (what: string): string => `${what} of ${match.reference}`;
  const amends = async (submitted: AmendActCommand): Promise<string> =>
    inAWord(await ledger.write.amending.amend(submitted));
  const enters = async (...[content, commandId]: Parameters<Contest['submitted']>): Promise<string> =>
    inAWord(await match.enters(open, content, commandId));
  /**
   * Starts an amendment by a new writer and waits until it pauses before its append to this slice. The returned
   * function lets it continue and returns its outcome.
   */
  const asleepBefore = async (slice: Slice, submitted: AmendActCommand) => {
    const { gate, asleep, wake } = sleeper(toSlice(slice));
    const outcome = ledger.writer((log) => sequential(log, gate)).amending.amend(submitted);
    await asleep;
    return async (): Promise<string> => {
      wake();
      return inAWord(await outcome);
    };
  };
  const actsHeld = async (): Promise<readonly string[]> =>
    (await match.acts()).map(({ commandId }) => commandId);

  it('is kept by a reversal, whoever comes before and after it', async () => {
    const wake = await asleepBefore('passbook', reversing(act, named('reversal')));
    expect([await enters('first', 'second'), await enters('stranger', 'third')]).toStrictEqual([
      'DUPLICATE',
      'REF_REUSED',
    ]);
    expect(await wake()).toBe('recorded');
    expect([await enters('first', 'fourth'), await enters('stranger', 'fifth')]).toStrictEqual([
      'REVERSED',
      'REVERSED',
    ]);
    expect(await actsHeld()).toStrictEqual([]);
  });

  it.each(['first', 'neighbour', 'stranger', 'visit'] as const)(
    'is given free once: a release that comes late leaves it to the %s content',
    async (content) => {
      const wake = await asleepBefore('ref', reversingAndReleasing(act, named('reversal')));
      expect(await enters(content, 'second')).toBe('recorded');
      expect(await wake()).toBe('recorded');
      expect(await enters(content, 'third')).toBe('DUPLICATE');
      expect(await actsHeld()).toStrictEqual([`second@${match.reference}`]);
    },
  );

  it('is given free later, beside whoever wants it at that moment', async () => {
    expect(await amends(reversing(act, named('reversal')))).toBe('recorded');
    const wake = await asleepBefore('passbook', releasing(act, named('release')));
    expect(await enters('stranger', 'second')).toBe('REVERSED');
    expect(await wake()).toBe('recorded');
    expect(await enters('stranger', 'third')).toBe('recorded');
    expect(await actsHeld()).toStrictEqual([`third@${match.reference}`]);
  });

  it('is free once where two undo its act at once', async () => {
    const { gate, asleep, wake } = sleeper(toSlice('passbook'));
    const undo = (commandId: string, writer = ledger.write) =>
      writer.amending.reverseAll({
        acts: [{ act, commandId: named(commandId) }],
        ...{ reason: '串行了', importId: commandId, by: caseworker },
      });
    const one = undo(
      'one',
      ledger.writer((log) => sequential(log, gate)),
    );
    await asleep;
    expect((await undo('other')).map(inAWord)).toStrictEqual(['recorded']);
    expect(await enters('stranger', 'second')).toBe('recorded');
    wake();
    expect((await one).map(inAWord)).toStrictEqual(['WRONG_STATE']);
    expect(await enters('stranger', 'third')).toBe('DUPLICATE');
    expect(await actsHeld()).toStrictEqual([`second@${match.reference}`]);
  });

  const right = async (commandId: string): Promise<string> => {
    const corrected = { ...match.contents.first, district: '330603' };
    return inAWord(only(await ledger.write.recording.record([recordCommand(corrected, named(commandId))])));
  };
  const correction = (): AmendActCommand => correcting(act, { district: '330603' }, named('correction'));

  it.each(slices)(
    'has the fingerprint of the corrected act once its append to the %s is there',
    async (slice) => {
      const wake = await asleepBefore(slice, correction());
      expect([await enters('first', 'second'), await right('second right')]).toStrictEqual([
        'DUPLICATE',
        'REF_REUSED',
      ]);
      expect(await wake()).toBe('recorded');
      expect([await enters('first', 'third'), await right('third right')]).toStrictEqual([
        'REF_REUSED',
        'DUPLICATE',
      ]);
      expect(await actsHeld()).toHaveLength(1);
    },
  );

  it.each(slices)(
    'has that of both corrections where another came before its append to the %s',
    async (slice) => {
      const wake = await asleepBefore(slice, correction());
      expect(await amends(correcting(act, { headcount: 3 }, named('other correction')))).toBe('recorded');
      expect(await wake()).toBe('recorded');
      const both = { ...match.contents.first, district: '330603', headcount: 3 };
      const [again] = await ledger.write.recording.record([recordCommand(both, named('both'))]);
      expect(again === undefined ? '' : inAWord(again)).toBe('DUPLICATE');
      expect(await enters('first', 'second')).toBe('REF_REUSED');
    },
  );

  it.each([
    ['passbook', 'WRONG_STATE'],
    ['ref', 'recorded'],
  ] as const)(
    'stays with an act that is reversed before a correction’s append to the %s',
    async (slice, word) => {
      const wake = await asleepBefore(slice, correction());
      expect(await amends(reversing(act, named('reversal')))).toBe('recorded');
      expect(await wake()).toBe(word);
      expect([await enters('first', 'second'), await right('third')]).toStrictEqual(['REVERSED', 'REVERSED']);
    },
  );

  it('is not touched by a correction of an act that gave it free', async () => {
    const wake = await asleepBefore('ref', correction());
    expect(await amends(reversingAndReleasing(act, named('reversal')))).toBe('recorded');
    expect(await enters('first', 'second')).toBe('recorded');
    expect(await wake()).toBe('recorded');
    expect([await enters('first', 'third'), await right('fourth')]).toStrictEqual([
      'DUPLICATE',
      'REF_REUSED',
    ]);
    expect(await actsHeld()).toStrictEqual([`second@${match.reference}`]);
  });
});
