import { rowOf } from './sheet-columns.js';
import { readHeader, reportNames, type Header } from './sheet-header.js';
import { columnNames, neededNames, type Column } from './column-names.js';

const names = Object.values(columnNames);

const headerOf = (fields: readonly string[]): Header => {
  const header = readHeader(fields);
  if ('missing' in header) throw new Error('the header was to be right');
  return header;
};

describe('a header', () => {
  it('names every column of the sheet standard', () => {
    expect(names.join(' ')).toBe(
      '业务编号 服务类别 区划代码 地点 日期 场次编号 会员编号 姓名 性别 职业 单位 人次 场次 课时 份数 金额 备注 结果 满意',
    );
    expect(readHeader(names)).toStrictEqual({
      names,
      columns: Object.keys(columnNames),
      guarded: false,
      mapping: null,
    });
  });

  it('may have them in any order, with spaces around them and blank names behind', () => {
    const fields = [...names.toReversed().map((name) => ` ${name}　`), '', ' '];
    const columns = [...Object.keys(columnNames).toReversed(), null, null];
    const seen = [...names.toReversed(), '', ''];
    expect(readHeader(fields)).toStrictEqual({ names: seen, columns, guarded: false, mapping: null });
  });

  it('may have columns that are no part of an act, of any names: they are not read', () => {
    const { columns } = headerOf(['序号', ...names, '电话', '电话']);
    expect(columns).toStrictEqual(['unread', ...Object.keys(columnNames), 'unread', 'unread']);
  });

  it('may leave out how the act ended: older sheets say it in their notes', () => {
    expect(headerOf(neededNames).names).toStrictEqual(neededNames);
    expect(headerOf([...neededNames, '满意']).columns.at(-1)).toBe('satisfied');
  });

  it('may have the columns of a report beside its own, and is guarded then', () => {
    const { line, code, reason } = reportNames;
    expect(readHeader([line, ...names, code, reason])).toStrictEqual({
      names: [line, ...names, code, reason],
      columns: ['unread', ...Object.keys(columnNames), 'unread', 'unread'],
      guarded: true,
      mapping: null,
    });
  });

  it.each([
    [
      'lacks some',
      names.slice(2),
      { missing: ['业务编号', '服务类别'], unknown: [], repeated: [], clashing: [] },
    ],
    [
      'has a column of a report twice',
      [...names, reportNames.code, reportNames.code],
      { missing: [], unknown: [], repeated: [reportNames.code], clashing: [] },
    ],
    [
      'has some twice',
      [...names, '姓名', '姓名'],
      { missing: [], unknown: [], repeated: ['姓名', '姓名'], clashing: [] },
    ],
    [
      'has one twice in two spellings',
      [...names, '金额（元）'],
      { missing: [], unknown: [], repeated: ['金额（元）'], clashing: [] },
    ],
    [
      'has an amount in another unit',
      names.map((name) => (name === '金额' ? '金额（万元）' : name)),
      { missing: ['金额'], unknown: [], repeated: [], clashing: [] },
    ],
    ['is blank', [''], { missing: neededNames, unknown: [], repeated: [], clashing: [] }],
  ])('is wrong where it %s', (_what, fields, fault) => {
    expect(readHeader(fields)).toStrictEqual(fault);
  });
});

describe('a row', () => {
  const blank = Object.fromEntries(Object.keys(columnNames).map((column) => [column, '']));
  const header = headerOf([...names, '']);

  it('has its cells by column, trimmed', () => {
    const row = rowOf(header, { line: 7, fields: names.map((name) => `　${name} `) });
    expect(row).toStrictEqual({ line: 7, cells: columnNames, surplus: 0 });
  });

  it('that ends early leaves its other cells blank', () => {
    const row = rowOf(header, { line: 2, fields: ['R-1', '免费体检'] });
    expect(row).toStrictEqual({
      line: 2,
      cells: { ...blank, reference: 'R-1', kind: '免费体检' },
      surplus: 0,
    });
  });

  it.each([
    ['none where the fields behind the header are blank', ['', ' ', '　'], 0],
    ['as many as are not', ['x', '', 'y'], 2],
  ])('has a surplus: %s', (_what, behind, surplus) => {
    const cells: readonly string[] = Object.keys(columnNames).map(() => '');
    expect(rowOf(header, { line: 2, fields: [...cells, ...behind] })).toStrictEqual({
      line: 2,
      cells: blank,
      surplus,
    });
  });

  it('shares nothing with the row before it', () => {
    const first = rowOf(header, { line: 2, fields: ['R-1'] });
    const second = rowOf(header, { line: 3, fields: ['', '免费体检'] });
    const references: Column = 'reference';
    expect([first.cells[references], second.cells[references]]).toStrictEqual(['R-1', '']);
  });
});
