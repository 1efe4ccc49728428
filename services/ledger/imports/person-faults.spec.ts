import { recordCommand as importAct, member, reading, reversing } from '@ledger/test/support/acts.js';
import { eventsOfType } from '@ledger/test/support/acts-in-log.js';
import { faultSheet, importFaultSheet } from '@ledger/test/support/fault-sheets.js';
import { codesOf, importTestSheet } from '@ledger/test/support/sheet-imports.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { registeredAs, registerEventsOf } from '@ledger/test/support/register.js';
import { openingEvents } from '../acts/opening-events.js';
import { isOneOf } from '../kernel/domain-event.js';
import { actIdOf } from '../kernel/ids.js';
import { refusalText } from '../kernel/refusals.js';
import type { Report } from './import-report.js';
import { undoing } from './undo-import.js';

/** Small sheets in which a membership number comes with the name of another person. */
let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

const importSheet = (file: string): Promise<Report> => importFaultSheet(ledger, file);

/** Undoes the import of a sheet. The id of the import is the name of the sheet. */
const undo = async (id: string): Promise<void> => {
  const { log, vault, write } = ledger;
  const undoes = undoing({ log, vault, handler: write.handler, amending: write.amending });
  const by = { actor: 'li', role: 'caseworker', district: null };
  expect(await undoes.begin({ id, by }, '串行了')).toBeNull();
  await undoes.undo({ id, by, progress: () => undefined });
};

const blank = { name: null, sex: null, occupation: null, employer: null };

describe('names that were shifted by a row', () => {
  it('are gone when the sheet is undone, and the right ones stand after it came again', async () => {
    expect((await importSheet('22a-names-shifted.csv')).accepted).toBe(2);
    expect(codesOf(await importSheet('22b-names-right.csv')).map(([, code]) => code)).toStrictEqual([
      'REF_REUSED',
      'REF_REUSED',
    ]);
    await undo('22a-names-shifted.csv');
    expect(await registeredAs(ledger, 'UN1')).toStrictEqual(blank);
    const again = await faultSheet('22b-names-right.csv');
    expect((await importTestSheet(ledger.write, again, { id: 'again' })).accepted).toBe(2);
    expect(await registeredAs(ledger, 'UN1')).toStrictEqual({
      ...blank,
      name: '张三',
      sex: 'female',
      employer: '乙公司',
    });
    expect(await registeredAs(ledger, 'UN2')).toStrictEqual({ ...blank, name: '李四', sex: 'male' });
    expect(eventsOfType(await ledger.events(), openingEvents).slice(2)).toMatchObject([
      { data: { sex: 'female', employer: '乙公司' } },
      { data: { sex: 'male', employer: null } },
    ]);
  });

  it('are withdrawn once, whoever takes an act back before, and leave the number', async () => {
    await importSheet('22a-names-shifted.csv');
    const first = (await ledger.events()).find(({ event }) => isOneOf(openingEvents, event));
    if (first === undefined) throw new Error('nothing was recorded');
    await ledger.write.amending.amend(reversing(actIdOf(first.stream, first.revision), 'by hand'));
    expect(await registeredAs(ledger, 'UN1')).toMatchObject({ name: '李四' });
    await undo('22a-names-shifted.csv');
    const types = (await registerEventsOf(ledger, 'UN1')).map(({ event }) => event.type);
    expect(types).toStrictEqual(['WorkerRegistered', 'DetailsWithdrawn']);
  });

  it('stand again where an act that was not undone says them', async () => {
    await importSheet('22a-names-shifted.csv');
    const act = reading('certificate', { person: member('UN1'), name: '李四', reference: 'R-1' });
    await ledger.write.recording.record([importAct(act, 'desk')]);
    await undo('22a-names-shifted.csv');
    expect(await registeredAs(ledger, 'UN1')).toStrictEqual(blank);
    const [again] = await ledger.write.recording.record([importAct(act, 'desk again')]);
    expect(again).toMatchObject({ code: 'DUPLICATE' });
    expect(await registeredAs(ledger, 'UN1')).toStrictEqual({ ...blank, name: '李四' });
  });
});

describe('one number with two names', () => {
  it('is the person of the first, which the refusal of the second tells', async () => {
    const report = await importSheet('27-same-number-other-name.csv');
    expect(codesOf(report)).toStrictEqual([[3, 'PERSON_DIFFERS']]);
    const [refusal] = report.refused;
    if (refusal === undefined) throw new Error('nothing was refused');
    expect(refusalText(refusal.code, refusal.because, 'zh')).toBe('与会员名册不符：登记的是王建国，男');
    expect(await registeredAs(ledger, 'SN0001')).toStrictEqual({ ...blank, name: '王建国', sex: 'male' });
  });
});
