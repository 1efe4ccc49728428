import { caseworker, recordCommand, member, office, reading, reversing } from '@ledger/test/support/acts.js';
import { eventsOfType } from '@ledger/test/support/acts-in-log.js';
import { actOf, inAWord, only } from '@ledger/test/support/contest.js';
import { membership, personWith } from '@ledger/test/support/identifiers.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { registeredAs, registerEventsOf } from '@ledger/test/support/register.js';
import { isOneOf } from '../kernel/domain-event.js';
import { unsealed } from '@ledger/test/support/unsealed-text.js';
import { openingEvents } from '../acts/opening-events.js';
import { refused } from '../kernel/decision.js';
import { printWorkerNo, workerStreamOf, type WorkerNo } from '../kernel/ids.js';
import { fen } from '../kernel/money.js';
import { refusalText } from '../kernel/refusals.js';
import type { Outcome } from '../engine/submission.js';
import type { PersonDetails } from './person-details.js';
import type { ActReading, PersonReading } from './record-act-command.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

type Said = Partial<Omit<ActReading, 'kind' | 'reference' | 'office'>>;

let commands = 0;
/** A certificate, because no rule limits how many a person may get. */
const certified = (said: Said): ActReading => reading('certificate', { person: member('M-1'), ...said });

const record = async (act: ActReading, key: string | null = null): Promise<Outcome> => {
  commands += 1;
  return only(await ledger.write.recording.record([recordCommand(act, `command-${String(commands)}`, key)]));
};
const word = async (act: ActReading): Promise<string> => inAWord(await record(act));

const register = async (person: PersonDetails): Promise<WorkerNo> => {
  commands += 1;
  const commandId = `command-${String(commands)}`;
  await ledger.write.registering.register(office, person, { commandId, key: commandId, by: caseworker });
  const found = await ledger.write.people.find({ by: 'membership', office, value: membership('M-1') });
  if (found === null) throw new Error('nobody was registered');
  return found;
};

const blank = { name: null, sex: null, occupation: null, employer: null };
const zhang = { name: '张三', sex: 'female' } as const;

describe('an act about somebody who is registered', () => {
  it('is refused where its name or sex is another, saying what is registered', async () => {
    await record(certified(zhang));
    expect(await record(certified({ name: '李四', sex: 'female' }))).toStrictEqual({
      ...refused('PERSON_DIFFERS', zhang),
      existing: null,
    });
    expect(await record(certified({ sex: 'male' }))).toStrictEqual({
      ...refused('PERSON_DIFFERS', zhang),
      existing: null,
    });
    expect(refusalText('PERSON_DIFFERS', zhang, 'zh')).toBe('与会员名册不符：登记的是张三，女');
    expect(await registeredAs(ledger, 'M-1')).toStrictEqual({ ...blank, ...zhang });
  });

  it('is told as much as is registered', async () => {
    await record(certified({ name: '张三' }));
    expect(await record(certified({ name: '李四' }))).toMatchObject({ because: { registeredName: '张三' } });
    await ledger.write.recording.record([
      recordCommand(certified({ person: member('M-2'), sex: 'male' }), 'other'),
    ]);
    expect(await record(certified({ person: member('M-2'), sex: 'female' }))).toMatchObject({
      because: { registeredSex: 'male' },
    });
  });

  it.each([
    ['is blank', null],
    ['has blanks', '张 三'],
    ['is masked', '张*'],
    ['names 某', '张某'],
    ['is of wide characters', ' 张三　'],
  ])('is accepted where its name %s', async (_how, name) => {
    await record(certified(zhang));
    expect(await word(certified({ name }))).toBe('recorded');
    expect(await registeredAs(ledger, 'M-1')).toStrictEqual({ ...blank, ...zhang });
  });

  it('is compared with those before it in the same batch', async () => {
    const outcomes = await ledger.write.recording.record([
      recordCommand(certified(zhang), 'a'),
      recordCommand(certified({ name: '李四' }), 'b'),
      recordCommand(certified({ name: '张三' }), 'c'),
    ]);
    expect(outcomes.map(inAWord)).toStrictEqual(['recorded', 'PERSON_DIFFERS', 'recorded']);
  });

  it('is compared with what was put right', async () => {
    await record(certified(zhang));
    const number = await ledger.write.people.find({ by: 'membership', office, value: membership('M-1') });
    if (number === null) throw new Error('nobody');
    const command = { commandId: 'right', key: 'right', by: caseworker, office };
    await ledger.write.registering.correct(number, personWith({ name: '张三丰' }), command);
    expect(await word(certified({ name: '张三' }))).toBe('PERSON_DIFFERS');
    expect(await word(certified({ name: '张三丰' }))).toBe('recorded');
  });

  it('is refused where its membership number is that of somebody else', async () => {
    const number = await register(personWith({ membership: 'M-1' }));
    await ledger.write.recording.record([recordCommand(certified({ person: member('M-2') }), 'other')]);
    const other = await ledger.write.people.find({ by: 'membership', office, value: membership('M-2') });
    const both = (said: string): PersonReading => ({
      by: 'number',
      worker: number,
      membership: membership(said),
    });
    expect(await record(certified({ person: both('M-2') }))).toStrictEqual({
      ...refused('PERSON_DIFFERS', {
        worker: printWorkerNo(number),
        owner: other === null ? '' : printWorkerNo(other),
      }),
      existing: null,
    });
    expect(await word(certified({ person: both('M-1') }))).toBe('recorded');
  });
});

describe('the register', () => {
  it('learns nothing from a refused act', async () => {
    const check = reading('health-check', { person: member('M-1'), ...zhang, amountFen: fen(10_000_000) });
    expect(await word(check)).toBe('OVER_CAP');
    expect(await registeredAs(ledger, 'M-1')).toBeNull();
    expect(await word(certified({ name: '李四' }))).toBe('recorded');
    expect(await registeredAs(ledger, 'M-1')).toStrictEqual({ ...blank, name: '李四' });
  });

  it('learns what it left blank from later acts, which it names', async () => {
    const [one, two] = [await record(certified({})), await record(certified({ ...zhang, employer: '快送' }))];
    await record(certified({ occupation: '骑手', employer: '别家' }));
    expect(await registeredAs(ledger, 'M-1')).toStrictEqual({
      ...zhang,
      occupation: '骑手',
      employer: '快送',
    });
    const events = await registerEventsOf(ledger, 'M-1');
    expect(events.map(({ event }) => event.type)).toStrictEqual([
      'WorkerRegistered',
      'WorkerDetailsFilled',
      'WorkerDetailsFilled',
    ]);
    expect(events.slice(0, 2).map(({ event }) => event.data)).toMatchObject([
      { act: actOf(one) },
      { act: actOf(two) },
    ]);
  });

  it('takes a name for a masked one', async () => {
    await record(certified({ name: '张某' }));
    await record(certified({ name: '张三' }));
    expect(await registeredAs(ledger, 'M-1')).toStrictEqual({ ...blank, name: '张三' });
    await record(certified({ name: '张*' }));
    expect(await registeredAs(ledger, 'M-1')).toStrictEqual({ ...blank, name: '张三' });
  });

  it('learns nothing anew from a repeat of an act that was taken back since', async () => {
    await record(certified({}));
    const taken = await record(certified(zhang), 'key');
    const number = await ledger.write.people.find({ by: 'membership', office, value: membership('M-1') });
    if (number === null) throw new Error('nobody');
    await ledger.write.amending.amend(reversing(actOf(taken) ?? '', 'reversal'));
    const command = { commandId: 'blank', key: 'blank', by: caseworker, office };
    await ledger.write.registering.correct(number, { name: null, sex: null }, command);
    const [again] = await ledger.write.recording.record([
      recordCommand(certified(zhang), `command-${String(commands)}`, 'key'),
    ]);
    expect(again?.kind).toBe('repeated');
    expect(await registeredAs(ledger, 'M-1')).toStrictEqual(blank);
  });
});

describe('what an act says of its person', () => {
  /**
   * The person data stored in the events of the acts. A name is either a revision of the register's stream or a copy,
   * decrypted here.
   */
  const stated = async (): Promise<readonly unknown[]> => {
    const number = await ledger.write.people.find({ by: 'membership', office, value: membership('M-1') });
    if (number === null) throw new Error('nobody');
    const subject = workerStreamOf(number);
    const kept: unknown[] = [];
    for (const { event, origin } of await ledger.events()) {
      if (!isOneOf(openingEvents, event)) continue;
      const { handedIn: said } = event.data;
      const isCopy = said !== null && typeof said.name === 'string';
      const text = isCopy ? { sealed: String(said.name), command: origin.commandId } : null;
      const name = await unsealed(ledger.vault, subject, { stream: subject, field: 'name' }, text);
      kept.push(isCopy ? { ...said, name } : said);
    }
    return kept;
  };

  it('is kept with it: where the register says the same, by its revision', async () => {
    await record(certified({ name: '张三' }));
    await record(certified(zhang));
    await record(certified(zhang));
    await record(certified({ name: '张三', employer: '快送' }));
    await record(certified({ name: '张三' }));
    expect(await stated()).toStrictEqual([
      { name: '张三', sex: null },
      { name: 0, sex: 'female' },
      { name: 1, sex: 'female' },
      { name: 1, sex: null },
      { name: 2, sex: null },
    ]);
  });

  it('is kept as it was written', async () => {
    await record(certified(zhang));
    for (const name of ['张 三', '张*', null, '张·三']) await record(certified({ name }));
    await record(certified({ sex: 'female' }));
    expect((await stated()).slice(1)).toStrictEqual([
      { name: '张 三', sex: null },
      { name: '张*', sex: null },
      null,
      { name: '张·三', sex: null },
      { name: null, sex: 'female' },
    ]);
  });

  it('is known of the acts of one batch, too', async () => {
    await ledger.write.recording.record(
      ['a', 'b', 'c'].map((id) => recordCommand(certified({ name: id === 'b' ? null : '张三' }), id)),
    );
    expect(await stated()).toStrictEqual([{ name: '张三', sex: null }, null, { name: 0, sex: null }]);
  });

  it('is nothing where it names nobody', async () => {
    await record(certified(zhang));
    await record(reading('station-visit', { name: '王五', sex: 'male' }));
    expect((await stated())[1]).toBeNull();
  });
});

describe('what an act leaves blank', () => {
  it('is what the register says, from then on and for the caps', async () => {
    await record(certified({ ...zhang, employer: '快送' }));
    const check = reading('health-check', { person: member('M-1'), amountFen: fen(150_000) });
    expect(await word(check)).toBe('recorded');
    const [, act] = eventsOfType(await ledger.events(), openingEvents);
    expect(act?.data).toMatchObject({ sex: 'female', occupation: null, employer: '快送' });
  });

  it('stays in the event when what it came from is withdrawn', async () => {
    const act = actOf(await record(certified({ ...zhang, employer: '快送' })));
    if (act === null) throw new Error('the act was not recorded');
    await record(certified({}));
    await ledger.write.amending.reverseAll({
      acts: [{ act, commandId: 'undo' }],
      reason: '串行了',
      importId: 'sheet',
      by: caseworker,
    });
    expect(await registeredAs(ledger, 'M-1')).toStrictEqual(blank);
    await record(certified({}));
    expect(eventsOfType(await ledger.events(), openingEvents).map(({ data }) => data)).toMatchObject([
      { sex: 'female', employer: '快送' },
      { sex: 'female', employer: '快送' },
      { sex: null, employer: null },
    ]);
  });

  it('does not make the act another one', async () => {
    const act = reading('certificate', { person: member('M-1'), reference: 'R-1' });
    await record(certified({ ...zhang, employer: '快送' }));
    expect([await word(act), await word(act)]).toStrictEqual(['recorded', 'DUPLICATE']);
  });
});
