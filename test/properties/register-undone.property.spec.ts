import type { ActId } from '@ledger/ledger/kernel/ids.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import type { ActReading } from '@ledger/ledger/use-cases/record-act-command.js';
import { patience } from '../journeys/support/patience.js';
import { caseworker, recordCommand, member, office, reading, reversing } from '../support/acts.js';
import { actsInForce } from '../support/acts-in-log.js';
import { actOf, inAWord, only } from '../support/contest.js';
import { membership, personWith } from '../support/identifiers.js';
import type { TestLedger, Writer } from '../support/ledger.js';
import { overtaken } from '../support/overtaken.js';
import { registeredAs, registerEventsOf } from '../support/register.js';
import { sequential, sleeper, toSlice } from '../support/sequential.js';
import { bothLogs, ledgerAt } from './both-logs.js';

const blank = { name: null, sex: null, occupation: null, employer: null };

/**
 * One writer is about to write details into the register. Meanwhile another reverses or undoes the act, or corrects the
 * register.
 */
describe.each(bothLogs)(
  'details that are on their way into the register, on the log “%s”',
  (_name, place) => {
    let ledger: TestLedger;
    let close: () => Promise<void>;
    let people = 0;
    let number = '';

    beforeAll(async () => {
      ({ ledger, close } = await ledgerAt(place));
    }, patience);
    afterAll(() => close());
    beforeEach(() => {
      people += 1;
      number = `UNDONE-${String(people)}`;
    });

    const certified = (reference: string, said: Partial<ActReading> = { name: '李四' }): ActReading =>
      reading('certificate', { ...said, person: member(number), reference: `${number}-${reference}` });

    let commands = 0;
    const command = (): string => {
      commands += 1;
      return `command ${String(commands)}`;
    };

    const record = async (act: ActReading, { recording }: Writer = ledger.write) =>
      only(await recording.record([recordCommand(act, command())]));
    const recorded = async (act: ActReading): Promise<ActId> => {
      const id = actOf(await record(act));
      if (id === null) throw new Error('the act was not recorded');
      return id;
    };
    /** Reverses an act in the way in which an import is undone. */
    const undo = (act: ActId, { amending }: Writer = ledger.write) =>
      amending.reverseAll({
        acts: [{ act, commandId: command() }],
        reason: '串行了',
        importId: 'sheet',
        by: caseworker,
      });
    const correct = async (said: Parameters<typeof personWith>[0]): Promise<void> => {
      const value = membership(number);
      const worker = await ledger.write.people.find({ by: 'membership', office, value });
      if (worker === null) throw new Error('nobody has the number');
      const commandId = command();
      const submitted = { commandId, key: commandId, by: caseworker, office };
      await ledger.write.registering.correct(worker, personWith(said), submitted);
    };
    const beforeItFills = (work: () => Promise<unknown>): Writer =>
      ledger.writer((log: EventLog) => overtaken(log, toSlice('worker'), work));
    const typesOf = async () => (await registerEventsOf(ledger, number)).map(({ event }) => event.type);

    /** Creates an act whose name the register does not have any more: another act had filled it in and was undone. */
    const contradicted = async (said: Partial<ActReading> = { name: '李四' }): Promise<ActId> => {
      const first = await recorded(certified('A', said));
      const second = await recorded(certified('B', said));
      await undo(first);
      expect(await registeredAs(ledger, number)).toStrictEqual(blank);
      return second;
    };

    it('are not written where the act of a duplicate is undone at that moment', async () => {
      const act = await contradicted();
      const again = await record(
        certified('B'),
        beforeItFills(() => undo(act)),
      );
      expect(inAWord(again)).toBe('DUPLICATE');
      expect(await registeredAs(ledger, number)).toStrictEqual(blank);
      expect(await typesOf()).toStrictEqual(['WorkerRegistered', 'DetailsWithdrawn', 'DetailsWithdrawn']);
      // The next act fills the register with its own details.
      expect(inAWord(await record(certified('C', { name: '张三' })))).toBe('recorded');
      expect(await registeredAs(ledger, number)).toStrictEqual({ ...blank, name: '张三' });
    });

    it('are not written where a new act is undone between its own event and the register', async () => {
      const { gate, asleep, wake } = sleeper(toSlice('worker'));
      const writing = record(
        certified('A'),
        ledger.writer((log) => sequential(log, gate)),
      );
      await asleep;
      const [act] = actsInForce(await ledger.events()).filter(({ reference }) => reference === `${number}-A`);
      if (act === undefined) throw new Error('the act is not in the log yet');
      await undo(act.act);
      wake();
      expect(inAWord(await writing)).toBe('recorded');
      expect(await registeredAs(ledger, number)).toBeNull();
      // The worker number stays assigned, and the next act registers its person.
      expect(inAWord(await record(certified('C', { name: '张三' })))).toBe('recorded');
      expect(await registeredAs(ledger, number)).toStrictEqual({ ...blank, name: '张三' });
    });

    it('are withdrawn where the undoing comes after them', async () => {
      const act = await contradicted();
      const writer = ledger.writer((log) =>
        overtaken(log, toSlice('passbook'), () => record(certified('B'))),
      );
      await undo(act, writer);
      expect(await registeredAs(ledger, number)).toStrictEqual(blank);
      expect(await typesOf()).toStrictEqual([
        'WorkerRegistered',
        'DetailsWithdrawn',
        'WorkerDetailsFilled',
        'DetailsWithdrawn',
      ]);
    });

    it('are not written over what is put right at that moment', async () => {
      const said = { name: '李四', sex: 'male', employer: '甲' } as const;
      await contradicted(said);
      await record(
        certified('B', said),
        beforeItFills(() => correct({ sex: 'female' })),
      );
      expect(await registeredAs(ledger, number)).toStrictEqual({ ...blank, sex: 'female' });
      expect((await typesOf()).at(-1)).toBe('DetailsContradicted');
    });

    it('are judged on what another act has brought at that moment', async () => {
      await contradicted();
      await record(
        certified('B'),
        beforeItFills(() => record(certified('C', { name: '张三', sex: 'female' }))),
      );
      expect(await registeredAs(ledger, number)).toStrictEqual({ ...blank, name: '张三', sex: 'female' });
      expect((await typesOf()).at(-1)).toBe('DetailsContradicted');
    });

    it('stay where only the act is taken back, as if that had come a moment later', async () => {
      const act = await contradicted();
      await record(
        certified('B'),
        beforeItFills(() => ledger.write.amending.amend(reversing(act, command()))),
      );
      expect(await registeredAs(ledger, number)).toStrictEqual({ ...blank, name: '李四' });
      await undo(act);
      expect(await registeredAs(ledger, number)).toStrictEqual(blank);
    });
  },
);
