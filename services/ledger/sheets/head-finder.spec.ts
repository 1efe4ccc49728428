import { csvRow, faultOf, header } from '@ledger/test/support/sheets.js';
import type { SheetRecord } from '../ports/sheet-source.js';
import { neededNames } from './column-names.js';
import { hasHeads, headerAmong, notReadOf, type PlacedHeader } from './sheet-header.js';

const names = header.split(',');
const blank: readonly string[] = [];
const act = csvRow({ reference: 'R-1', kind: '证书', district: '330602', date: '2026-03-02' }).split(',');

const recordsOf = (rows: readonly (readonly string[])[]): readonly SheetRecord[] =>
  rows.map((fields, index) => ({ line: index + 1, fields }));

const found = (...rows: readonly (readonly string[])[]): PlacedHeader =>
  headerAmong('三月.csv', recordsOf(rows), null);

const faultIn = (...rows: readonly (readonly string[])[]): Promise<unknown> =>
  faultOf(Promise.resolve().then(() => found(...rows)));

/** The heads with another text in place of one. */
const renamed = (name: string, other: string): readonly string[] =>
  names.map((each) => (each === name ? other : each));

const isRead = (name: string, other: string): boolean => !('missing' in found(renamed(name, other)).header);

describe('the heads of a sheet', () => {
  it('are in its first row', () => {
    expect(found(names, act)).toMatchObject({ from: 1, to: 1 });
  });

  it('are found below titles and blank rows, behind blank columns', () => {
    const moved = ['', '', ...names];
    const placed = found(['某县服务台账'], blank, ['', '填报单位：总工会', '日期'], moved, ['', '', ...act]);
    expect([placed.from, placed.to, placed.header.names]).toStrictEqual([4, 4, moved]);
    expect(placed.header.columns.slice(0, 4)).toStrictEqual([null, null, 'reference', 'kind']);
  });

  it('are found as far as row 20', async () => {
    const above = (rows: number) => Array.from({ length: rows }, () => blank);
    expect(found(...above(19), names)).toMatchObject({ from: 20, to: 20 });
    expect(await faultIn(...above(20), names)).toMatchObject({
      code: 'NO_HEADER',
      line: null,
      message: `三月.csv: none of the first 20 rows names the columns; name them: ${neededNames.join(' ')}`,
    });
  });

  it('may take two rows, with groups over the lower ones', () => {
    const [first, last] = [names.indexOf('会员编号'), names.indexOf('单位')];
    const isMember = (index: number) => index >= first && index <= last;
    const upper = names.map((name, index) => (isMember(index) ? (index === first ? '会员信息' : '') : name));
    const lower = names.map((name, index) => (isMember(index) ? name : ''));
    const placed = found(['台账'], upper, lower, act);
    expect([placed.from, placed.to, placed.header.names]).toStrictEqual([2, 3, names]);
  });

  it('may be the head of a group with that below it', () => {
    const upper = renamed('会员编号', '会员');
    const lower = names.map((name) => (name === '会员编号' ? '编号' : ''));
    expect(found(upper, lower, act).header.names).toStrictEqual(names);
  });

  it('under a group give way to the same head without a group: the day of an audit is not that of the act', () => {
    const upper = [...renamed('会员编号', '会员'), '审核', ''];
    const lower = [...names.map((name) => (name === '会员编号' ? '编号' : '')), '审核人', '日期'];
    const { header: read } = found(upper, lower, act);
    expect(notReadOf(read)).toStrictEqual(['审核审核人', '审核日期']);
  });

  it('may have a row of units below them', () => {
    const units = names.map((name) => (name === '金额' ? '（元）' : name === '人次' ? '（人）' : ''));
    expect(found(names, units, act)).toMatchObject({ from: 1, to: 2 });
    expect(found(names, renamed('金额', '（万元）'), act)).toMatchObject({ from: 1, to: 1 });
  });

  it.each([
    ['金额', '金额（元）'],
    ['金额', '金额(人民币元)'],
    ['金额', '金额\n（元）'],
    ['金额', '金额/元'],
    ['金额', '*金额（元）（必填）'],
    ['姓名', '姓 名'],
    ['姓名', '姓　　名'],
    ['日期', '＊日期：'],
    ['日期', '日期（年-月-日）'],
    ['课时', '课时（小时）'],
    ['人次', '人次（人）'],
    ['服务类别', '服务\r\n类别'],
  ])('%s may be written %j', (name, other) => {
    expect(isRead(name, other)).toBe(true);
  });

  it.each([
    ['金额', '金额（万元）', '金额→金额（万元）'],
    ['金额', '补助金额', '金额→补助金额'],
    ['课时', '课时（分钟）', '课时→课时（分钟）'],
    ['姓名', '名姓', '姓名→名姓'],
  ])('are not %s where they say %j: the nearest is told', async (name, other, nearest) => {
    expect(await faultIn(renamed(name, other), act)).toMatchObject({
      code: 'WRONG_HEADER',
      line: 1,
      message: `三月.csv, line 1: columns missing: ${name}; the nearest that are there: ${nearest}`,
    });
  });

  it('are not guessed where two rows may be them', async () => {
    expect(await faultIn(['台账'], names, act, names, act)).toMatchObject({
      code: 'WRONG_HEADER',
      line: null,
      message: '三月.csv: the rows 2, 4 may all be the heads; keep one of them',
    });
  });

  it('leave columns unread that offices add, and these are named', () => {
    const { header: read } = found(['序号', ...names, '联系电话', '审核人', '']);
    expect(notReadOf(read)).toStrictEqual(['序号', '联系电话', '审核人']);
  });
});

describe('a worksheet', () => {
  it('has heads where half of them are there, and not where it explains them one by one', () => {
    const half = names.slice(0, 9);
    expect(hasHeads(recordsOf([['台账'], half]), null)).toBe(true);
    expect(hasHeads(recordsOf([['说明'], ...names.map((name) => [name, `${name}的说明`])]), null)).toBe(
      false,
    );
  });
});
