import type { RefusalCode, RefusalDetails } from '../kernel/refusals.js';
import { everyRowOf, everyRowText } from './every-row.js';
import type { RefusedRow } from './import-report.js';

const refusedRow = (row: number, code: RefusalCode, because: RefusalDetails = {}): RefusedRow => ({
  row,
  code,
  because,
});

const rowsOf = (number: number, code: RefusalCode, because?: RefusalDetails): readonly RefusedRow[] =>
  Array.from({ length: number }, (_, index) => refusedRow(index + 2, code, because));

describe('one field that refuses every row', () => {
  it('is told once, with what to do', () => {
    const found = everyRowOf({ rows: 5, refused: rowsOf(5, 'BAD_COUNT', { field: '人次', value: 'x' }) });
    expect(found).toStrictEqual({ code: 'BAD_COUNT', field: '人次' });
    expect(found === null ? '' : everyRowText(found, 'en')).toBe(
      'every row was refused for the same reason: write numbers only, and check whether they are in the wrong column',
    );
    expect(found === null ? '' : everyRowText(found, 'zh')).toBe(
      '每一行都因为同一个原因退回：请只写数字，并核对是不是填错了列',
    );
  });

  it.each<[string, number, readonly RefusedRow[]]>([
    ['a row was accepted', 6, rowsOf(5, 'BAD_DATE')],
    ['another code refused a row', 3, [...rowsOf(2, 'BAD_DATE'), refusedRow(9, 'BAD_SEX')]],
    [
      'another field refused a row',
      3,
      [...rowsOf(2, 'BAD_COUNT', { field: '人次' }), refusedRow(9, 'BAD_COUNT', { field: '份数' })],
    ],
    ['there are very few rows', 2, rowsOf(2, 'BAD_DATE')],
    ['the rows are recorded already', 5, rowsOf(5, 'DUPLICATE')],
    ['there are no rows', 0, []],
  ])('is none where %s', (_what, rows, refused) => {
    expect(everyRowOf({ rows, refused })).toBeNull();
  });
});
