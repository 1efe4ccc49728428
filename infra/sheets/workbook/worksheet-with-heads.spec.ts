import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolders } from '@ledger/test/contract/temporary-folders.js';
import type { Hear } from '@ledger/ledger/ports/sheet-source.js';
import { partsOf, zipped } from '@ledger/test/support/workbooks.js';
import { workbookSheet } from './workbook-sheet.js';

const folder = temporaryFolders();

const rowOf = (text: string): string => `<row r="1"><c t="inlineStr"><is><t>${text}</t></is></c></row>`;

/** A workbook of 50 worksheets, whose only cells are 0 to 49. */
const manyWorksheets = async (): Promise<string> => {
  const sheets = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`表${String(index)}`, rowOf(String(index))]),
  );
  const path = join(folder(), '三月.xlsx');
  writeFileSync(path, await zipped(partsOf({ sheets })));
  return path;
};

/** The worksheet that is taken, how many are not read, and the rows, if the given cell is a head. */
const taken = async (head: string): Promise<unknown> => {
  const source = workbookSheet({ place: await manyWorksheets(), name: '三月.xlsx', worksheet: null });
  const facts: unknown[] = [];
  const hear: Hear = ({ worksheet, notRead }) => {
    facts.push(worksheet, notRead.length);
  };
  const records = source.records(hear, ([first]) => first?.fields[0] === head);
  for await (const { fields } of records) facts.push(fields);
  return facts;
};

describe('a workbook of 50 worksheets', () => {
  it('is read at the first that has heads', async () => {
    expect(await taken('37')).toStrictEqual(['表37', 49, ['37']]);
  });

  it('is read at the first if none has heads', async () => {
    expect(await taken('50')).toStrictEqual(['表0', 49, ['0']]);
  });
});
