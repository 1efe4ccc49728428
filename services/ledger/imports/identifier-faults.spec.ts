import { eventsOfType } from '@ledger/test/support/acts-in-log.js';
import { importFaultSheet } from '@ledger/test/support/fault-sheets.js';
import { codesOf, importTestSheet } from '@ledger/test/support/sheet-imports.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { csv, sheet } from '@ledger/test/support/sheets.js';
import { totalsBy } from '@ledger/test/support/totals.js';
import { typesOf } from '@ledger/schema/events/event-shape.js';
import { workerRegistered } from '@ledger/schema/events/registry.js';
import { openingEvents } from '../acts/opening-events.js';
import { refusalText } from '../kernel/refusals.js';
import type { Report } from './import-report.js';

/**
 * Small sheets with misleading identifiers: one person could count as two, two as one, or a word as a membership
 * number.
 */
let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

const importSheet = (file: string): Promise<Report> => importFaultSheet(ledger, file);

const registrations = typesOf([workerRegistered]);

const registered = async (): Promise<number> => eventsOfType(await ledger.events(), registrations).length;

const codes = (report: Report): readonly string[] => codesOf(report).map(([, code]) => code);

const totals = async (kind: string): Promise<unknown> => (await totalsBy(ledger, 'kind'))[kind];

describe('membership numbers that a spreadsheet has shortened', () => {
  it('name nobody', async () => {
    const report = await importSheet('01-scientific-membership.csv');
    expect(codesOf(report)).toStrictEqual([2, 3, 4].map((row) => [row, 'BAD_MEMBER']));
    for (const { code, because } of report.refused)
      expect(refusalText(code, because, 'en')).toContain(
        'the spreadsheet has shortened this number; make the column text',
      );
    expect(await registered()).toBe(0);
  });
});

describe('a number that a workbook shows with leading zeros', () => {
  it('is read as it is shown, and is the same in a CSV', async () => {
    expect((await importSheet('04-leading-zeros-by-format.xlsx')).accepted).toBe(2);
    expect(await totals('condolence-payment')).toMatchObject({ acts: 2, people: 1, amountFen: 20_000 });
    expect(codes(await importSheet('04-as-csv.csv'))).toStrictEqual(['DUPLICATE', 'DUPLICATE']);
    expect(await registered()).toBe(1);
  });
});

describe('words for a sex', () => {
  it('are read as what they mean, and a code is refused', async () => {
    const report = await importSheet('05-sex-words.csv');
    expect(codesOf(report)).toStrictEqual([[7, 'BAD_SEX']]);
    expect(eventsOfType(await ledger.events(), openingEvents).map(({ data }) => data.sex)).toStrictEqual(
      Array(7).fill('female'),
    );
  });
});

describe('one reference in many spellings', () => {
  it('is one act', async () => {
    const report = await importSheet('19-one-reference-many-spellings.csv');
    expect([report.accepted, ...codes(report)]).toStrictEqual([1, ...Array<string>(6).fill('DUPLICATE')]);
    expect(await totals('condolence-payment')).toMatchObject({ acts: 1, amountFen: 10_000 });
  });
});

describe('one person in two spellings', () => {
  it('attends a session once, and has one check a year', async () => {
    const report = await importSheet('28-attendance-two-spellings.csv');
    expect(codesOf(report)).toStrictEqual([
      [4, 'ALREADY_ATTENDED'],
      [6, 'ONCE_PER_YEAR'],
    ]);
    expect(await totals('skills-training')).toMatchObject({ people: 1 });
    expect(await registered()).toBe(1);
  });
});

describe('words that stand for a number that is missing', () => {
  it('name nobody', async () => {
    const report = await importSheet('30-placeholder-members.csv');
    expect(codes(report)).toStrictEqual(Array(10).fill('BAD_MEMBER'));
    expect(await registered()).toBe(0);
  });
});

describe('a session that its attendance names in another spelling', () => {
  const training = { kind: '技能培训', district: '330683', date: '2026-03-02', headcount: '1' };
  const session = { ...training, reference: 'TJ-1', sessions: '1' };
  const attendance = { ...training, reference: 'TJ-2', session: 'ｔｊ–1\u200B', membership: 'AT1' };

  it.each([
    ['before it', [session, attendance]],
    ['after it', [attendance, session]],
  ])('is found, also where it stands %s', async (_where, rows) => {
    const report = await importTestSheet(ledger.write, sheet(csv(...rows)), { id: 'x' });
    expect(codesOf(report)).toStrictEqual([]);
    expect(await totals('skills-training')).toMatchObject({ acts: 2, people: 1, headcount: 1 });
  });
});

describe('the guards of a spreadsheet', () => {
  it('are no part of a number, quoted or not', async () => {
    const row = { kind: '慰问金', district: '="330304"', date: '2026-03-02', amount: '100' };
    const guarded = ['="00123"', "'00123", '`00123', '00123'];
    const rows = guarded.map((membership, index) => ({
      ...row,
      reference: `G-${String(index)}`,
      membership,
    }));
    const report = await importTestSheet(ledger.write, sheet(csv(...rows)), { id: 'x' });
    expect([report.accepted, await registered()]).toStrictEqual([4, 1]);
    const head = csv().trimEnd();
    const bare = 'G-9,慰问金,="330304",,2026-03-02,,="00123",,,,,,,,,100,';
    expect((await importTestSheet(ledger.write, sheet(`${head}\n${bare}\n`), { id: 'y' })).accepted).toBe(1);
    expect(await registered()).toBe(1);
  });
});
