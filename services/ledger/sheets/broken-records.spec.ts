import { isBroken, physicalLines } from './broken-records.js';

const columns = 5;

describe('a record that a quotation mark has put together', () => {
  it.each<readonly [string, readonly string[]]>([
    ['a whole row stands in a note', ['1', '2', '3', '4', 'a\n1,2,3,4,b\n1,2,3,4,c']],
    ['a whole row stands in a cell before the last', ['1', '2', 'a\n1,2,3,4,b', '4', '5']],
    ['the mark was opened and closed in one column', ['1', 'a,3,4,5\n1,b', '3', '4', '5']],
    ['it was closed in an earlier column', ['1', '2', '3', 'a,5\n1,b', '3', '4', '5']],
    ['it was closed in a later column', ['1', 'a,3,4,5\n1,2,3,b', '5']],
    ['it stands around two references', ['1,2,3,4,5\n1', '2', '3', '4', '5']],
  ])('%s', (_how, fields) => {
    expect(isBroken(fields, columns, ',')).toBe(true);
  });

  it.each<readonly [string, readonly string[]]>([
    ['a note of several lines', ['1', '2', '3', '4', 'a\nb\nc']],
    ['a note with separators, fewer than a row has', ['1', '2', '3', '4', 'a\nb,c,d,e\nf']],
    ['a note whose first line has many', ['1', '2', '3', '4', 'a,b,c,d,e,f\ng']],
    ['two references in one cell', ['1\n2', '2', '3', '4', '5']],
    ['a place of two lines', ['1', 'a\nb', '3', '4', '5']],
    ['one line', ['1', '2', '3', '4', 'a,b,c,d,e,f']],
  ])('is none with %s', (_what, fields) => {
    expect(isBroken(fields, columns, ',')).toBe(false);
  });

  it('is as many rows as it has lines', () => {
    expect(physicalLines(['1', 'a,3\r\n1,b', '3'], ',')).toStrictEqual([
      ['1', 'a', '3'],
      ['1', 'b', '3'],
    ]);
  });
});
