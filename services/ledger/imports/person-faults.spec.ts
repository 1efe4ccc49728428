import { faultSheet } from '@ledger/test/support/fault-sheets.js';
import { codesOf, handInSheet } from '@ledger/test/support/hand-in.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { registeredAs } from '@ledger/test/support/register.js';
import { sentenceOf } from '../kernel/refusals.js';
import type { Report } from './import-report.js';

/** Small sheets in which a membership number came with the name of somebody else. */
let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

const handIn = async (file: string): Promise<Report> =>
  handInSheet(ledger.write, await faultSheet(file), { id: file });

const blank = { name: null, sex: null, occupation: null, employer: null };

describe('one number with two names', () => {
  it('is the person of the first, which the refusal of the second tells', async () => {
    const report = await handIn('27-same-number-other-name.csv');
    expect(codesOf(report)).toStrictEqual([[3, 'PERSON_DIFFERS']]);
    const [refusal] = report.refused;
    if (refusal === undefined) throw new Error('nothing was refused');
    expect(sentenceOf(refusal.code, refusal.because, 'zh')).toBe('与会员名册不符：登记的是王建国，男');
    expect(await registeredAs(ledger, 'SN0001')).toStrictEqual({ ...blank, name: '王建国', sex: 'male' });
  });
});
