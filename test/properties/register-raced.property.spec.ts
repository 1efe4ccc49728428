import { isOneOf } from '@ledger/ledger/kernel/domain-event.js';
import { typesOf } from '@ledger/schema/events/event-shape.js';
import { detailsContradicted } from '@ledger/schema/events/registry.js';
import { patience } from '../journeys/support/patience.js';
import { day, recordCommand, member, reading } from '../support/acts.js';
import { codesOf, importTestSheet } from '../support/sheet-imports.js';
import { actOf, inAWord } from '../support/contest.js';
import type { TestLedger } from '../support/ledger.js';
import { overtaken } from '../support/overtaken.js';
import { registeredAs, registerEventsOf } from '../support/register.js';
import { toSlice } from '../support/sequential.js';
import { csv, sheet } from '../support/sheets.js';
import { bothLogs, ledgerAt } from './both-logs.js';

const contradicted = typesOf([detailsContradicted]);

describe.each(bothLogs)('a sheet beside a desk, on the log “%s”', (_name, place) => {
  let ledger: TestLedger;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ ledger, close } = await ledgerAt(place));
  }, patience);
  afterAll(() => close());

  /**
   * The sheet's row is judged. Before it is written, another writer (the desk) records an act about the same person.
   */
  const raced = async (number: string, on: string) => {
    const clerk = recordCommand(
      reading('certificate', { person: member(number), name: '张三', sex: 'female', on: day(on) }),
      `desk of ${number}`,
    );
    const byClerk: string[] = [];
    const writer = ledger.writer((log) =>
      overtaken(log, toSlice('passbook'), async () => {
        const [outcome] = await ledger.write.recording.record([clerk]);
        if (outcome !== undefined) byClerk.push(inAWord(outcome), actOf(outcome) ?? '');
      }),
    );
    const rows = sheet(
      csv({
        reference: `R-${number}`,
        kind: '证书',
        date: '2026-03-01',
        district: '330602',
        headcount: '1',
        membership: number,
        name: '李四',
        sex: '男',
      }),
    );
    const report = await importTestSheet(writer, rows, { id: `sheet of ${number}` });
    return { byClerk, report };
  };

  it('is judged again where both write in one place, and refused', async () => {
    const { byClerk, report } = await raced('RACE-1', '2026-03-02');
    expect([byClerk[0], codesOf(report).map(([, code]) => code)]).toStrictEqual([
      'recorded',
      ['PERSON_DIFFERS'],
    ]);
    expect(await registeredAs(ledger, 'RACE-1')).toMatchObject({ name: '张三', sex: 'female' });
  });

  it('is recorded where both were first, and the register says so once', async () => {
    const { byClerk, report } = await raced('RACE-2', '2025-03-02');
    expect([byClerk[0], report.accepted]).toStrictEqual(['recorded', 1]);
    expect(await registeredAs(ledger, 'RACE-2')).toMatchObject({ name: '张三', sex: 'female' });
    const events = await ledger.events();
    const noted = events.flatMap(({ event }) => (isOneOf(contradicted, event) ? [event.data] : []));
    expect(noted).toMatchObject([{ fields: ['name', 'sex'] }]);
    expect(noted[0]?.act).not.toBe(byClerk[1]);
    expect(await registerEventsOf(ledger, 'RACE-2')).toMatchObject([
      { event: { type: 'WorkerRegistered' } },
      { event: { type: 'DetailsContradicted' } },
    ]);
  });
});
