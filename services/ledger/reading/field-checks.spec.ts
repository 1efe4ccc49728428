import { soleOffice } from '../kernel/identifiers.js';
import { day } from '@ledger/test/dsl/acts.js';
import { refused } from '../kernel/decision.js';
import { checkDay, checkDistrict, checkTexts, isRefused, readOffice } from './field-checks.js';

describe('a district', () => {
  it.each(['330603', '330600', '110101', '441900', '710000'])('is known: %s', (code) => {
    expect(checkDistrict(code)).toBe(code);
  });

  it.each([
    '330603 ',
    '３３０６０３',
    "'330603",
    '="330603"',
    '330\u200B603',
    '33 06 03',
    '\u202D330603\u202C',
  ])('is the same however it is written: %j', (text) => {
    expect(checkDistrict(text)).toBe('330603');
  });

  it('is missing where nothing is said', () => {
    expect(checkDistrict('')).toStrictEqual(refused('MISSING_DISTRICT'));
  });

  it.each(['330000', '110000', '100000', '339999', '000000', 'constructor'])(
    'is unknown to GB/T 2260: %j',
    (district) => {
      expect(checkDistrict(district)).toStrictEqual(refused('UNKNOWN_DISTRICT', { district }));
    },
  );
});

describe('a day', () => {
  const today = day('2026-03-10');

  it.each(['2026-03-10', '2026-03-09', '1999-12-31'])('may be today or earlier: %s', (text) => {
    expect(checkDay(day(text), text, today)).toBe(text);
  });

  it.each(['2026-03-11', '2099-01-01'])('may not lie ahead: %s', (date) => {
    expect(checkDay(day(date), 'as written', today)).toStrictEqual(
      refused('DATE_IN_FUTURE', { date, today }),
    );
  });

  it('is no earlier than 1950, where a cell of nothing is a day of 1899 or 1900', () => {
    expect(checkDay(day('1950-01-01'), 'as written', today)).toBe('1950-01-01');
    expect(checkDay(day('1949-12-31'), 'as written', today)).toStrictEqual(
      refused('BAD_DATE', { date: 'as written' }),
    );
  });

  it('that does not exist is named as it was written', () => {
    expect(checkDay(null, '2026年2月30日', today)).toStrictEqual(
      refused('BAD_DATE', { date: '2026年2月30日' }),
    );
  });
});

describe('texts', () => {
  it('may be absent, and as long as they may be', () => {
    expect(checkTexts([])).toBeNull();
    expect(
      checkTexts([
        ['备注', '一二三', 3],
        ['姓名', null, 0],
        ['单位', undefined, 0],
      ]),
    ).toBeNull();
  });

  it('that are too long are refused, the first of them named', () => {
    const long = checkTexts([
      ['备注', '一二三', 3],
      ['姓名', '一二三四', 3],
      ['单位', '一二三四五', 4],
    ]);
    expect(long).toStrictEqual(refused('TEXT_TOO_LONG', { field: '姓名', max: 3 }));
  });
});

describe('an office', () => {
  it.each([soleOffice, 'kq', '330603.1', '柯桥区总工会', 'a_b', 'x'.repeat(40)])(
    'may be named %s',
    (office) => {
      expect(readOffice(office)).toBe(office.toUpperCase());
    },
  );

  it.each(['', 'a-b', 'a－b', 'a/b', 'a\u0000b', 'x'.repeat(41), '🚲'])('may not be named %j', (office) => {
    expect(readOffice(office)).toStrictEqual(refused('BAD_OFFICE', { office }));
  });

  it('is not written without end: how it was written is kept', () => {
    const spaced = (blanks: number): string => `k${' '.repeat(blanks)}q`;
    expect(readOffice(spaced(198))).toBe('KQ');
    expect(readOffice(spaced(199))).toStrictEqual(refused('BAD_OFFICE', { office: spaced(199) }));
  });
});

describe('what was read', () => {
  it('is a refusal or anything else', () => {
    const read: readonly unknown[] = [
      refused('BAD_DATE'),
      '2026-03-10',
      null,
      0,
      {},
      { kind: 'amount' },
      undefined,
    ];
    expect(read.map(isRefused)).toStrictEqual([true, false, false, false, false, false, false]);
  });

  it.each([
    ['33060', '330600 绍兴市'],
    ['3306030', '330600 绍兴市'],
    ['柯桥区', '330603 柯桥区'],
  ])('is unknown to GB/T 2260, and another is suggested: %j', (district, nearest) => {
    expect(checkDistrict(district)).toStrictEqual(refused('UNKNOWN_DISTRICT', { district, nearest }));
  });
});
