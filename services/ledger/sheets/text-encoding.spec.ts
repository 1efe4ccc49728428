import { faultOf, gb18030, sheet } from '@ledger/test/support/sheets.js';
import type { TextSource } from '../ports/sheet-source.js';
import { decoded, encodingOf, type Encoding } from './text-encoding.js';

const textOf = async (source: TextSource, encoding: Encoding): Promise<string> => {
  let text = '';
  for await (const piece of decoded(source, encoding)) text += piece;
  return text;
};

const text = '业务编号,金额\r\nR-1,¥80，￥90\r\n骑手“小张”①\r\n';
const bom = Buffer.from([0xef, 0xbb, 0xbf]);
const utf8 = Buffer.from(text);
const old = gb18030(text);

describe('a sheet', () => {
  it.each([1, 2, 3, 5, 1_000])(
    'in UTF-8 is decoded in pieces of %i bytes, without its mark',
    async (chunk) => {
      expect(await textOf(sheet(utf8, { chunk }), 'utf-8')).toBe(text);
      expect(await textOf(sheet(Buffer.concat([bom, utf8]), { chunk }), 'utf-8')).toBe(text);
    },
  );

  it.each([1, 2, 3, 5, 1_000])('in GB18030 is decoded in pieces of %i bytes', async (chunk) => {
    expect(await textOf(sheet(old, { chunk }), 'gb18030')).toBe(text);
  });

  it('in GB18030 is what an old spreadsheet program wrote, with the four bytes that GBK has not', async () => {
    const bytes = Buffer.from('d2b5cef1b1e0bac52c8130843638300d0a', 'hex');
    expect(await textOf(sheet(bytes), 'gb18030')).toBe('业务编号,¥80\r\n');
    expect(await encodingOf(sheet(bytes))).toBe('gb18030');
  });

  it.each([
    ['UTF-8', utf8, 'utf-8'],
    ['UTF-8 with a mark', Buffer.concat([bom, utf8]), 'utf-8'],
    ['plain ASCII', Buffer.from('R-1,80\r\n'), 'utf-8'],
    ['nothing at all', Buffer.alloc(0), 'utf-8'],
    ['a mark alone', bom, 'utf-8'],
    ['GB18030', old, 'gb18030'],
    [
      'GB18030 from its last line on',
      Buffer.concat([Buffer.from('R-1,80\r\n'.repeat(20_000)), old]),
      'gb18030',
    ],
  ] as const)('is known by all its bytes: %s', async (_what, bytes, encoding) => {
    expect(await encodingOf(sheet(bytes))).toBe(encoding);
    expect(await encodingOf(sheet(bytes, { chunk: 1 + (bytes.length >> 3) }))).toBe(encoding);
  });

  it('is read three times at most to be known, and from its beginning', async () => {
    let readings = 0;
    const source = sheet(old);
    const counted: TextSource = {
      name: source.name,
      bytes: () => {
        readings += 1;
        return source.bytes();
      },
    };
    expect(await encodingOf(counted)).toBe('gb18030');
    expect(readings).toBe(3);
  });
});

describe('a file in no known encoding', () => {
  const unknown = {
    name: 'SheetFault',
    code: 'UNKNOWN_ENCODING',
    file: '三月.csv',
    line: null,
    message:
      '三月.csv: this is neither UTF-8 nor GB18030 text; save the sheet as CSV in UTF-8 and import it again',
  };

  it.each([
    ['a workbook', Buffer.from('504b0304140006000800000021ff', 'hex')],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['a text in UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
    ['Chinese that breaks off within a character', old.subarray(0, old.length - 3)],
  ])('is told so: %s', async (_what, bytes) => {
    expect(await faultOf(encodingOf(sheet(bytes)))).toStrictEqual(unknown);
  });

  it.each([
    ['a database', Buffer.from('SQLite format 3\0'), 1],
    ['UTF-8', Buffer.from('R-1,80\r\nR-2,\0\r\nR-3,\0\r\n'), 2],
    ['UTF-8 with Chinese', Buffer.concat([utf8, Buffer.from('R-2,\0\r\n')]), text.split('\n').length],
  ])('is refused with the line of the first NUL: %s', async (_what, bytes, line) => {
    expect(await faultOf(encodingOf(sheet(bytes, { chunk: 3 })))).toStrictEqual({
      ...unknown,
      line,
      message: `三月.csv, line ${String(line)}: the line holds the control character NUL; save the sheet as CSV in UTF-8 and import it again`,
    });
  });

  it.each([
    ['in the row behind its header', Buffer.concat([utf8.subarray(0, -5), Buffer.from([0xff]), utf8]), 3],
    ['far behind', Buffer.concat([Buffer.from(`${text}${'R-1,80\r\n'.repeat(20_000)}`), old]), 20_004],
    ['where it breaks off within a character', utf8.subarray(0, -3), 3],
    ['behind a mark', Buffer.concat([bom, utf8, old]), 4],
  ])('is told the line where UTF-8 is spoilt, %s', async (_what, bytes, line) => {
    expect(await faultOf(encodingOf(sheet(bytes, { chunk: 1_000 })))).toMatchObject({
      code: 'UNKNOWN_ENCODING',
      line,
    });
  });

  it('is no reason to think so where the file cannot be read at all', async () => {
    const source: TextSource = {
      name: '三月.csv',
      bytes: async function* () {
        throw new Error('no such file');
      },
    };
    expect(await faultOf(encodingOf(source))).toStrictEqual({
      name: 'SheetFault',
      code: 'UNREADABLE',
      file: '三月.csv',
      line: null,
      message: '三月.csv: the file cannot be read (no such file)',
    });
  });
});
