import type { Problem } from '../kernel/two-languages.js';

/** Everything that can be wrong with a mapping file: error code, then the message in Chinese and in English. */
export const mappingProblems = {
  longMapping: ['BAD_MAPPING', '对照表超过{max}个字', 'the mapping is longer than {max} characters'],
  noJsonMapping: ['BAD_MAPPING', '对照表不是JSON（{why}）', 'the mapping is no JSON ({why})'],
  wrongMapping: ['BAD_MAPPING', '对照表有错误（{why}）', 'this is no mapping ({why})'],
  wrongMappingPart: ['BAD_MAPPING', '{place}有错误（{why}）', '{place}: {why}'],
  kindsAmongWords: [
    'BAD_MAPPING',
    '{place}：服务类别请写在“kinds”下面',
    '{place}: write the kinds of service under “kinds”',
  ],
  unknownDateFormat: [
    'BAD_MAPPING',
    '{place}：“{pattern}”既不是ISO，也不是由YYYY、MM或M、DD或D组成',
    '{place}: “{pattern}” is neither ISO nor made of YYYY, MM or M, DD or D',
  ],
  unknownField: [
    'MAPPING_UNKNOWN_FIELD',
    '{place}：没有字段“{field}”；字段有：{fields}',
    '{place}: there is no field “{field}”; the fields are {fields}',
  ],
  unknownKind: [
    'MAPPING_UNKNOWN_KIND',
    '{place}：没有服务类别“{kind}”；类别有：{kinds}',
    '{place}: there is no kind of service “{kind}”; the kinds are {kinds}',
  ],
  fieldMappedTwice: [
    'MAPPING_CLASH',
    '{place}：{field}已经由列“{column}”对应；请只对应一个',
    '{place}: {field} is mapped already, from column “{column}”; map one of them',
  ],
  columnMappedTwice: [
    'MAPPING_CLASH',
    '{place}：{column}已经由同一列对应；请只对应一个',
    '{place}: {column} is mapped already, from the same column; map one of them',
  ],
  constantReference: [
    'MAPPING_CLASH',
    '{place}：每行要有自己的{field}；请对应一列',
    '{place}: every row needs a {field} of its own; map a column to it',
  ],
  sameDateFormat: [
    'MAPPING_CLASH',
    '{place}：“{pattern}”与“{other}”分不清',
    '{place}: “{pattern}” cannot be told from “{other}”',
  ],
  ignoredMapped: [
    'MAPPING_CLASH',
    '{place}：“{column}”已在“columns”下对应',
    '{place}: “{column}” is mapped under “columns”',
  ],
  filledTwice: [
    'MAPPING_CLASH',
    '不止一列填入：{fields}；每个字段请只对应一列',
    'filled more than once: {fields}; map one column to each',
  ],
} as const satisfies Readonly<Record<string, Problem<string>>>;
