import { quantityMax, readAmount, readCount, readDate, readHours } from './cells.js';

describe('a date', () => {
  it.each([
    ['2024-03-05', '2024-03-05'],
    ['2024-3-5', '2024-03-05'],
    ['2024/12/31', '2024-12-31'],
    ['2024/3/05', '2024-03-05'],
    ['2024年3月5日', '2024-03-05'],
    ['2024年12月31日', '2024-12-31'],
    ['２０２４－０３－０５', '2024-03-05'],
    ['２０２４／３／５', '2024-03-05'],
    ['２０２４年３月５日', '2024-03-05'],
    ['2024-2-29', '2024-02-29'],
  ])('may be written %s', (text, day) => {
    expect(readDate(text)).toBe(day);
  });

  it.each([
    '',
    '2023-02-29',
    '2024-02-30',
    '2024-04-31',
    '2024-13-01',
    '2024-00-10',
    '2024-01-00',
    '0000-01-01',
    '24-03-05',
    '2024-03',
    '2024-003-05',
    '2024.03.05',
    '20240305',
    '2024-03/05',
    '2024/03-05',
    '2024年3月5',
    '2024年3月5号',
    '05/03/2024',
    '2024-03-05 10:00',
    '2024 - 03 - 05',
    '45356',
    '三月五日',
  ])('is not %j', (text) => {
    expect(readDate(text)).toBeNull();
  });
});

describe('an amount', () => {
  it.each([
    ['0', 0],
    ['80', 8_000],
    ['80.5', 8_050],
    ['80.05', 8_005],
    ['0.1', 10],
    ['0.07', 7],
    ['1280.00', 128_000],
    ['007.50', 750],
    ['1,280', 128_000],
    ['1,234,567.89', 123_456_789],
    ['¥80', 8_000],
    ['￥80', 8_000],
    ['¥1,280.5', 128_050],
    ['８０．００', 8_000],
    ['￥１，２８０．５', 128_050],
    ['8.11', 811],
    ['4.35', 435],
    ['90071992547409.91', Number.MAX_SAFE_INTEGER],
  ])('%s is so many fen', (text, fen) => {
    expect(readAmount(text)).toStrictEqual({ kind: 'amount', fen });
  });

  it('that is blank is none', () => {
    expect(readAmount('')).toStrictEqual({ kind: 'amount', fen: null });
  });

  it.each(['-1', '-0', '-0.00', '-80.5', '－８０', '-¥80', '¥-80', '￥－1,280.50'])(
    'with a minus sign is negative: %s',
    (text) => {
      expect(readAmount(text)).toStrictEqual({ kind: 'negative' });
    },
  );

  it.each([
    '1,2',
    '1,23',
    '1,2345',
    '1234,567',
    ',123',
    '1,,234',
    '12,34.5',
    '12.345',
    '12.',
    '.5',
    '1.2.3',
    '¥',
    '-',
    '¥¥80',
    '80¥',
    '--80',
    '-¥-80',
    '-1,2',
    '-12.345',
    '+80',
    '80元',
    '1e3',
    '0x10',
    '1 280',
    '八十',
    'NaN',
  ])('is not %j', (text) => {
    expect(readAmount(text)).toStrictEqual({ kind: 'bad' });
  });

  it.each(['90071992547409.92', '9'.repeat(400)])('may be too large for any sum: %j', (text) => {
    expect(readAmount(text)).toStrictEqual({ kind: 'too large' });
  });
});

describe('a count', () => {
  it.each([
    ['', 0],
    ['0', 0],
    ['1', 1],
    ['007', 7],
    ['２０', 20],
    [String(quantityMax), quantityMax],
  ])('%j is a number', (text, count) => {
    expect(readCount(text)).toBe(count);
  });

  it.each([
    '-1',
    '－1',
    '+1',
    '1.0',
    '1.5',
    '1,000',
    '1e3',
    '一',
    '1人',
    'x',
    String(quantityMax + 1),
    '9'.repeat(400),
  ])('is not %j', (text) => {
    expect(readCount(text)).toBeNull();
  });
});

describe('class hours', () => {
  it.each([
    ['', '0', 0],
    ['0', '0', 0],
    ['2', '2', 120],
    ['1.5', '1.5', 90],
    ['1.50', '1.5', 90],
    ['01.5', '1.5', 90],
    ['2.0', '2', 120],
    ['2.00', '2', 120],
    ['１．５', '1.5', 90],
    ['0.75', '0.75', 45],
    ['0.05', '0.05', 3],
    ['0.01', '0.01', 1],
    ['0.008', '0.008', 0],
    ['0.025', '0.025', 2],
    ['1.005', '1.005', 60],
    ['9999999', '9999999', 599_999_940],
  ])('%j are kept as %j and as %d minutes', (text, hours, minutes) => {
    expect(readHours(text)).toStrictEqual({ hours, minutes });
  });

  it.each(['-1', '-0.5', '+1', '1,5', '1.', '.5', '1.5.5', '1h', '一', '10000000', '1.0123456789'])(
    'are not %j',
    (text) => {
      expect(readHours(text)).toBeNull();
    },
  );
});
