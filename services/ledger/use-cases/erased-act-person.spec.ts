import {
  caseworker,
  correcting,
  recordCommand,
  member,
  reading,
  reversing,
} from '@ledger/test/support/acts.js';
import { actOf, inAWord, only } from '@ledger/test/support/contest.js';
import { membership } from '@ledger/test/support/identifiers.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { passedVault } from '@ledger/test/support/passed-vault.js';
import { soleOffice } from '../kernel/identifiers.js';
import { printWorkerNo, type WorkerNo } from '../kernel/ids.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

const record = async (): Promise<string> => {
  const act = reading('skills-training', { person: member('M-1'), name: '王强', note: '第一期' });
  return actOf(only(await ledger.write.recording.record([recordCommand(act, 'record')]))) ?? '';
};

const number = async (): Promise<WorkerNo> => {
  const value = membership('M-1');
  const found = await ledger.write.people.find({ by: 'membership', office: soleOffice, value });
  if (found === null) throw new Error('M-1 has no number');
  return found;
};

const erase = (worker: WorkerNo, write = ledger.write) =>
  write.registering.erase(worker, { commandId: 'erase', key: 'erase', by: caseworker });

/** Requests the erasure of a person whose key the vault does not destroy. */
const beginErasing = async (worker: WorkerNo): Promise<void> => {
  const write = ledger.writer(undefined, (vault) => ({
    ...passedVault(vault),
    erase: () => Promise.reject(new Error('the vault went away')),
  }));
  await expect(erase(worker, write)).rejects.toThrow('went away');
};

const correct = (act: string, commandId: string, changes = { note: '改' }) =>
  ledger.write.amending.amend(correcting(act, changes, commandId));

const answerTo = async (act: string, commandId: string): Promise<unknown> => {
  const before = (await ledger.events()).length;
  const answer = await correct(act, commandId);
  expect((await ledger.events()).length).toBe(before);
  return answer;
};

describe('an act of an erased person', () => {
  it.each([
    ['erased', erase],
    ['being erased', beginErasing],
  ] as const)('is not corrected: the person is %s', async (_state, end) => {
    const act = await record();
    const worker = await number();
    await end(worker);
    expect(await answerTo(act, 'correct')).toStrictEqual({
      kind: 'refused',
      code: 'UNKNOWN_WORKER',
      because: { worker: printWorkerNo(worker) },
      existing: null,
    });
  });

  it('is not corrected again under the key of a correction from before', async () => {
    const act = await record();
    const worker = await number();
    expect(inAWord(await correct(act, 'correct'))).toBe('recorded');
    await erase(worker);
    expect(await answerTo(act, 'correct')).toMatchObject({ code: 'UNKNOWN_WORKER' });
  });

  it('can be reversed', async () => {
    const act = await record();
    await erase(await number());
    expect(inAWord(await ledger.write.amending.amend(reversing(act, 'reverse')))).toBe('recorded');
  });
});
