import { officeCode } from '../kernel/identifiers.js';
import { catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { day } from '@ledger/test/dsl/acts.js';
import { clashesOf, type Flaw } from '@ledger/test/dsl/ranks.js';
import { member, reading } from '@ledger/test/support/acts.js';
import type { Cells } from '@ledger/test/support/sheets.js';
import { refused } from '../kernel/decision.js';
import { gatheringOf } from '../kernel/ids.js';
import { fen } from '../kernel/money.js';
import { quantityMax } from '../sheets/cells.js';
import { rowOf, type Row } from '../sheets/sheet-columns.js';
import { type Column } from '../sheets/column-names.js';
import { atSession, readRow } from './row-reader.js';
import { textMax } from '../use-cases/record-act-command.js';

const context = { office: officeCode('kq'), officeWritten: null, today: day('2026-03-10'), catalogue };

type Example = Readonly<{ cells: Cells; surplus: number }>;
const sound: Example = {
  cells: { reference: 'R-1', kind: '免费体检', district: '330603', date: '2026-03-05' },
  surplus: 0,
};

const blank = rowOf({ names: [], columns: [], guarded: false, mapping: null }, { line: 2, fields: [] }).cells;
const rowFrom = ({ cells, surplus }: Example): Row => ({ line: 2, cells: { ...blank, ...cells }, surplus });
const read = (example: Example): unknown => readRow(rowFrom(example), context);
const withCells = (cells: Cells): unknown => read({ ...sound, cells: { ...sound.cells, ...cells } });

const plain = reading('health-check', {
  office: 'kq',
  reference: 'R-1',
  district: '330603',
  on: day('2026-03-05'),
  headcount: 0,
});

describe('a row', () => {
  it('says as little as this', () => {
    expect(read(sound)).toStrictEqual(plain);
  });

  it('says as much as this', () => {
    const cells: Record<Column, string> = {
      reference: 'R-9',
      kind: '技能培训',
      district: '330602',
      place: '越城驿站',
      date: '２０２６年１月８日',
      session: 'S-1',
      membership: 'KQ000001',
      name: '王强',
      sex: '男',
      occupation: '外卖骑手',
      employer: '美团',
      headcount: '１',
      sessions: '0',
      hours: '1.50',
      items: '2',
      amount: '￥1,280.50',
      note: '上午',
      outcome: '',
      satisfied: '满意',
    };
    expect(read({ cells, surplus: 0 })).toStrictEqual(
      reading('skills-training', {
        office: 'kq',
        reference: 'R-9',
        district: '330602',
        place: '越城驿站',
        on: day('2026-01-08'),
        person: member('KQ000001'),
        name: '王强',
        sex: 'male',
        occupation: '外卖骑手',
        employer: '美团',
        session: { text: 'S-1', stream: null },
        headcount: 1,
        sessions: 0,
        minutes: 90,
        items: 2,
        amountFen: fen(128_050),
        note: '上午',
        satisfied: true,
      }),
    );
  });

  it.each([
    ...['男', '男性', '男士', '先生', 'M', 'm', 'male', 'Ｍａｌｅ', "'男"].map(
      (word) => [word, 'male'] as const,
    ),
    ...['女', '女性', '女士', '女 ', 'F', 'Female', '⼥'].map((word) => [word, 'female'] as const),
    ['', null] as const,
  ])('says a sex by a word: %j', (sex, meaning) => {
    expect(withCells({ sex })).toStrictEqual({ ...plain, sex: meaning });
  });

  it('is the same under every spelling of its numbers, which are kept as they were written', () => {
    expect(
      withCells({ reference: 'ｔｊ－ 1', district: "'３３０６０３", membership: 'kq—０01\u202C' }),
    ).toStrictEqual({
      ...plain,
      reference: 'TJ-1',
      referenceWritten: 'ｔｊ－ 1',
      districtWritten: "'３３０６０３",
      person: { by: 'membership', membership: 'KQ-001', written: 'kq—０01' },
      headcount: 1,
    });
  });

  it('keeps how its district was written without what cannot be seen, and how the office of the sheet was', () => {
    const row = rowFrom({ ...sound, cells: { ...sound.cells, district: '\u200B 330 603\u202C\uFEFF' } });
    expect(readRow(row, { ...context, officeWritten: 'ｋｑ' })).toStrictEqual({
      ...plain,
      officeWritten: 'ｋｑ',
      districtWritten: '330 603',
    });
    expect(withCells({ district: '\u202A330603\u202C ' })).toStrictEqual(plain);
  });

  it.each(catalogue.kinds)('may be of kind $zh', ({ zh, code }) => {
    for (const kind of [zh, code])
      expect(withCells({ kind, amount: '1', headcount: '2' })).toMatchObject({ kind: { code } });
  });

  it('of a named person is of one head where it says none, but at a session', () => {
    const named = { by: 'membership', membership: 'KQ1', written: 'KQ1' };
    expect(withCells({ membership: 'KQ1' })).toStrictEqual({ ...plain, person: named, headcount: 1 });
    expect(withCells({ membership: 'KQ1', headcount: '3' })).toMatchObject({ headcount: 3 });
    expect(withCells({ membership: 'KQ1', session: 'S-1' })).toMatchObject({ headcount: 0 });
  });

  it('may be of 100,000,000.00 yuan', () => {
    expect(withCells({ amount: '100,000,000.00' })).toMatchObject({ amountFen: 10_000_000_000 });
  });

  it('may be of today, and of an amount of nothing', () => {
    expect(withCells({ date: '2026/3/10', amount: '0' })).toStrictEqual({
      ...plain,
      on: day('2026-03-10'),
      amountFen: fen(0),
    });
  });

  it.each([
    [{ outcome: '未成' }, { outcome: 'not-mediated', satisfied: null }],
    [
      { outcome: '已结案', satisfied: '不满意' },
      { outcome: 'closed', satisfied: false },
    ],
    [{ satisfied: '是' }, { outcome: null, satisfied: true }],
    [{ satisfied: '否' }, { outcome: null, satisfied: false }],
  ])('of a case may say how it ended: %j', (cells, result) => {
    expect(withCells({ kind: '维权', ...cells })).toMatchObject({ kind: { code: 'rights-case' }, ...result });
  });

  it('is told the stream of its session where it names one', () => {
    const stream = gatheringOf('x');
    const session = { text: 'S-1', stream: null };
    expect(atSession(plain, stream)).toStrictEqual(plain);
    expect(atSession({ ...plain, session }, stream)).toStrictEqual({
      ...plain,
      session: { text: 'S-1', stream },
    });
  });
});

describe('a row is refused', () => {
  it.each([
    [{ reference: '' }, refused('MISSING_REF')],
    [{ kind: '' }, refused('UNKNOWN_KIND', { kind: '' })],
    [{ kind: '体检' }, refused('UNKNOWN_KIND', { kind: '体检', nearest: '免费体检' })],
    [{ district: '' }, refused('MISSING_DISTRICT')],
    [{ district: '339999' }, refused('UNKNOWN_DISTRICT', { district: '339999' })],
    [{ date: '' }, refused('BAD_DATE', { date: '' })],
    [{ date: '2026年2月30日' }, refused('BAD_DATE', { date: '2026年2月30日' })],
    [{ date: '2026/3/11' }, refused('DATE_IN_FUTURE', { date: '2026-03-11', today: '2026-03-10' })],
    [{ amount: '八十' }, refused('BAD_AMOUNT', { amount: '八十' })],
    [{ amount: '1,2' }, refused('BAD_AMOUNT', { amount: '1,2' })],
    [{ amount: '100000000.01' }, refused('BAD_AMOUNT', { amount: '100000000.01', max: '100000000.00' })],
    [{ amount: '9'.repeat(30) }, refused('BAD_AMOUNT', { amount: '9'.repeat(30), max: '100000000.00' })],
    [{ amount: '-80' }, refused('NEGATIVE_AMOUNT', { amount: '-80' })],
    [{ headcount: '两' }, refused('BAD_COUNT', { field: '人次', value: '两' })],
    [{ sessions: '-1' }, refused('BAD_COUNT', { field: '场次', value: '-1' })],
    [{ hours: '0.33' }, refused('BAD_COUNT', { field: '课时', value: '0.33' })],
    [{ items: '1.5' }, refused('BAD_COUNT', { field: '份数', value: '1.5' })],
    [
      { items: String(quantityMax + 1) },
      refused('BAD_COUNT', { field: '份数', value: String(quantityMax + 1) }),
    ],
    [{ outcome: '已结案' }, refused('WRONG_KIND', { kind: '免费体检' })],
    [
      { kind: '维权', outcome: '结案' },
      refused('BAD_OUTCOME', { field: '结果', value: '结案', words: '调解成功、转仲裁、未成、已结案' }),
    ],
    [
      { satisfied: '一般' },
      refused('BAD_OUTCOME', { field: '满意', value: '一般', words: '满意、不满意、是、否' }),
    ],
  ])('for its cells %j', (cells, refusal) => {
    expect(withCells(cells)).toStrictEqual(refusal);
  });

  it('for cells behind the header', () => {
    expect(read({ ...sound, surplus: 2 })).toStrictEqual(refused('BAD_ROW', { fields: 19, columns: 17 }));
  });

  it.each([
    ['业务编号', 'reference', textMax.reference],
    ['地点', 'place', textMax.short],
    ['场次编号', 'session', textMax.session],
    ['会员编号', 'membership', textMax.membership],
    ['姓名', 'name', textMax.name],
    ['职业', 'occupation', textMax.short],
    ['单位', 'employer', textMax.short],
    ['备注', 'note', textMax.note],
  ] as const)('for more text than %s may have', (field, column, max) => {
    expect(withCells({ [column]: '长'.repeat(max) })).toMatchObject({ on: '2026-03-05' });
    expect(withCells({ [column]: '长'.repeat(max + 1) })).toStrictEqual(
      refused('TEXT_TOO_LONG', { field, max }),
    );
  });

  it.each([
    ['3.30784E+17', 'SHORTENED'],
    ['A0001、A0002', 'SEVERAL'],
    ['A0001\nA0002', 'SEVERAL'],
    ['暂无', 'PLACEHOLDER'],
    ['-', 'PLACEHOLDER'],
  ])('for a text that names nothing: %j', (value, why) => {
    expect(withCells({ reference: value })).toStrictEqual(refused('BAD_REF', { value, why }));
    expect(withCells({ membership: value })).toStrictEqual(refused('BAD_MEMBER', { value, why }));
  });

  it.each(['２', '未知', '0', 'X', '男女'])('for a sex that is no word for one: %j', (sex) => {
    expect(withCells({ sex })).toStrictEqual(refused('BAD_SEX', { value: sex }));
  });

  it.each([
    ['地点', 'place'],
    ['场次编号', 'session'],
    ['姓名', 'name'],
    ['职业', 'occupation'],
    ['单位', 'employer'],
    ['备注', 'note'],
  ] as const)('for control characters in %s', (field, column) => {
    for (const control of ['\u0000', '\u001B', '\u0085'])
      expect(withCells({ [column]: `一${control}二` })).toStrictEqual(refused('BAD_TEXT', { field }));
    if (column !== 'session')
      expect(withCells({ [column]: '一\u202E二' })).toStrictEqual(refused('BAD_TEXT', { field }));
  });

  it.each(['#N/A', '#REF!', '#DIV/0!', '#VALUE!', '#NAME?', 'Err:502'])(
    'for the error %s of a spreadsheet, which is no text',
    (value) => {
      for (const [column, field] of [
        ['reference', '业务编号'],
        ['name', '姓名'],
        ['note', '备注'],
      ] as const)
        expect(withCells({ [column]: value })).toStrictEqual(refused('BAD_CELL', { field, value }));
      expect(withCells({ note: `${value}。` })).toMatchObject({ note: `${value}。` });
    },
  );

  const spoilt =
    (cells: Cells) =>
    (example: Example): Example => ({ ...example, cells: { ...example.cells, ...cells } });
  const flaws: readonly Flaw<Example>[] = [
    { code: 'BAD_ROW', aspect: 'surplus', spoil: (example) => ({ ...example, surplus: 1 }) },
    { code: 'MISSING_REF', aspect: 'reference', spoil: spoilt({ reference: '' }) },
    { code: 'BAD_REF', aspect: 'reference', spoil: spoilt({ reference: '3.3E+17' }) },
    { code: 'UNKNOWN_KIND', aspect: 'kind', spoil: spoilt({ kind: '理发' }) },
    { code: 'WRONG_KIND', aspect: 'kind', spoil: spoilt({ kind: '免费体检', outcome: '已结案' }) },
    { code: 'MISSING_DISTRICT', aspect: 'district', spoil: spoilt({ district: '' }) },
    { code: 'UNKNOWN_DISTRICT', aspect: 'district', spoil: spoilt({ district: '339999' }) },
    { code: 'BAD_DATE', aspect: 'date', spoil: spoilt({ date: '明天' }) },
    { code: 'DATE_IN_FUTURE', aspect: 'date', spoil: spoilt({ date: '2099-01-01' }) },
    { code: 'BAD_AMOUNT', aspect: 'amount', spoil: spoilt({ amount: '1.234' }) },
    { code: 'NEGATIVE_AMOUNT', aspect: 'amount', spoil: spoilt({ amount: '-1' }) },
    { code: 'MISSING_AMOUNT', aspect: 'amount', spoil: spoilt({ amount: '0.00' }) },
    { code: 'BAD_COUNT', aspect: 'headcount', spoil: spoilt({ headcount: '几' }) },
    { code: 'BAD_CELL', aspect: 'name', spoil: spoilt({ name: '#N/A' }) },
    { code: 'TEXT_TOO_LONG', aspect: 'note', spoil: spoilt({ note: '长'.repeat(textMax.note + 1) }) },
    { code: 'BAD_TEXT', aspect: 'place', spoil: spoilt({ place: '驿\u0007站' }) },
    { code: 'BAD_MEMBER', aspect: 'membership', spoil: spoilt({ membership: '无' }) },
    { code: 'BAD_SEX', aspect: 'sex', spoil: spoilt({ sex: '2' }) },
    { code: 'BAD_OUTCOME', aspect: 'outcome', spoil: spoilt({ satisfied: '一般' }) },
    { code: 'MISSING_PERSON', aspect: 'headcount', spoil: spoilt({ headcount: '1' }) },
  ];
  const paid: Example = {
    ...sound,
    cells: { ...sound.cells, kind: '慰问金', amount: '100', headcount: '2' },
  };

  it.each(clashesOf(flaws))('for $higher before $lower', ({ higher, spoil }) => {
    expect(read(spoil(paid))).toMatchObject({ kind: 'refused', code: higher });
  });
});
