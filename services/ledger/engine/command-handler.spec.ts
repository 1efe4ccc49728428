import { reference } from '@ledger/test/support/identifiers.js';
import { caseworker, recordCommand, member, reading, reversing } from '@ledger/test/support/acts.js';
import { actOf, inAWord, only } from '@ledger/test/support/contest.js';
import { openLedger, type TestLedger, type Writer } from '@ledger/test/support/ledger.js';
import { appendingThrough } from '@ledger/test/support/overtaken.js';
import { accepted, refused, type Decision } from '../kernel/decision.js';
import type { DomainEvent } from '../kernel/domain-event.js';
import { actIdOf, streamId } from '../kernel/ids.js';
import type { Append } from '../ports/event-log.js';
import { attemptsMax } from './companions.js';
import type { RecordActCommand } from '../use-cases/record-act-command.js';
import type { Outcome } from './submission.js';
import type { BoundCommand } from './bound-decider.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

const first = reading('certificate', { person: member('M-1'), note: '第一' });
/** Other content that belongs to the same stream as `first`. */
const neighbour = { ...first, note: '第二' };
/** The same content about another person, so it belongs to another stream. */
const stranger = { ...first, person: member('M-2') };
const visit = reading('station-visit', { place: '柯桥' });

const record = async (...all: readonly RecordActCommand[]): Promise<readonly Outcome[]> =>
  ledger.write.recording.record(all);
const words = async (...all: readonly RecordActCommand[]): Promise<readonly string[]> =>
  (await record(...all)).map(inAWord);
const one = async (submitted: RecordActCommand): Promise<Outcome> => only(await record(submitted));
/** The answer to a repeat of the command that was answered so. */
const repeatOf = (recorded: Outcome): unknown => {
  if (recorded.kind !== 'recorded') throw new Error(`it was ${recorded.kind}`);
  const { stream, first: act, position } = recorded;
  return { kind: 'repeated', stream, first: act, position };
};
const log = async (): Promise<number> => (await ledger.events()).length;

describe('a command that is submitted again', () => {
  it.each([
    ['about a person', first],
    ['about nobody', visit],
    ['under a reference', { ...first, reference: reference('R-1') }],
  ])('with its key and content gets its first answer, and writes nothing: %s', async (_what, act) => {
    const recorded = await one(recordCommand(act, 'c', 'k'));
    const before = await log();
    expect(await one(recordCommand(act, 'c', 'k'))).toStrictEqual(repeatOf(recorded));
    expect(await log()).toBe(before);
  });

  it('gets its first answer also from another process, later, and behind others', async () => {
    const recorded = await one(recordCommand(first, 'c', 'k'));
    await record(recordCommand(neighbour, 'd', 'l'));
    ledger.clock.set('2027-01-01T00:00:00.000Z');
    const [repeated] = await ledger.writer().recording.record([recordCommand(first, 'c', 'k')]);
    expect(repeated).toStrictEqual(repeatOf(recorded));
  });

  it.each([
    ['in the same stream', neighbour],
    ['in another stream', stranger],
    ['in a stream of its own', visit],
  ])('with its key and other content is refused: %s', async (_where, other) => {
    await record(recordCommand(first, 'c', 'k'));
    const before = await log();
    const refusal = { ...refused('COMMAND_ID_REUSED'), existing: null };
    expect(await record(recordCommand(other, 'c', 'k'))).toStrictEqual([refusal]);
    expect(await record(recordCommand(other, 'another', 'k'))).toStrictEqual([refusal]);
    expect(await log()).toBe(before);
    expect(await words(recordCommand(first, 'c', 'k'))).toStrictEqual(['repeated']);
  });

  it('without a key is known in its own stream', async () => {
    await record(recordCommand(first, 'c'));
    expect(await words(recordCommand(first, 'c'), recordCommand(neighbour, 'c'))).toStrictEqual([
      'repeated',
      'COMMAND_ID_REUSED',
    ]);
  });

  it('is answered with the events of its stream up to its own, also if a batch has more', async () => {
    const outcomes = await record(recordCommand(first, 'c'), recordCommand(neighbour, 'd'));
    const commands = outcomes.map((outcome) =>
      outcome.kind === 'recorded' ? [...(outcome.past?.() ?? [])].map(({ origin }) => origin.commandId) : [],
    );
    expect(commands).toStrictEqual([['c'], ['c', 'd']]);
  });

  it('twice in one batch is recorded once', async () => {
    const outcomes = await record(
      recordCommand(first, 'c', 'k'),
      recordCommand(neighbour, 'd', 'l'),
      recordCommand(first, 'c', 'k'),
    );
    expect(outcomes.map(inAWord)).toStrictEqual(['recorded', 'recorded', 'repeated']);
    expect(outcomes.map(actOf)[2]).toBe(outcomes.map(actOf)[0]);
  });

  it('after a refusal is judged anew: a refusal uses up no key', async () => {
    const check = reading('health-check', { person: member('M-1'), reference: 'R-1' });
    const held = await one(recordCommand({ ...check, reference: reference('R-0') }, 'a', 'j'));
    expect(await words(recordCommand(check, 'c', 'k'))).toStrictEqual(['ONCE_PER_YEAR']);
    await ledger.write.amending.amend(reversing(actOf(held) ?? '', 'b'));
    expect(await words(recordCommand(check, 'c', 'k'))).toStrictEqual(['recorded']);
  });

  it('as another order is refused: a key is used once, whatever for', async () => {
    const act = actOf(await one(recordCommand(first, 'c', 'k'))) ?? '';
    const { amending } = ledger.write;
    expect(inAWord(await amending.amend({ ...reversing(act, 'd'), key: 'k' }))).toBe('COMMAND_ID_REUSED');
    expect(inAWord(await amending.amend(reversing(act, 'd')))).toBe('recorded');
    expect(await words(recordCommand(visit, 'e', 'd'))).toStrictEqual(['COMMAND_ID_REUSED']);
  });

  it('while the first is still being written is answered once for both', async () => {
    const both = await Promise.all([
      ledger.writer().recording.record([recordCommand(first, 'c', 'k')]),
      ledger.writer().recording.record([recordCommand(first, 'c', 'k')]),
    ]);
    const acts = (await ledger.events()).filter(({ event }) => event.type === 'ServiceRecorded');
    const [act] = acts.map(({ stream, revision }) => actIdOf(stream, revision));
    expect(acts).toHaveLength(1);
    expect(both.flat().map(actOf)).toStrictEqual([act, act]);
  });
});

describe('commands in one batch', () => {
  it('are judged in their order, each on what the one before writes', async () => {
    const check = reading('health-check', { person: member('M-1') });
    expect(
      await words(
        recordCommand({ ...check, reference: reference('R-1') }, 'a'),
        recordCommand({ ...check, reference: reference('R-2') }, 'b'),
        recordCommand({ ...check, reference: reference('R-1') }, 'c'),
        recordCommand({ ...check, reference: reference('R-1'), note: '别的' }, 'd'),
      ),
    ).toStrictEqual(['recorded', 'ONCE_PER_YEAR', 'DUPLICATE', 'REF_REUSED']);
  });

  it('that are none have no answer', async () => {
    expect(await record()).toStrictEqual([]);
    expect(await log()).toBe(0);
  });

  it('register their person once, also where the first of them is refused', async () => {
    const sheet = [
      recordCommand({ ...first, session: { text: 'S-0', stream: null } }, 'a'),
      recordCommand(first, 'b'),
      recordCommand(neighbour, 'c'),
    ];
    expect(await words(...sheet)).toStrictEqual(['UNKNOWN_SESSION', 'recorded', 'recorded']);
    const registered = (await ledger.events()).filter(({ event }) => event.type === 'WorkerRegistered');
    expect(registered.map(({ origin }) => origin.commandId)).toStrictEqual(['b']);
  });
});

describe('where others always write first', () => {
  const losing = (): Readonly<{ writer: Writer; tried: readonly (readonly Append[])[] }> => {
    const tried: (readonly Append[])[] = [];
    const writer = ledger.writer((real) =>
      appendingThrough(real, async (chain) => {
        tried.push(chain);
        return chain.map((_, index) => (index === 0 ? { kind: 'conflict', actual: 0 } : { kind: 'skipped' }));
      }),
    );
    return { writer, tried };
  };

  it('a command is given up after so many attempts, and nothing is written', async () => {
    const { writer, tried } = losing();
    expect((await writer.recording.record([recordCommand(visit, 'c')])).map(inAWord)).toStrictEqual([
      'CONTENDED',
    ]);
    expect(tried).toHaveLength(attemptsMax);
    expect(await log()).toBe(0);
    expect(await words(recordCommand(visit, 'c'))).toStrictEqual(['recorded']);
  });

  it('what is never refused says so loudly', async () => {
    const { writer } = losing();
    await expect(writer.people.freshNumber(caseworker)).rejects.toThrow('numbers: too many writers at once');
  });
});

describe('where the log fails', () => {
  it('nothing is answered, and the same command can be submitted again', async () => {
    const writer = ledger.writer((real) =>
      appendingThrough(real, () => Promise.reject(new Error('the disk is full'))),
    );
    await expect(writer.recording.record([recordCommand(visit, 'c', 'k')])).rejects.toThrow(
      'the disk is full',
    );
    expect(await words(recordCommand(visit, 'c', 'k'))).toStrictEqual(['recorded']);
  });

  it('after it wrote, the answer is found by the same command', async () => {
    const writer = ledger.writer((real) =>
      appendingThrough(real, async (chain) => {
        await real.append(chain);
        throw new Error('the line was cut');
      }),
    );
    await expect(writer.recording.record([recordCommand(visit, 'c', 'k')])).rejects.toThrow(
      'the line was cut',
    );
    expect(await words(recordCommand(visit, 'c', 'k'))).toStrictEqual(['repeated']);
    expect((await ledger.events()).filter(({ event }) => event.type === 'GatheringHeld')).toHaveLength(1);
  });
});

describe('a command that is settled', () => {
  const origin = { ...caseworker, commandId: 'c', hash: '' };
  const stream = streamId('import-x');
  const opened: DomainEvent = {
    type: 'ImportBegun',
    data: { file: 'x.csv', office: 'kq', rows: 0, remarks: null },
  };
  const deciding = (decision: Decision<DomainEvent>): BoundCommand => ({ stream, decide: () => decision });

  it('answers what it wrote', async () => {
    const { handler } = ledger.write;
    expect(await handler.settle(deciding(accepted(opened)), origin)).toStrictEqual([opened]);
    const [written] = await ledger.events();
    expect([written?.stream, written?.event, written?.origin]).toStrictEqual([
      stream,
      opened,
      { ...origin, at: ledger.clock.now() },
    ]);
  });

  it('writes nothing where there is nothing to add', async () => {
    expect(await ledger.write.handler.settle(deciding(accepted()), origin)).toStrictEqual([]);
    expect(await log()).toBe(0);
  });

  it('that is refused is a bug', async () => {
    const settled = ledger.write.handler.settle(deciding(refused('WRONG_STATE')), origin);
    await expect(settled).rejects.toThrow('import-x refused with WRONG_STATE');
  });
});
