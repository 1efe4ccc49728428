import { caseworker, recordCommand, member, office, reading } from '@ledger/test/support/acts.js';
import { inAWord, only } from '@ledger/test/support/contest.js';
import { importTestSheet } from '@ledger/test/support/sheet-imports.js';
import { membership, personWith } from '@ledger/test/support/identifiers.js';
import { openLedger, type TestLedger, type Writer } from '@ledger/test/support/ledger.js';
import { csv, sheet } from '@ledger/test/support/sheets.js';
import { undoing } from '../imports/undo-import.js';
import { phoneFrom } from '../kernel/identifiers.js';
import type { WorkerNo } from '../kernel/ids.js';
import { comparableName } from '../kernel/person-names.js';
import type { KeyVault } from '../ports/key-vault.js';
import { overtaken } from '@ledger/test/support/overtaken.js';
import { passedVault } from '@ledger/test/support/passed-vault.js';
import { toSlice } from '@ledger/test/support/sequential.js';
import type { PersonDetails } from './person-details.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

/** The workers found by each text: by a phone number, by initials or by a name, depending on its characters. */
const found = (...texts: readonly string[]): Promise<readonly (readonly WorkerNo[])[]> =>
  Promise.all(
    texts.map(async (text) => {
      const { vault } = ledger;
      const phone = /\d/.test(text) ? phoneFrom(text) : null;
      if (phone !== null) return vault.whoHas({ by: 'phone', value: phone });
      if (/^[a-z]+$/.test(text)) return vault.whoHas({ by: 'initials', value: text });
      const name = comparableName(text);
      return name === null ? [] : vault.whoHas({ by: 'name', value: name });
    }),
  );

const workerOf = async (text: string): Promise<WorkerNo> => {
  const worker = await ledger.write.people.find({ by: 'membership', office, value: membership(text) });
  if (worker === null) throw new Error(`${text} is nobody`);
  return worker;
};

let commands = 0;
const command = (id = `command-${String((commands += 1))}`) => ({ commandId: id, key: id, by: caseworker });

const register = async (person: Parameters<typeof personWith>[0]): Promise<WorkerNo> => {
  await ledger.write.registering.register(office, personWith({ membership: 'M-1', ...person }), command());
  return workerOf('M-1');
};
const correct = (worker: WorkerNo, person: PersonDetails) =>
  ledger.write.registering.correct(worker, person, { ...command(), office });

/** Records a certificate for the person with this membership number. */
const record = async (text: string, name: string | null, commandId = command().commandId): Promise<string> =>
  inAWord(
    only(
      await ledger.write.recording.record([
        recordCommand(reading('certificate', { person: member(text), name }), commandId),
      ]),
    ),
  );

describe('a person is found', () => {
  it('by name, initials and phone number from the registration on, and from a correction on by its own', async () => {
    const worker = await register({ name: '欧阳 靖宇', phone: '139-5751-7733' });
    const texts = ['欧阳·靖宇', 'oyjy', '+8613957517733'];
    expect(await found(...texts)).toStrictEqual([[worker], [worker], [worker]]);
    await correct(worker, personWith({ name: '王芳' }));
    expect(await found(...texts, '王芳', 'wf')).toStrictEqual([[], [], [worker], [worker], [worker]]);
    await correct(worker, { phone: null });
    expect(await found('13957517733', '王芳')).toStrictEqual([[], [worker]]);
  });

  it('by the name of the act that registered them, or that filled a blank or a masked name', async () => {
    for (const [text, name] of [
      ['M-1', '欧阳靖宇'],
      ['M-2', null],
      ['M-3', '张*'],
    ] as const)
      expect(await record(text, name)).toBe('recorded');
    const [first, second, third] = [await workerOf('M-1'), await workerOf('M-2'), await workerOf('M-3')];
    expect(await found('欧阳靖宇', 'oyjy', 'z')).toStrictEqual([[first], [first], []]);
    await record('M-2', '王芳');
    await record('M-3', '张芳');
    expect(await found('王芳', '张芳', 'zf')).toStrictEqual([[second], [third], [third]]);
  });

  it('not by what a refused order or act has said', async () => {
    const worker = await register({ name: '王芳' });
    expect(await record('M-1', '李雷')).toBe('PERSON_DIFFERS');
    const again = await ledger.write.registering.register(
      office,
      personWith({ membership: 'M-1', name: '韩梅梅', phone: '13957517733' }),
      command(),
    );
    expect(again).toMatchObject({ kind: 'refused', code: 'ALREADY_REGISTERED' });
    expect(await found('李雷', '韩梅梅', '13957517733', '王芳')).toStrictEqual([[], [], [], [worker]]);
  });

  it('no more by what an import has brought that was undone, but by all else that stands', async () => {
    const worker = await register({ phone: '13957517733' });
    const row = { kind: '维权热线', district: '330603', date: '2026-03-01' };
    const sheetOf = (reference: string) =>
      sheet(csv({ ...row, reference, membership: 'M-1', name: '欧阳靖宇' }));
    await importTestSheet(ledger.write, sheetOf('R-1'), { id: 'one' });
    expect(await found('欧阳靖宇', 'oyjy')).toStrictEqual([[worker], [worker]]);
    const ports = { ...ledger, ...ledger.write };
    const by = { actor: 'li', role: 'caseworker', district: null };
    await undoing(ports).begin({ id: 'one', by }, 'the wrong sheet');
    await undoing(ports).undo({ id: 'one', by, progress: () => undefined });
    expect(await found('欧阳靖宇', 'oyjy', '13957517733')).toStrictEqual([[], [], [worker]]);
    await importTestSheet(ledger.write, sheetOf('R-2'), { id: 'two' });
    expect(await found('欧阳靖宇', 'oyjy', '13957517733')).toStrictEqual([[worker], [worker], [worker]]);
  });

  it('by nothing from the erasing on', async () => {
    const worker = await register({ name: '欧阳靖宇', phone: '13957517733' });
    await ledger.write.registering.erase(worker, command());
    expect(await found('欧阳靖宇', 'oyjy', '13957517733')).toStrictEqual([[], [], []]);
  });
});

describe('what a crash has left out', () => {
  /** A vault whose process is killed as soon as it is to store search terms for a person. */
  const killed = (vault: KeyVault): KeyVault => ({
    ...passedVault(vault),
    describe: () => Promise.reject(new Error('killed')),
    describeAnew: () => Promise.reject(new Error('killed')),
  });

  it('is put right when the act is submitted again', async () => {
    const { recording } = ledger.writer(undefined, killed);
    const act = recordCommand(reading('certificate', { person: member('M-1'), name: '王芳' }), 'command');
    await expect(recording.record([act])).rejects.toThrow('killed');
    const worker = await workerOf('M-1');
    expect(await found('王芳')).toStrictEqual([[]]);
    expect(await record('M-1', '王芳', 'command')).toBe('repeated');
    expect(await found('王芳', 'wf')).toStrictEqual([[worker], [worker]]);
  });

  it('is put right when the registration is repeated', async () => {
    const { registering } = ledger.writer(undefined, killed);
    const person = personWith({ membership: 'M-1', name: '王芳' });
    const order = command('register');
    await expect(registering.register(office, person, order)).rejects.toThrow('killed');
    expect(await found('王芳')).toStrictEqual([[]]);
    await ledger.write.registering.register(office, person, order);
    expect(await found('王芳')).toStrictEqual([[await workerOf('M-1')]]);
  });
});

it('of two who change the register at once the traits are those of the register', async () => {
  const worker = await register({ name: '王芳' });
  let overtake: (() => Promise<unknown>) | null = () => correct(worker, personWith({ name: '李芳' }));
  const slow = ledger.writer(undefined, (vault) => ({
    ...passedVault(vault),
    describeAnew: async (person) => {
      const first = overtake;
      overtake = null;
      await first?.();
      await vault.describeAnew(person);
    },
  }));
  await slow.registering.correct(worker, personWith({ name: '陈芳' }), { ...command(), office });
  expect(await found('王芳', '陈芳', '李芳')).toStrictEqual([[], [], [worker]]);
});

describe('of two writers who name one person at once', () => {
  const writeLate = async (late: Writer, name: string): Promise<string> =>
    inAWord(
      only(
        await late.recording.record([
          recordCommand(reading('certificate', { person: member('M-1'), name }), command().commandId),
        ]),
      ),
    );

  it('the refused one leaves nothing to be found by', async () => {
    const late = ledger.writer((log) => overtaken(log, toSlice('passbook'), () => record('M-1', '王芳')));
    expect(await writeLate(late, '李雷')).toBe('PERSON_DIFFERS');
    expect(await found('李雷', 'll', '王芳')).toStrictEqual([[], [], [await workerOf('M-1')]]);
  });

  it('the one whose name was corrected meanwhile leaves nothing of it', async () => {
    const late = ledger.writer(undefined, (vault) => ({
      ...passedVault(vault),
      describe: async (persons) => {
        await correct(await workerOf('M-1'), personWith({ name: '李芳' }));
        await vault.describe(persons);
      },
    }));
    expect(await writeLate(late, '王芳')).toBe('recorded');
    expect(await found('王芳', 'wf', '李芳')).toStrictEqual([[], [], [await workerOf('M-1')]]);
  });
});
