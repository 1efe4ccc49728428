import { catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { faultOf } from '@ledger/test/support/sheets.js';
import { readMapping } from './column-mapping.js';

const mappingFault = async (text: string): Promise<unknown> =>
  faultOf(Promise.resolve().then(() => readMapping('map.json', text, catalogue)));

describe('a mapping', () => {
  it.each<readonly [string, string, string, string | RegExp]>([
    ['is no JSON', '{"columns": ', 'BAD_MAPPING', /^the mapping is no JSON \(.*\)$/],
    ['is no object', '[]', 'BAD_MAPPING', /expected object/],
    ['has a part that nobody knows', '{"colums": {}}', 'BAD_MAPPING', /"colums"/],
    ['has a part of another kind', '{"columns": {"单号": 1}}', 'BAD_MAPPING', /^columns\.单号: .*string/],
    ['has amounts in another unit', '{"amountsIn": "jiao"}', 'BAD_MAPPING', /^amountsIn: .*"yuan"\|"fen"/],
    [
      'names kinds among the words',
      '{"words": {"服务类别": {"体检": "免费体检"}}}',
      'BAD_MAPPING',
      'words.服务类别: write the kinds of service under “kinds”',
    ],
    [
      'writes days in no known way',
      '{"dates": ["ISO", "D/M/YY"]}',
      'BAD_MAPPING',
      'dates.1: “D/M/YY” is neither ISO nor made of YYYY, MM or M, DD or D',
    ],
    [
      'writes days in two ways that look the same',
      '{"dates": ["D/M/YYYY", "MM/DD/YYYY"]}',
      'MAPPING_CLASH',
      'dates.1: “MM/DD/YYYY” cannot be told from “D/M/YYYY”',
    ],
    [
      'maps two columns to one field',
      '{"columns": {"单号": "业务编号", "编号": "业务编号"}}',
      'MAPPING_CLASH',
      'columns.编号: 业务编号 is mapped already, from column “单号”; map one of them',
    ],
    [
      'maps a column and a constant to one field',
      '{"columns": {"区": "区划代码"}, "constants": {"区划代码": "330784"}}',
      'MAPPING_CLASH',
      'constants.区划代码: 区划代码 is mapped already, from column “区”; map one of them',
    ],
    [
      'maps a column that it ignores',
      '{"columns": {"单号": "业务编号"}, "ignored": ["单号"]}',
      'MAPPING_CLASH',
      'ignored: “单号” is mapped under “columns”',
    ],
    [
      'gives every row the same reference',
      '{"constants": {"业务编号": "R-1"}}',
      'MAPPING_CLASH',
      'constants.业务编号: every row needs a 业务编号 of its own; map a column to it',
    ],
    [
      'maps to a field that there is not',
      '{"columns": {"单号": "编号"}}',
      'MAPPING_UNKNOWN_FIELD',
      /^columns\.单号: there is no field “编号”; the fields are 业务编号 .* 备注 结果 满意$/,
    ],
    [
      'knows words of a field that there is not',
      '{"words": {"学历": {}}}',
      'MAPPING_UNKNOWN_FIELD',
      /^words\.学历: there is no field “学历”/,
    ],
    [
      'names a kind by a code that there is not',
      '{"kinds": {"体检": "checkup"}}',
      'MAPPING_UNKNOWN_KIND',
      /^kinds\.体检: there is no kind of service “checkup”; the kinds are .*免费体检 \(health-check\), /,
    ],
    [
      'gives every row a kind that there is not',
      '{"constants": {"服务类别": "体检"}}',
      'MAPPING_UNKNOWN_KIND',
      /^constants\.服务类别: there is no kind of service “体检”; the kinds are /,
    ],
    ['is endless', JSON.stringify({ ignored: ['x'.repeat(300_000)] }), 'BAD_MAPPING', /longer than 262144/],
  ])('is refused where it %s', async (_what, text, code, problem) => {
    const fault = await mappingFault(text);
    expect(fault).toMatchObject({ name: 'SheetFault', code, file: 'map.json', line: null });
    const message =
      typeof fault === 'object' && fault !== null && 'message' in fault ? String(fault.message) : '';
    expect(message.slice(0, 10)).toBe('map.json: ');
    if (typeof problem === 'string') expect(message.slice(10)).toBe(problem);
    else expect(message.slice(10)).toMatch(problem);
  });

  it('may begin with a byte order mark, and may say nothing', () => {
    expect(readMapping('map.json', '\uFEFF{}', catalogue)).toMatchObject({ amountsIn: 'yuan', dates: [] });
  });
});
