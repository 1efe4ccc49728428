import { apiSchema } from '@ledger/test/support/api-schema.js';
import { SheetFault, sheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import { sheetProblems } from '@ledger/ledger/ports/sheet-problems.js';
import { ImportFault } from './import-fault.js';
import { importFault, importProblems } from './import-problems.js';
import { importSentence, sheetSentence } from './import-sentences.js';

const problems = [...Object.entries(sheetProblems), ...Object.entries(importProblems)];
const factsIn = (sentence: string): readonly string[] =>
  [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].toSorted();

/** Latin words that Chinese messages may contain: names that Chinese programs use as well, and names of fields. */
const known =
  /UTF-8|GB18030|CSV|JSON|ISO|MiB|MB|YYYY|MM?|DD?|OpenDocument|zip|\.xls[xb]?|multipart\/form-data|“(sheet|true|false|kinds|columns)”/g;

describe('the sentence of a fault of an import', () => {
  it.each(problems)('says the same in both languages: %s', (_name, [, zh, en]) => {
    expect(factsIn(zh)).toStrictEqual(factsIn(en));
    expect(zh).toMatch(/\p{Script=Han}|^\{why\}$/u);
    expect(en).not.toMatch(/\p{Script=Han}/u);
    expect(zh.replaceAll(/\{\w+\}/g, '').replaceAll(known, '')).not.toMatch(/[A-Za-z]/);
  });

  it('is there for every code of the SDL', () => {
    const type = apiSchema().getType('ImportErrorCode');
    const codes = type !== undefined && 'getValues' in type ? type.getValues().map(({ name }) => name) : [];
    const reported = new Set<string>([...problems.map(([, [code]]) => code), 'BAD_OFFICE']);
    expect([...reported].toSorted()).toStrictEqual(codes.toSorted());
  });

  it.each([
    [
      'wrongColumns',
      { missing: '日期 金额', repeated: '备注' },
      '缺少列：日期 金额；重复的列：备注',
      'columns missing: 日期 金额; columns named twice: 备注',
    ],
    [
      'controlsDiffer',
      { rows: 3, statedRows: 4 },
      '表中有3行业务，不是4行；没有写入任何一行',
      'the sheet has 3 rows that are acts, not 4; nothing was written',
    ],
    [
      'controlsDiffer',
      { unreadRow: 7, statedSum: '9.00' },
      '第7行的金额读不懂，无法核对合计9.00元；没有写入任何一行',
      'the amount of row 7 cannot be read, so the sum of 9.00 yuan cannot be compared; nothing was written',
    ],
    [
      'largeWorkbook',
      { mebibytes: 64 },
      '工作簿超过64 MiB；请拆开，或把表另存为CSV后再报送',
      'the workbook is larger than 64 MiB; split it or save the sheet as CSV',
    ],
    [
      'unknownWorksheet',
      { worksheet: '四月', worksheets: '“三月”' },
      '工作簿里没有工作表“四月”，有：“三月”',
      'the workbook has no worksheet “四月”, it has “三月”',
    ],
    [
      'stalledReading',
      { minutes: 5 },
      '读取时5分钟没有进展；请继续导入，或拆开后再报送',
      'reading it made no progress for 5 minutes; resume it, or split it',
    ],
  ] as const)('names the facts of a sheet: %s %j', (problem, facts, zh, en) => {
    const fault = sheetFault(problem, { file: '三月.csv', line: 5 }, facts);
    expect(sheetSentence('zh', fault)).toBe(`三月.csv：第5行：${zh}`);
    expect(sheetSentence('en', fault)).toBe(`三月.csv, line 5: ${en}`);
  });

  it.each([
    [
      'refusedWhenWritten',
      { refused: 2, rows: 10 },
      '10行中有2行须更正（已登记过的行不算）；这在写入时才发现，已写入的全部撤销',
    ],
    [
      'manyWaiting',
      { sheets: 20, mebibytes: 1024 },
      '等待处理的表格太多：最多20张、1024 MiB；请一分钟后再报送',
    ],
    ['timedOut', { seconds: 60 }, '台账在60秒内没有答复；再次报送之前，请先查看导入列表'],
    ['unknownImport', { id: 'a' }, '没有导入“a”'],
  ] as const)('names the facts of an import: %s %j', (problem, facts, zh) => {
    const fault = importFault(problem, facts);
    expect(importSentence('zh', fault)).toBe(zh);
    expect(importSentence('en', fault)).toBe(fault.message);
  });

  it('is that of the refusal where the code is one', () => {
    const facts = { office: '?' };
    expect(importSentence('zh', { code: 'BAD_OFFICE', message: 'in English', facts })).toBe(
      '“?”不能作为单位代码',
    );
    expect(
      sheetSentence('zh', new SheetFault('BAD_OFFICE', { file: 'a.csv', line: null }, 'no', { facts })),
    ).toBe('a.csv：“?”不能作为单位代码');
  });

  it('stays as it is where it was told in the language already', () => {
    expect(importSentence('zh', new ImportFault('TOO_LARGE', '表格太大'))).toBe('表格太大');
  });
});
