import { caseworker } from '@ledger/test/support/acts.js';
import { codesOf, importTestSheet } from '@ledger/test/support/sheet-imports.js';
import { membership } from '@ledger/test/support/identifiers.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { csv, sheet, type Cells } from '@ledger/test/support/sheets.js';
import { soleOffice } from '../kernel/identifiers.js';
import type { TextSource } from '../ports/sheet-source.js';
import { erasedRows } from './erased-rows.js';
import type { Report } from './import-report.js';
import { refusedSheet } from './refused-sheet.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

const check = (reference: string, member: string, more: Cells = {}): Cells => ({
  reference,
  kind: '免费体检',
  district: '330603',
  date: '2026-03-01',
  membership: member,
  name: `欧阳${member}`,
  headcount: '1',
  amount: '800',
  ...more,
});

const erase = async (member: string): Promise<void> => {
  const value = membership(member);
  const worker = await ledger.write.people.find({ by: 'membership', office: soleOffice, value });
  if (worker === null) throw new Error(`${member} has no number`);
  await ledger.write.registering.erase(worker, { commandId: 'erase', key: 'erase', by: caseworker });
};

const text = csv(
  check('R-1', 'M-1', { date: '明天', note: '左膝旧伤' }),
  check('R-2', 'M-1'),
  check('R-3', 'M-1'),
  check('', 'M-2'),
  check('R-5', 'M-3', { date: '明天' }),
);

const linesOf = async (source: TextSource, refused: Report['refused']): Promise<readonly string[]> => {
  const erased = await erasedRows(ledger, 'kept', { source, mapping: null });
  let again = '';
  for await (const piece of refusedSheet({ source, refused, erased, language: 'en' })) again += piece;
  return again.trimEnd().split('\r\n').slice(1);
};

const refusedAfter = async (...gone: readonly string[]): Promise<readonly string[]> => {
  const source = sheet(text);
  const { refused } = await importTestSheet(ledger.write, source, { id: 'kept' });
  expect(codesOf({ rows: 0, accepted: 0, refused })).toStrictEqual([
    [2, 'BAD_DATE'],
    [4, 'ONCE_PER_YEAR'],
    [5, 'MISSING_REF'],
    [6, 'BAD_DATE'],
  ]);
  for (const member of gone) await erase(member);
  return linesOf(source, refused);
};

const gone = 'the person was erased; the cells of this row are no longer given out';
const empty = ','.repeat(17);

describe('the refused rows of a kept sheet', () => {
  it('show no cell of an erased person, of rows before and behind the recorded one', async () => {
    const [first, second, third, last] = await refusedAfter('M-1');
    expect(first).toBe(`${empty}2,BAD_DATE,"${gone}"`);
    expect(second).toBe(`${empty}4,ONCE_PER_YEAR,"${gone}"`);
    expect(third).toContain('欧阳M-2');
    expect(last).toContain('欧阳M-3');
  });

  it('show no cell of somebody whom a later row of the sheet registered', async () => {
    const source = sheet(csv(check('R-1', 'M-1', { date: '明天' }), check('R-2', 'M-1')));
    const { refused } = await importTestSheet(ledger.write, source, { id: 'kept' });
    await erase('M-1');
    expect(await linesOf(source, refused)).toStrictEqual([`${empty}2,BAD_DATE,"${gone}"`]);
  });

  it('show no cell of somebody whom only an earlier sheet had registered', async () => {
    await importTestSheet(ledger.write, sheet(csv(check('R-0', 'M-2', { date: '2025-03-01' }))), {
      id: 'before',
    });
    const [first, , third] = await refusedAfter('M-2');
    expect(first).toContain('左膝旧伤');
    expect(third).toBe(`${empty}5,MISSING_REF,"${gone}"`);
  });

  it('are whole while nobody is erased, also of those who were never registered', async () => {
    expect((await refusedAfter()).filter((line) => line.includes('欧阳'))).toHaveLength(4);
  });

  it('are no acts when the sheet comes again', async () => {
    const header = csv().trimEnd();
    const again = `${header},退回行号,退回代码,退回原因\r\n${empty}2,BAD_DATE,"${gone}"\r\n`;
    const report = await importTestSheet(ledger.write, sheet(again), { id: 'again' });
    expect([report.rows, report.refused]).toStrictEqual([0, []]);
  });
});
