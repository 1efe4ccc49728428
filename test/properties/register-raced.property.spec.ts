import { randomInt } from 'node:crypto';
import { isOneOf } from '@ledger/ledger/kernel/domain-event.js';
import { typesOf } from '@ledger/schema/events/event-shape.js';
import { detailsContradicted } from '@ledger/schema/events/registry.js';
import { patience } from '../journeys/support/patience.js';
import { caseworker, day, member, office, reading, recordCommand } from '../support/acts.js';
import { codesOf, importTestSheet } from '../support/sheet-imports.js';
import { actOf, inAWord } from '../support/contest.js';
import { membership, nationalId, nationalIdOf, personWith } from '../support/identifiers.js';
import type { TestLedger, Writer } from '../support/ledger.js';
import { propertyRuns } from '../support/test-extent.js';
import { overtaken } from '../support/overtaken.js';
import { registeredAs, registerEventsOf } from '../support/register.js';
import { toSlice } from '../support/sequential.js';
import { csv, sheet } from '../support/sheets.js';
import { bothLogs, ledgerAt } from './both-logs.js';

const contradicted = typesOf([detailsContradicted]);

/** The last eleven digits of a national id without its check digit, other ones in every round. */
const serial = (round: number, index: number): string =>
  `1990${String(1 + (round % 12)).padStart(2, '0')}01${String(Math.floor(round / 12) * 3 + index).padStart(3, '0')}`;

describe.each(bothLogs)('registrations at once, on the log “%s”', (_name, place) => {
  let ledger: TestLedger;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ ledger, close } = await ledgerAt(place));
  }, patience);
  afterAll(() => close());

  const register = async (writer: Writer, number: string, id: string, key: string): Promise<string> => {
    const person = personWith({ membership: number, nationalId: id });
    const outcome = await writer.registering.register(office, person, {
      commandId: key,
      key,
      by: caseworker,
    });
    return inAWord(outcome);
  };
  const withId = (id: string) => ledger.write.people.find({ by: 'national-id', value: nationalId(id) });
  const withNumber = (number: string) =>
    ledger.write.people.find({ by: 'membership', office, value: membership(number) });

  it('give each national id to the one person who was recorded with it, and to nobody else', async () => {
    const owners = new Map<string, string>();
    let refusals = 0;
    const writers = Array.from({ length: 3 }, () => ledger.writer());
    for (let round = 1; round <= propertyRuns(60); round += 1) {
      // Three numbers and three ids per round, paired at random by six writers at once.
      const named = (index: number): string => `ROUND-${String(round)}-${String(index)}`;
      const idOf = (index: number): string => nationalIdOf('330602' + serial(round, index));
      const pairs = Array.from({ length: 6 }, () => [randomInt(3), randomInt(3)] as const);
      const words = await Promise.all(
        pairs.map(([number, id], at) =>
          register(
            writers[at % 3] ?? ledger.write,
            named(number),
            idOf(id),
            `key ${String(round)} ${String(at)}`,
          ),
        ),
      );
      for (const [at, [number, id]] of pairs.entries()) {
        if (words[at] !== 'recorded') refusals += 1;
        else {
          expect(owners.get(idOf(id))).toBeUndefined();
          owners.set(idOf(id), named(number));
        }
      }
      for (const index of [0, 1, 2]) {
        const owner = owners.get(idOf(index));
        expect(await withId(idOf(index))).toBe(owner === undefined ? null : await withNumber(owner));
      }
    }
    expect(refusals).toBeGreaterThan(0);
  });
});

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
