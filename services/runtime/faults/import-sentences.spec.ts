import { chineseImportFaults, importSentence } from './import-sentences.js';

/** Facts of every sort at once. */
const allFacts = {
  ...{ missing: '日期', unknown: '备忘', repeated: '金额', columns: '日期 金额', place: '日期' },
  ...{ rows: 9, statedRows: 8, sum: '1.00', statedSum: '2.00', unreadRow: 3, refused: 2, undone: 1 },
  ...{ office: '甲', worksheets: '“三月”' },
};

describe('the sentence of a fault of an import', () => {
  it.each(Object.entries(chineseImportFaults))(
    'has no English left, with facts or without: %s',
    (_code, say) => {
      for (const facts of [{}, allFacts]) {
        expect(say(facts)).toMatch(/^[^A-Za-z{}]+$/);
        expect(say(facts)).toMatch(/\p{Script=Han}/u);
        expect(say(facts)).not.toContain('undefined');
      }
    },
  );

  it.each([
    [
      'WRONG_HEADER',
      { missing: '日期 金额', unknown: '', repeated: '备注' },
      '缺少列：日期 金额；重复的列：备注',
    ],
    ['CONTROLS_DIFFER', { rows: 3, statedRows: 4 }, '表中有3行业务，不是4行；没有写入任何一行'],
    ['CONTROLS_DIFFER', { unreadRow: 7 }, '第7行的金额读不懂，合计无法核对；没有写入任何一行'],
    [
      'NOT_ALL_ACCEPTED',
      { refused: 2, rows: 10, undone: 1 },
      '10行中有2行被退回，这在写入时才发现，已写入的全部撤销',
    ],
    ['BAD_OFFICE', { office: '?' }, '“?”不能作为单位代码'],
    ['BAD_MAPPING', { place: 'columns.日期' }, '对照表有错误，无法读懂（columns.日期）'],
  ] as const)('names the facts: %s %j', (code, facts, sentence) => {
    expect(importSentence('zh', { code, message: 'in English', facts })).toBe(sentence);
    expect(importSentence('en', { code, message: 'in English', facts })).toBe('in English');
  });

  it('names the line', () => {
    expect(importSentence('zh', { code: 'LINE_TOO_LONG', message: 'too long', line: 5 })).toBe(
      '第5行：这一行太长，请检查是不是漏了一个引号',
    );
  });
});
