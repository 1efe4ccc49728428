import { caseworker, member, office, reading, recordCommand } from '@ledger/test/support/acts.js';
import { membership, nationalId, nationalIdOf, personWith } from '@ledger/test/support/identifiers.js';
import { openLedger, type TestLedger, type Writer } from '@ledger/test/support/ledger.js';
import { overtaken } from '@ledger/test/support/overtaken.js';
import type { EventLog } from '../ports/event-log.js';
import type { WorkerNo } from '../kernel/ids.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

const [ours, theirs] = [nationalIdOf('33060219900101001'), nationalIdOf('33060219900101002')];

let commands = 0;
const requested = (id = `command-${String((commands += 1))}`) => ({ commandId: id, key: id, by: caseworker });

const register = (number: string, id: string, writer: Writer = ledger.write, key = requested()) =>
  writer.registering.register(office, personWith({ membership: number, nationalId: id, name: '王芳' }), key);

const correct = (worker: WorkerNo, id: string, writer: Writer = ledger.write, key = requested()) =>
  writer.registering.correct(worker, personWith({ nationalId: id }), { ...key, office });

const withId = (id: string): Promise<WorkerNo | null> =>
  ledger.write.people.find({ by: 'national-id', value: nationalId(id) });

const withNumber = async (number: string): Promise<WorkerNo> => {
  const value = membership(number);
  const worker = await ledger.write.people.find({ by: 'membership', office, value });
  if (worker === null) throw new Error(`${number} is nobody`);
  return worker;
};

/** A writer that is overtaken by `work` before it writes about a worker. */
const late = (work: () => Promise<unknown>): Writer =>
  ledger.writer((log: EventLog) => overtaken(log, ({ stream }) => stream.startsWith('worker'), work));

describe('of two registrations of one membership number at once', () => {
  it('the refused one leaves its national id to its owner', async () => {
    const slow = late(() => register('M-1', theirs));
    expect(await register('M-1', ours, slow)).toMatchObject({ code: 'ALREADY_REGISTERED' });
    expect([await withId(theirs), await withId(ours)]).toStrictEqual([await withNumber('M-1'), null]);
    expect(await register('M-2', ours)).toMatchObject({ kind: 'recorded' });
    expect(await withId(ours)).toBe(await withNumber('M-2'));
  });

  it('the recorded one can be corrected afterwards', async () => {
    const slow = late(() => register('M-1', theirs));
    await register('M-1', ours, slow);
    const worker = await withNumber('M-1');
    expect(await correct(worker, ours)).toMatchObject({ kind: 'recorded' });
    expect([await withId(ours), await withId(theirs)]).toStrictEqual([worker, worker]);
  });

  it('the refused one takes no look-up from the recorded one, which has the same', async () => {
    const slow = late(() => register('M-1', ours));
    expect(await register('M-1', ours, slow)).toMatchObject({ code: 'ALREADY_REGISTERED' });
    expect(await withId(ours)).toBe(await withNumber('M-1'));
    expect(await register('M-2', ours)).toMatchObject({ code: 'LOOKUP_TAKEN' });
  });

  it('a national id is nobody else’s before it is written', async () => {
    const answers: unknown[] = [];
    const slow = late(async () => answers.push(await register('M-2', ours)));
    expect(await register('M-1', ours, slow)).toMatchObject({ kind: 'recorded' });
    expect(answers).toMatchObject([{ code: 'LOOKUP_TAKEN' }]);
    expect(await withId(ours)).toBe(await withNumber('M-1'));
  });
});

describe('of two orders about one worker at once', () => {
  it('a correction that is refused leaves its national id to its owner', async () => {
    await register('M-1', theirs);
    const worker = await withNumber('M-1');
    const slow = late(() =>
      ledger.write.registering.correct(worker, { name: '李芳' }, { ...requested('key'), office }),
    );
    const second = { ...requested('key'), commandId: 'another' };
    expect(await correct(worker, ours, slow, second)).toMatchObject({ code: 'COMMAND_ID_REUSED' });
    expect(await withId(ours)).toBeNull();
    expect(await register('M-2', ours)).toMatchObject({ kind: 'recorded' });
  });

  it('an act under a number makes it the worker’s, also if the correction that held it is refused', async () => {
    await register('M-1', theirs);
    const worker = await withNumber('M-1');
    const slow = late(async () => {
      const act = recordCommand(reading('certificate', { person: member('M-9') }), 'act');
      expect(await ledger.write.recording.record([act])).toMatchObject([{ kind: 'recorded' }]);
      await ledger.write.registering.correct(worker, { name: '李芳' }, { ...requested('key'), office });
    });
    const second = { ...requested('key'), commandId: 'another', office };
    const answer = await slow.registering.correct(worker, personWith({ membership: 'M-9' }), second);
    expect(answer).toMatchObject({ code: 'COMMAND_ID_REUSED' });
    expect(await withNumber('M-9')).toBe(worker);
  });

  it('a correction of a person who is erased meanwhile leaves no look-up', async () => {
    await register('M-1', theirs);
    const worker = await withNumber('M-1');
    const slow = late(() => ledger.write.registering.erase(worker, requested()));
    expect(await correct(worker, ours, slow)).toMatchObject({ code: 'UNKNOWN_WORKER' });
    expect([await withId(ours), await withId(theirs)]).toStrictEqual([null, null]);
  });

  it('a correction that is recorded keeps what a refused one with the same national id held', async () => {
    await register('M-1', theirs);
    const worker = await withNumber('M-1');
    const slow = late(() => correct(worker, ours, ledger.write, requested('key')));
    const answer = await slow.registering.correct(worker, personWith({ nationalId: ours, name: '李芳' }), {
      ...requested('key'),
      ...{ commandId: 'another', office },
    });
    expect(answer).toMatchObject({ kind: 'refused', code: 'COMMAND_ID_REUSED' });
    expect([await withId(ours), await withId(theirs)]).toStrictEqual([worker, worker]);
    expect(await register('M-2', ours)).toMatchObject({ code: 'LOOKUP_TAKEN' });
  });
});
