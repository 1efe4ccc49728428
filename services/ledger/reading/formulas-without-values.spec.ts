import { catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { day } from '@ledger/test/dsl/acts.js';
import { refused } from '../kernel/decision.js';
import { officeCode } from '../kernel/identifiers.js';
import { refusalText } from '../kernel/refusals.js';
import { rowOf } from '../sheets/sheet-columns.js';
import { readRow } from './row-reader.js';

const context = { office: officeCode('kq'), officeWritten: null, today: day('2026-03-10'), catalogue };
const blank = rowOf({ names: [], columns: [], guarded: false, mapping: null }, { line: 2, fields: [] }).cells;
const cells = { reference: 'R-1', kind: '免费体检', district: '330603', date: '2026-03-05' };

describe('a row is refused for a formula whose value is not stored, and says so', () => {
  it.each([
    ['reference', '业务编号', 'BAD_CELL'],
    ['kind', '服务类别', 'UNKNOWN_KIND'],
    ['district', '区划代码', 'UNKNOWN_DISTRICT'],
    ['date', '日期', 'BAD_DATE'],
    ['amount', '金额', 'BAD_AMOUNT'],
    ['headcount', '人次', 'BAD_COUNT'],
    ['hours', '课时', 'BAD_COUNT'],
    ['membership', '会员编号', 'BAD_CELL'],
    ['sex', '性别', 'BAD_CELL'],
    ['note', '备注', 'BAD_CELL'],
  ] as const)('in %s (%s)', (column, field, code) => {
    const row = { line: 2, cells: { ...blank, ...cells, [column]: '#GETTING_DATA' }, surplus: 0 };
    const because = { formulaIn: field };
    expect(readRow(row, context)).toStrictEqual(refused(code, because));
    expect(refusalText(code, because, 'en')).toBe(
      `${field} holds a formula whose value is not stored in the file: open it in a spreadsheet program, save it and submit it again`,
    );
    expect(refusalText(code, because, 'zh')).toBe(
      `${field}是公式，但文件里没有保存它的值：请用表格软件打开并重新保存，再提交一次`,
    );
  });
});
