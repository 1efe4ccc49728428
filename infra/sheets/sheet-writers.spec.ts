import type { SheetColumn, SheetRow, Sheet, SheetWriter } from '@ledger/projections/ports/sheet-writer.js';
import { partsOf, worksheetsOf } from '@ledger/test/support/workbook.js';
import { csvWriter } from './csv-writer.js';
import { xlsxWriter, xlsxWriterOf } from './xlsx-writer.js';

const columns: readonly SheetColumn[] = [
  { head: '单位', kind: 'text', width: 10 },
  { head: '人次', kind: 'count', width: 8 },
  { head: '课时', kind: 'minutes', width: 8 },
  { head: '金额', kind: 'fen', width: 8 },
  { head: '日期', kind: 'day', width: 8 },
  { head: '时间', kind: 'instant', width: 8 },
];
const full: SheetRow = ['甲', 2, 90, 123_456, '2024-02-29', '2024-02-28T16:00:01.000Z'];
const empty: SheetRow = [null, null, null, null, null, null];
const zeros: SheetRow = ['', 0, 0, 0, '1899-12-31', null];

/** A sheet, the number of its pages that were read, and whether its reading has ended. */
type Watched = Readonly<{ sheet: Sheet; pages: () => number; ended: () => boolean }>;

const sheetOf = (pages: readonly (readonly SheetRow[])[], fails = false): Watched => {
  let read = 0;
  let ended = false;
  const reading = async function* (): AsyncIterable<readonly SheetRow[]> {
    try {
      for (const page of pages) {
        read += 1;
        yield page;
      }
      if (fails) throw new Error('the store is gone');
    } finally {
      ended = true;
    }
  };
  const about: Sheet['about'] = async (rows) => [
    ['行数', String(rows)],
    ['=位置', 'abcd'],
  ];
  const sheet: Sheet = { title: '服务', aboutTitle: '说明', columns, pages: reading, about };
  return { sheet, pages: () => read, ended: () => ended };
};

const written = async (writer: SheetWriter, { sheet }: Watched): Promise<Buffer> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of writer(sheet)) pieces.push(piece);
  return Buffer.concat(pieces);
};

const csv = async (...pages: readonly (readonly SheetRow[])[]): Promise<string> =>
  (await written(csvWriter, sheetOf(pages))).toString('utf8');

const head = '\uFEFF单位,人次,课时,金额,日期,时间\r\n';
const block = (rows: number): string => `\r\n行数,${String(rows)}\r\n'=位置,abcd\r\n`;

describe('a sheet as CSV', () => {
  test('begins with a byte order mark and ends with what it is true of', async () => {
    expect(await csv([full], [empty, zeros])).toBe(
      `${head}甲,2,1.5,1234.56,2024-02-29,2024-02-29 00:00:01\r\n,,,,,\r\n,0,0,0.00,1899-12-31,\r\n${block(3)}`,
    );
    expect(await csv()).toBe(`${head}${block(0)}`);
  });

  test('has sums of any size to the fen', async () => {
    const sums: SheetRow = ['甲', 2, 90, 9_007_199_254_740_993n, null, null];
    expect(await csv([sums, [...sums.slice(0, 3), 'SUM_TOO_LARGE', null, null]])).toBe(
      `${head}甲,2,1.5,90071992547409.93,,\r\n甲,2,1.5,SUM_TOO_LARGE,,\r\n${block(2)}`,
    );
  });

  test.each([
    ['=1+1', `'=1+1`],
    ['+86 571', `'+86 571`],
    ['-1', `'-1`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\t=1', `'\t=1`],
    ['＝1+1', `'＝1+1`],
    ['甲,"乙"\r\n丙', '"甲,""乙""\r\n丙"'],
    ['甲\n乙', '"甲\n乙"'],
    ['a-1', 'a-1'],
  ])('keeps the text %j a text', async (text, shown) => {
    expect(await csv([[text, ...empty.slice(1)]])).toBe(`${head}${shown},,,,,\r\n${block(1)}`);
  });

  test.each([
    [-1_205, '-12.05'],
    [-5, '-0.05'],
    [7, '0.07'],
    [Number.MAX_SAFE_INTEGER, '90071992547409.91'],
  ])('shows %s fen as yuan, exactly', async (fen, shown) => {
    expect(await csv([[null, -3, null, fen, null, null]])).toBe(`${head},-3,,${shown},,\r\n${block(1)}`);
  });
});

describe('a sheet as XLSX', () => {
  test('has numbers as numbers, days and times as Excel counts them, and texts as texts', async () => {
    const sheets = await worksheetsOf(await written(xlsxWriter, sheetOf([[full], [empty, zeros]])));
    expect([...sheets]).toStrictEqual([
      [
        '服务',
        [
          columns.map((column) => column.head),
          ['甲', 2, 1.5, 1_234.56, 45_351, 45_351.00001157407],
          empty,
          ['', 0, 0, 0, '1899-12-31', null],
        ],
      ],
      [
        '说明',
        [
          ['行数', '3'],
          ['=位置', 'abcd'],
        ],
      ],
    ]);
  });

  test('has a sum of more than fifteen digits as text: a spreadsheet program would change the last ones', async () => {
    const sums = [999_999_999_999_999, 10n ** 15n, -9_007_199_254_740_993n];
    const rows = sums.map((sum): SheetRow => [null, null, null, sum, null, null]);
    const [sheet = []] = (await worksheetsOf(await written(xlsxWriter, sheetOf([rows])))).values();
    expect(sheet.slice(1).map(([, , , sum]) => sum)).toStrictEqual([
      9_999_999_999_999.99,
      '10000000000000.00',
      '-90071992547409.93',
    ]);
  });

  test('holds any text, and what XML cannot hold is shown as such', async () => {
    const texts = ['=1+1', '<&>"', '_x000D_', ' 甲\n乙 ', 'a\u0000b\u001Fc', '\uD800'];
    const pages = [texts.map((text): SheetRow => [text, ...empty.slice(1)])];
    const [sheet = []] = (await worksheetsOf(await written(xlsxWriter, sheetOf(pages)))).values();
    expect(sheet.slice(1).map(([text]) => text)).toStrictEqual([
      ...texts.slice(0, 4),
      'a\uFFFDb\uFFFDc',
      '\uFFFD',
    ]);
  });

  test('goes on in a further worksheet where one is full, each with the header that stays', async () => {
    const rows = [1, 2, 3, 4, 5].map((count): SheetRow => [null, count, null, null, null, null]);
    const bytes = await written(xlsxWriterOf(2), sheetOf([rows.slice(0, 3), [], rows.slice(3)]));
    const counts = [...(await worksheetsOf(bytes))].map(([name, sheet]) => [name, sheet.map(([, n]) => n)]);
    expect(counts).toStrictEqual([
      ['服务', ['人次', 1, 2]],
      ['服务 2', ['人次', 3, 4]],
      ['服务 3', ['人次', 5]],
      ['说明', ['5', 'abcd']],
    ]);
    for (const [path, xml] of await partsOf(bytes)) {
      if (/sheet[123]\.xml$/.test(path)) expect(xml).toContain('state="frozen"');
    }
  });

  test('has one worksheet with a header where there are no rows, or exactly as many as it holds', async () => {
    const exactly = await worksheetsOf(await written(xlsxWriterOf(2), sheetOf([[full, full]])));
    expect([...exactly].map(([name, sheet]) => [name, sheet.length])).toStrictEqual([
      ['服务', 3],
      ['说明', 2],
    ]);
    const none = await worksheetsOf(await written(xlsxWriter, sheetOf([])));
    expect([...none.values()].map((sheet) => sheet.length)).toStrictEqual([1, 2]);
  });
});

describe.each([
  ['CSV', csvWriter],
  ['XLSX', xlsxWriter],
] as const)('writing %s', (_format, writer) => {
  test('that cannot be read to its end fails', async () => {
    const watched = sheetOf([[full]], true);
    await expect(written(writer, watched)).rejects.toThrow('the store is gone');
    expect(watched.ended()).toBe(true);
  });

  test('reads no further than somebody takes, and stops when nobody does', async () => {
    // Random digits, which compress badly: otherwise all pages would fit into one buffer.
    const noise = (seed: number): string =>
      Array.from({ length: 200 }, (_, index) => String(Math.sin(seed * 1_000 + index))).join('');
    const pages = Array.from({ length: 2_000 }, (_, seed) => [[noise(seed), ...empty.slice(1)]]);
    const watched = sheetOf(pages);
    for await (const piece of writer(watched.sheet)) if (piece.length > 0) break;
    expect(watched.pages()).toBeLessThan(1_000);
    expect(watched.ended() || watched.pages() === 0).toBe(true);
  });
});
