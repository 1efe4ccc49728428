import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordsOf } from '@ledger/ledger/sheets/sheet-rows.js';
import type { SheetRecord } from '@ledger/ledger/ports/sheet-source.js';
import { temporaryFolders } from '@ledger/test/contract/temporary-folders.js';
import { faultOf } from '@ledger/test/support/sheets.js';
import { partsOf, rowsXml, workbookOf, zipped, type Parts } from '@ledger/test/support/workbooks.js';
import { openSheet } from './open-sheet.js';

const folder = temporaryFolders();

const fileOf = (bytes: string | Uint8Array): string => {
  const path = join(folder(), 'sheet');
  writeFileSync(path, bytes);
  return path;
};

/** Reads a file to its end, as an import does before it writes anything. */
const read = async (bytes: string | Uint8Array): Promise<readonly SheetRecord[]> => {
  const source = await recordsOf(await openSheet(fileOf(bytes), { name: '三月' }));
  const records: SheetRecord[] = [];
  for await (const record of source.records()) records.push(record);
  return records;
};

const rows = [
  ['业务编号', '备注'],
  ['R-1', '甲\n"乙",'],
];
const records = rows.map((fields, index) => ({ line: index + 1, fields }));

it('a worksheet of a CSV is refused, because a CSV has none', async () => {
  const opening = openSheet(fileOf('a\r\n'), { name: '三月.csv', worksheet: '四月' });
  expect(await faultOf(opening)).toMatchObject({
    code: 'UNKNOWN_WORKSHEET',
    line: null,
    message: '三月.csv: this is CSV, which has no worksheets; do not name the worksheet “四月”',
  });
});

describe('a sheet is known by its bytes, whatever its name', () => {
  it('as a workbook', async () => {
    expect(await read(await workbookOf(rows))).toStrictEqual(records);
  });

  it('as text', async () => {
    expect(await read('业务编号,备注\r\nR-1,"甲\n""乙"","\r\n')).toStrictEqual(records);
  });

  it('goes by the name that its user gave it, or by its path', async () => {
    const path = fileOf('a\r\n');
    expect((await openSheet(path, { name: '三月.csv' })).name).toBe('三月.csv');
    expect((await openSheet(path)).name).toBe(path);
  });
});

describe('a file that is too large', () => {
  const mebibyte = 1024 * 1024;

  /** Creates a sparse file of the given size, which needs almost no disk space. */
  const longFile = (start: string, size: number): string => {
    const path = fileOf(start);
    truncateSync(path, size);
    return path;
  };

  it.each([
    ['a workbook', 'PK\u0003\u0004', 64, 'WORKBOOK_TOO_LARGE'],
    ['a sheet of text', 'a,b', 256, 'TOO_LARGE'],
  ])('is %s', async (_what, start, most, code) => {
    await expect(openSheet(longFile(start, most * mebibyte))).resolves.toBeDefined();
    await expect(openSheet(longFile(start, most * mebibyte + 1))).rejects.toMatchObject({ code });
  });

  it('is a workbook of too many rows; blank ones count for nothing', async () => {
    const rows = '<row><c t="str"><v>x</v></c></row><row/>'.repeat(200_001);
    const workbook = await zipped(partsOf({ sheets: { 一: rows } }));
    await expect(read(workbook)).rejects.toMatchObject({ code: 'TOO_MANY_ROWS', line: 400_001 });
  });
});

describe('a file that is no sheet', () => {
  const refused = async (bytes: string | Uint8Array): Promise<unknown> => faultOf(read(bytes));
  const fault = (code: string, problem: string): unknown => ({
    name: 'SheetFault',
    code,
    file: '三月',
    line: null,
    message: `三月: ${problem}`,
  });
  const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex');
  const again = 'save it as .xlsx or as CSV in UTF-8 and import it again';

  it('is an old workbook', async () => {
    const bytes = Buffer.concat([ole, Buffer.alloc(5_000), Buffer.from('Workbook', 'utf16le')]);
    expect(await refused(bytes)).toStrictEqual(
      fault('WRONG_FORMAT', `this is an old workbook (.xls); ${again}`),
    );
  });

  it.each([5_000, 65_526, 200_000])('is locked by a password, said at byte %i', async (at) => {
    const bytes = Buffer.concat([ole, Buffer.alloc(at), Buffer.from('EncryptedPackage', 'utf16le')]);
    expect(await refused(bytes)).toStrictEqual(
      fault(
        'WORKBOOK_LOCKED',
        'the workbook is locked by a password; save it without one and import it again',
      ),
    );
  });

  it.each<readonly [string, Parts, string]>([
    ['an archive of other files', { 'a.csv': 'a' }, 'this is a zip archive, but no workbook'],
    ['an OpenDocument file', { mimetype: 'x', 'content.xml': '<a/>' }, 'this is an OpenDocument file'],
    [
      'a letter',
      {
        ...partsOf({ sheets: { 一: '' } }),
        'xl/workbook.xml': '<w:document xmlns:w="w"><w:body/></w:document>',
      },
      'this is a document of another kind, no workbook',
    ],
  ])('is %s', async (_what, parts, problem) => {
    expect(await refused(await zipped(parts))).toStrictEqual(fault('WRONG_FORMAT', `${problem}; ${again}`));
  });

  it('is missing, a folder, or goes away while it is read', async () => {
    const path = folder();
    mkdirSync(join(path, 'folder.xlsx'));
    for (const name of ['missing.xlsx', 'folder.xlsx'])
      expect(await faultOf(openSheet(join(path, name)))).toMatchObject({ code: 'UNREADABLE', line: null });
    const file = fileOf(await workbookOf(rows));
    const source = await recordsOf(await openSheet(file, { name: '三月' }));
    rmSync(file);
    const reading = (async () => {
      for await (const record of source.records()) expect(record).toBeNull();
    })();
    expect(await faultOf(reading)).toMatchObject({ code: 'UNREADABLE', file: '三月' });
  });

  describe('but a damaged workbook', () => {
    const sheet = { sheets: { 一: rowsXml(rows) } };
    const part = 'xl/worksheets/sheet1.xml';
    const worksheet = (content: string): Parts => ({ ...partsOf(sheet), [part]: content });
    const without = (name: string): Parts =>
      Object.fromEntries(Object.entries(partsOf(sheet)).filter(([each]) => each !== name));
    const data = (xml: string): Parts => worksheet(`<worksheet><sheetData>${xml}</sheetData></worksheet>`);

    it.each<readonly [string, Parts]>([
      ['lacks its list of parts', without('_rels/.rels')],
      ['lacks the workbook', without('xl/workbook.xml')],
      ['lacks its worksheet', without(part)],
      ['lacks its texts', without('xl/sharedStrings.xml')],
      ['lacks its styles', without('xl/styles.xml')],
      ['breaks off within its XML', worksheet('<worksheet><sheetData><row>')],
      ['has no rows', worksheet('<worksheet/>')],
      ['has a chart in place of its rows', worksheet('<chartsheet/>')],
      ['is no XML', worksheet('业务编号')],
      ['is in another encoding', data('<row><c t="str"><v>\u0000</v></c></row>')],
      ['defines entities', worksheet('<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet/>')],
      ['fetches entities', worksheet('<!DOCTYPE worksheet SYSTEM "http://127.0.0.1/a"><worksheet/>')],
      ['uses an entity that nobody knows', data('<row><c t="str"><v>&a;</v></c></row>')],
      ['names a text that is not there', data('<row><c t="s"><v>0</v></c></row>')],
      ['names no text', data('<row><c t="s"/></row>')],
      ['has a row twice', data('<row r="2"/><row r="2"/>')],
      ['has a row of no number', data('<row r="x"/>')],
      ['has a row too many', data('<row r="1048577"/>')],
      ['has its cells in no order', data('<row><c r="B1"/><c r="A1"/></row>')],
      ['has a cell beyond its columns', data('<row><c r="XFE1"/></row>')],
      ['is nested without end', data('<row>'.repeat(100))],
    ])('%s', async (_what, parts) => {
      expect(await refused(await zipped(parts))).toMatchObject({ code: 'BROKEN_WORKBOOK', line: null });
    });

    it('has a part twice, or one that does not fit its checksum', async () => {
      const bytes = await zipped({ ...partsOf(sheet), 'XL/Styles.xml': '<styleSheet/>' });
      expect(await refused(bytes)).toMatchObject({ code: 'BROKEN_WORKBOOK' });
      const flipped = await workbookOf(rows);
      const list = flipped.lastIndexOf(part) - 46;
      flipped.writeUInt32LE(1, list + 16);
      expect(JSON.stringify(await refused(flipped))).toContain('does not fit its checksum');
    });

    it('has a locked part', async () => {
      const bytes = await workbookOf(rows);
      bytes.writeUInt16LE(
        bytes.readUInt16LE(bytes.lastIndexOf(part) - 46 + 8) | 1,
        bytes.lastIndexOf(part) - 46 + 8,
      );
      expect(await refused(bytes)).toMatchObject({ code: 'WORKBOOK_LOCKED' });
    });

    it('has a row that is too long', async () => {
      const cell = `<c t="inlineStr"><is><t>${'x'.repeat(200_000)}</t></is></c>`;
      expect(await refused(await zipped(data(`<row r="3">${cell}${cell}</row>`)))).toMatchObject({
        code: 'LINE_TOO_LONG',
        line: 3,
      });
    });
  });

  describe('but a workbook made to burst', () => {
    const sheet = { sheets: { 一: rowsXml(rows) } };

    it.each<readonly [string, () => Parts]>([
      ['packed far tighter than any sheet', () => ({ 'xl/styles.xml': Buffer.alloc(64 * 1024 * 1024, 32) })],
      ['a text without end', () => ({ 'xl/styles.xml': `<a>${'x'.repeat(3_000_000)}</a>` })],
      [
        'a text of pieces without end',
        () => ({
          'xl/sharedStrings.xml': `<sst><si>${'<r><t>0123456789</t></r>'.repeat(150_000)}</si></sst>`,
        }),
      ],
      ['a tag without end', () => ({ 'xl/styles.xml': `<a b="${'x'.repeat(3_000_000)}"/>` })],
      ['a comment without end', () => ({ 'xl/styles.xml': `<a><!--${'x'.repeat(3_000_000)}--></a>` })],
      [
        'more parts than any workbook has',
        () => Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`a${String(index)}`, ''])),
      ],
    ])('is refused: %s', async (_what, more) => {
      const bytes = await zipped({ ...partsOf(sheet), ...more() });
      expect(await refused(bytes)).toMatchObject({ code: 'WORKBOOK_TOO_LARGE', line: null });
    });

    it('is refused where it says that it is small', async () => {
      const parts = {
        ...partsOf(sheet),
        'xl/styles.xml': `<styleSheet>${' '.repeat(1_000_000)}</styleSheet>`,
      };
      const bytes = await zipped(parts);
      bytes.writeUInt32LE(100, bytes.lastIndexOf('xl/styles.xml') - 46 + 24);
      expect(await refused(bytes)).toMatchObject({ code: 'BROKEN_WORKBOOK', line: null });
    });

    it('is refused where it says that it is huge, before anything is unpacked', async () => {
      const bytes = await workbookOf(rows);
      bytes.writeUInt32LE(0x7fff_ffff, bytes.lastIndexOf('xl/worksheets/sheet1.xml') - 46 + 24);
      expect(await refused(bytes)).toMatchObject({ code: 'WORKBOOK_TOO_LARGE' });
    });
  });
});

describe('a workbook that was cut off or changed on its way', () => {
  const many = Array.from({ length: 200 }, (_, index) => [`R-${String(index)}`, String(index ** 3), '备注']);

  it('is refused whole wherever it is cut', async () => {
    const bytes = await workbookOf(many);
    const codes = new Set<unknown>();
    for (let length = 4; length < bytes.length; length += 37) {
      const end: unknown = await faultOf(read(bytes.subarray(0, length)));
      codes.add(typeof end === 'object' && end !== null && 'code' in end ? end.code : end);
    }
    expect([...codes]).toStrictEqual(['BROKEN_WORKBOOK']);
  });

  it('is read as it was or refused, whichever byte is changed', async () => {
    const bytes = await workbookOf(many);
    const whole = await read(bytes);
    expect(whole).toHaveLength(200);
    let refusals = 0;
    for (let at = 4; at < bytes.length; at += 61) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x15;
      const end: unknown = await read(changed).catch((error: unknown) => error);
      if (end instanceof Error) {
        expect([at, end.name]).toStrictEqual([at, 'SheetFault']);
        refusals += 1;
      } else expect([at, end]).toStrictEqual([at, whole]);
    }
    expect(refusals).toBeGreaterThan(20);
  });
});
