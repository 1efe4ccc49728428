import { csvRow, header, sheet } from '@ledger/test/support/sheets.js';
import { separatorIn } from './csv-separator.js';
import { recordsOf, rowsOf } from './sheet-rows.js';

const row = csvRow({ reference: 'R-1', note: '甲' });

const referencesIn = async (text: string): Promise<readonly unknown[]> => {
  const read: unknown[] = [];
  for await (const { line, cells } of rowsOf(await recordsOf(sheet(text)), null))
    read.push([line, cells.reference, cells.note]);
  return read;
};

describe('the separator of a text', () => {
  it.each([
    ['comma', ','],
    ['semicolon', ';'],
    ['tab', '\t'],
  ])('may be a %s', async (_name, separator) => {
    const text = [header, row].join('\r\n').replaceAll(',', separator);
    expect(separatorIn(text)).toBe(separator);
    expect(await referencesIn(text)).toStrictEqual([[2, 'R-1', '甲']]);
  });

  it.each([',', ';', '\t', '|'])('may be said by the first line: sep=%s', async (separator) => {
    const text = ['sep=,', header, row].join('\r\n').replaceAll(',', separator);
    expect(await referencesIn(text)).toStrictEqual([[3, 'R-1', '甲']]);
  });

  it('is the same in many lines: other signs in titles, notes and quotes are none', () => {
    const notes = ['a;b;c;d;e;f', '"甲;乙;丙;丁;戊;己;庚"', '1;2;3'].map((note) => `R,证书,${note}`);
    expect(separatorIn(['标题;;;;;;', '业务编号,服务类别,备注', ...notes].join('\n'))).toBe(',');
    const amounts = ['1;1,280,000', '2;2,560', '3;100'];
    expect(separatorIn(['业务编号;金额', ...amounts].join('\n'))).toBe(';');
  });

  it('is a comma where nothing is separated', () => {
    expect(separatorIn('')).toBe(',');
    expect(separatorIn('今天下午在驿站发放了慰问品。')).toBe(',');
  });

  it('splits rows that a quotation mark has put together', async () => {
    const text = [header, csvRow({ reference: 'R-1' }).replace(/,$/, ',"甲'), row, `${row}"`, row];
    const rows: unknown[] = [];
    for await (const { line, broken } of rowsOf(
      await recordsOf(sheet(text.join('\n').replaceAll(',', ';'))),
      null,
    ))
      rows.push([line, broken]);
    const broken = { from: 2, to: 4 };
    expect(rows).toStrictEqual([
      [2, broken],
      [3, broken],
      [4, broken],
      [5, undefined],
    ]);
  });
});
