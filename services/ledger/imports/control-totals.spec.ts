import { csv, faultOf, sheet } from '@ledger/test/support/sheets.js';
import { recordsOf } from '../sheets/sheet-rows.js';
import { checkControls, controlSum } from './control-totals.js';
import { scanSheet, type SheetScan } from './sheet-scan.js';

/** Three rows with a sum of 90,072,100,000,000.01 yuan: in fen this is more than a number can represent exactly. */
const large = async (): Promise<SheetScan> => {
  const rows = ['45036050000000.00', '45,036,050,000,000.00', '0.01'].map((amount) => ({
    date: '2026-03-01',
    amount,
  }));
  return scanSheet(await recordsOf(sheet(csv(...rows))), { mapping: null, skipHidden: false });
};

const checked = async (sum: string): Promise<void> => {
  checkControls('a.csv', { rows: null, sumFen: controlSum(sum) }, await large());
};

describe('the sum of a sheet', () => {
  it('is exact beyond what a number holds', async () => {
    expect((await large()).amount).toStrictEqual({ value: 9_007_210_000_000_001n, unreadRow: null });
    await expect(checked('90072100000000.01')).resolves.toBeUndefined();
  });

  it('differs by a fen from one as large', async () => {
    expect(await faultOf(checked('90072100000000.02'))).toStrictEqual({
      ...{ name: 'SheetFault', code: 'CONTROLS_DIFFER', file: 'a.csv', line: null },
      message:
        'a.csv: the amounts come to 90072100000000.01 yuan, not to 90072100000000.02; nothing was written',
    });
  });
});

describe('a control sum', () => {
  it.each([
    ['0', 0],
    ['1,234.5', 123_450],
    ['90072100000000.01', '9007210000000001'],
  ])('is read as it is typed: %s', (text, sumFen) => {
    expect(controlSum(text)).toBe(sumFen);
  });

  it.each(['', 'much', '-1', '1.234', '9'.repeat(21)])('is none: %j', (text) => {
    expect(controlSum(text)).toBeNull();
  });
});
