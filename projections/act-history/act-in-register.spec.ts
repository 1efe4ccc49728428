import type { ActReading } from '@ledger/ledger/use-cases/record-act-command.js';
import { workerStreamOf, type ActId, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import { caseworker, recordCommand, member, office, reading } from '@ledger/test/support/acts.js';
import { actOf, inAWord, only } from '@ledger/test/support/contest.js';
import { membership, personWith } from '@ledger/test/support/identifiers.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { historiesOf, type ActStep } from './act-history.js';
import { nameIn } from './act-in-register.js';

let ledger: TestLedger;
let commands = 0;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

const command = (): string => {
  commands += 1;
  return `command ${String(commands)}`;
};

const recorded = async (reference: string, said: Partial<ActReading> = {}) => {
  const act = reading('certificate', { person: member('M-1'), ...said, reference });
  return only(await ledger.write.recording.record([recordCommand(act, command())]));
};
const record = async (reference: string, said: Partial<ActReading> = {}): Promise<ActId> => {
  const id = actOf(await recorded(reference, said));
  if (id === null) throw new Error('the act was not recorded');
  return id;
};
const undo = (act: ActId) =>
  ledger.write.amending.reverseAll({
    acts: [{ act, commandId: command() }],
    reason: '串行了',
    importId: 'sheet',
    by: caseworker,
  });

const number = async (): Promise<WorkerNo> => {
  const value = membership('M-1');
  const found = await ledger.write.people.find({ by: 'membership', office, value });
  if (found === null) throw new Error('nobody has the number');
  return found;
};

const history = async (act: ActId): Promise<readonly ActStep[]> =>
  (await historiesOf(ledger.log, [act]))[0] ?? [];

/** Name and sex as they were submitted with an act, in clear. */
const statedIn = async (act: ActId, who?: WorkerNo): Promise<unknown> => {
  const subject = workerStreamOf(who ?? (await number()));
  const key = (await ledger.vault.existingKeys([subject])).get(subject) ?? null;
  const [first, ...later] = await history(act);
  expect(later.map((step) => step.handedIn)).toStrictEqual(later.map(() => null));
  return first?.handedIn == null ? null : { ...nameIn(first.handedIn, key), sex: first.handedIn.sex };
};

const noted = async (act: ActId): Promise<unknown> =>
  (await history(act))
    .filter(({ stream }) => stream.startsWith('worker-'))
    .map(({ event, details }) => [event, details]);

const zhang = { name: '张三', sex: 'female' } as const;

describe('what was submitted of the person of an act', () => {
  it('is shown as it was, whatever the register says', async () => {
    const first = await record('A', { name: '张 三' });
    const same = await record('B', zhang);
    const blank = await record('C', { name: null });
    const masked = await record('D', { name: '张*', sex: 'female' });
    expect(await statedIn(first)).toStrictEqual({ name: '张 三', erased: false, sex: null });
    // The register has the name with a blank in it.
    expect(await statedIn(same)).toStrictEqual({ name: '张三', erased: false, sex: 'female' });
    expect(await statedIn(blank)).toBeNull();
    expect(await statedIn(masked)).toStrictEqual({ name: '张*', erased: false, sex: 'female' });
  });

  it('is shown after the register was put right, withdrawn, and filled by another', async () => {
    const first = await record('A', zhang);
    const second = await record('B', zhang);
    const submitted = { commandId: 'right', key: 'right', by: caseworker, office };
    await ledger.write.registering.correct(
      await number(),
      personWith({ name: '张三丰', sex: null }),
      submitted,
    );
    await undo(first);
    await record('C', { name: '张三丰', sex: 'male' });
    for (const act of [first, second])
      expect(await statedIn(act)).toStrictEqual({ name: '张三', erased: false, sex: 'female' });
  });

  it('is gone with the person', async () => {
    const acts = [await record('A', zhang), await record('B', { sex: 'female' }), await record('C', zhang)];
    const who = await number();
    await ledger.write.registering.erase(who, {
      commandId: 'erase',
      key: 'erase',
      by: caseworker,
    });
    expect(await Promise.all(acts.map((act) => statedIn(act, who)))).toStrictEqual([
      { name: null, erased: true, sex: 'female' },
      { name: null, erased: false, sex: 'female' },
      { name: null, erased: true, sex: 'female' },
    ]);
  });

  it('is nothing of an act that names nobody', async () => {
    const visit = await record('V', { person: null, name: '王五', sex: 'male' });
    expect((await history(visit)).map(({ event, handedIn: said }) => [event, said])).toStrictEqual([
      ['GatheringHeld', null],
    ]);
  });
});

describe('what the register noted of an act', () => {
  it('is what it brought, and what was withdrawn with its import', async () => {
    const first = await record('A', { name: '张三' });
    const second = await record('B', { ...zhang, employer: '快送' });
    const third = await record('C', zhang);
    await undo(second);
    await undo(third);
    expect(await noted(first)).toStrictEqual([['WorkerRegistered', ['name']]]);
    expect(await noted(second)).toStrictEqual([
      ['WorkerDetailsFilled', ['sex', 'employer']],
      ['DetailsWithdrawn', ['sex', 'employer']],
    ]);
    expect(await noted(third)).toStrictEqual([]);
  });

  it('is where it contradicts, as the view of workers says it, too', async () => {
    const [first, second] = [await record('A', { name: '李四' }), await record('B', { name: '李四' })];
    await undo(first);
    const third = await record('C', zhang);
    expect(inAWord(await recorded('B', { name: '李四' }))).toBe('DUPLICATE');
    expect(await noted(second)).toStrictEqual([['DetailsContradicted', ['name']]]);
    expect(await noted(third)).toStrictEqual([['WorkerDetailsFilled', ['name', 'sex']]]);
  });
});
