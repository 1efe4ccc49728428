import { csv, faultOf, gb18030, header, sheet, type Cells } from '@ledger/test/support/sheets.js';
import type { SheetSource } from '../ports/sheet-source.js';
import type { Row } from '../sheets/sheet-columns.js';
import { recordsOf } from '../sheets/sheet-rows.js';
import { charsKeptMax, sheetMax, scanSheet, type SheetScan } from './sheet-scan.js';

/** All rows have a date: without one they would not count as acts. */
const date = '2026-03-01';

const session = (reference: string, more: Cells = {}): Cells => ({ reference, date, sessions: '1', ...more });
const attendance = (of: string, more: Cells = {}): Cells => ({
  session: of,
  date,
  membership: 'M-1',
  ...more,
});

/** The lines of the session rows that come after their first attendance row, by reference. */
const lateOf = ({ late }: SheetScan): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(
    [...late].map(([reference, rows]: readonly [string, readonly Row[]]) => [
      reference,
      rows.map(({ line }) => line),
    ]),
  );

const scanOf = async (source: SheetSource, sessions = sheetMax.sessions): Promise<SheetScan> =>
  scanSheet(await recordsOf(source), { mapping: null, skipHidden: false }, { ...sheetMax, sessions });

const lateIn = async (...rows: readonly Cells[]): Promise<unknown> =>
  lateOf(await scanOf(sheet(csv(...rows))));

describe('a survey of a sheet', () => {
  it('finds how many rows it has, in either encoding', async () => {
    const text = csv({ reference: 'R-1', kind: '免费体检' }, { reference: 'R-2', date });
    for (const encoded of [text, gb18030(text)]) {
      const { kept, ...found } = await scanOf(sheet(encoded));
      expect(found).toStrictEqual({
        ...{ rows: 2, late: new Map(), remarks: null },
        amount: { value: 0, unreadRow: null },
      });
      expect(kept?.map(({ cells }) => cells.reference)).toStrictEqual(['R-1', 'R-2']);
    }
  });

  it('keeps no rows of a sheet that is longer than memory should hold', async () => {
    const long = { date, note: 'x'.repeat(charsKeptMax / 40) };
    const { kept, rows } = await scanOf(
      sheet(csv({ reference: 'R-1', date }, ...Array<Cells>(40).fill(long))),
    );
    expect({ kept, rows }).toStrictEqual({ kept: null, rows: 41 });
  });

  it('counts no blank lines', async () => {
    const { rows } = await scanOf(sheet(`${header}\r\n\r\nR-1,证书\r\n \r\n,,,\r\nR-2,证书\r\n\r\n`));
    expect(rows).toBe(2);
  });

  it('finds no session to be late that stands before its attendance', async () => {
    expect(await lateIn(session('S-1'), attendance('S-1'), attendance('S-1'))).toStrictEqual({});
  });

  it('finds no session to be late that nobody attends', async () => {
    expect(await lateIn(attendance('S-1'), session('S-2'))).toStrictEqual({});
  });

  it('finds the sessions that stand behind their first attendance, all of one reference', async () => {
    const rows = [
      attendance('S-1'),
      session('S-2'),
      attendance('S-2'),
      session('S-1'),
      attendance('S-3'),
      session('S-1', { place: '别处' }),
      session('S-3'),
      session('S-2', { place: '别处' }),
    ];
    expect(await lateIn(...rows)).toStrictEqual({ 'S-1': [5, 7], 'S-3': [8], 'S-2': [9] });
  });

  it.each([
    ['names a person', { membership: 'M-1' }],
    ['names a session itself', { session: 'S-0' }],
    ['states none', { sessions: '0' }],
    ['states no number', { sessions: '一' }],
    ['states nothing', { sessions: '' }],
  ])('takes no row for a session that %s', async (_what, more) => {
    expect(await lateIn(attendance('S-1'), session('S-1', more))).toStrictEqual({});
  });

  it.each(['1', '2', '１'])('takes a row for a session that states %s', async (sessions) => {
    expect(await lateIn(attendance('S-1'), session('S-1', { sessions }))).toStrictEqual({ 'S-1': [3] });
  });
});

describe('a sheet that names many sessions', () => {
  const naming = (...sessions: readonly string[]) =>
    sheet([header, ...sessions.map((session) => `,,,,${date},${session}`)].join('\r\n'));

  it('may name as many as are allowed, each as often as it likes', async () => {
    expect((await scanOf(naming('S-1', 'S-2', 'S-2', '', 'S-3', 'S-1'), 3)).rows).toBe(6);
  });

  it('is refused for the one that is too many', async () => {
    expect(await faultOf(scanOf(naming('S-1', 'S-2', 'S-1', 'S-3', 'S-4', 'S-5'), 3))).toStrictEqual({
      name: 'SheetFault',
      code: 'TOO_MANY_SESSIONS',
      file: '三月.csv',
      line: 6,
      message: '三月.csv, line 6: the rows name more than 3 sessions; split the sheet',
    });
  });
});

describe('a sheet that breaks off', () => {
  it('within a character is no sheet', async () => {
    const bytes = Buffer.from(csv({ reference: 'R-1', kind: '免费体检' }, { note: '柯桥' }));
    const end = bytes.lastIndexOf(Buffer.from('桥'));
    expect(await faultOf(scanOf(sheet(bytes.subarray(0, end + 2))))).toMatchObject({ name: 'SheetFault' });
  });
});
