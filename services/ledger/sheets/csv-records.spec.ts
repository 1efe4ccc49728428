import { faultOf, sheet } from '@ledger/test/support/sheets.js';
import type { SheetRecord } from '../ports/sheet-source.js';
import { csvRecords } from './csv-records.js';

const form = { encoding: 'utf-8', separator: ',' } as const;
const most = { filled: 2, blank: 3 };

const recordsIn = async (text: string): Promise<readonly SheetRecord[]> => {
  const records: SheetRecord[] = [];
  for await (const record of csvRecords(sheet(text), form, most)) records.push(record);
  return records;
};

describe('the records of a sheet of text', () => {
  it('are as long as each of them is', async () => {
    expect(await recordsIn('a,b,c\r\n1\r\n,\r\n1,2,3,4\r\n')).toStrictEqual([
      { line: 1, fields: ['a', 'b', 'c'] },
      { line: 2, fields: ['1'] },
      { line: 3, fields: ['', ''] },
      { line: 4, fields: ['1', '2', '3', '4'] },
    ]);
  });

  it.each([
    ['rows, not counting blank ones', 'a,b\n1,2\n\n,\n3,4\n', '5,6\n'.repeat(20), { line: 25 }],
    ['rows of separators only', 'a,b\n,\n,,\n\n', ',\n', { line: 5 }],
  ])('are no more than so many %s', async (_what, text, more, place) => {
    expect(await recordsIn(text)).not.toStrictEqual([]);
    expect(await faultOf(recordsIn(text + more))).toMatchObject({ code: 'TOO_MANY_ROWS', ...place });
  });
});

describe('a quotation mark that is never closed', () => {
  it.each([
    ['in the first column', 'a,b\n1,2\n"3,4\n5,6\n', 3],
    ['in the last line', 'a,b\n1,2\n3,"4', 3],
    ['behind a text of two lines', 'a,b\n1,2\n"x\ny","3\n5,6\n', 4],
  ])('is refused with the line where it opens: %s', async (_what, text, line) => {
    expect(await faultOf(recordsIn(text))).toMatchObject({
      code: 'BROKEN_CSV',
      line,
      message: `三月.csv, line ${String(line)}: a quotation mark that opens on this line is never closed`,
    });
  });
});
