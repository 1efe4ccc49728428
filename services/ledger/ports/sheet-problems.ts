import { mappingProblems } from './mapping-problems.js';
import { problemSentences, type Problem } from '../kernel/two-languages.js';
import { workbookProblems } from './workbook-problems.js';

const wrongEncoding = (zh: string, en: string): Problem<'UNKNOWN_ENCODING'> => [
  'UNKNOWN_ENCODING',
  `${zh}；请另存为UTF-8的CSV后再报送`,
  `${en}; save the sheet as CSV in UTF-8 and import it again`,
];

/** Everything that can be wrong with a sheet as a whole: error code, then the message in Chinese and in English. */
export const sheetProblems = {
  unreadableFile: ['UNREADABLE', '文件打不开（{why}）', 'the file cannot be read ({why})'],
  spoiltUtf8: wrongEncoding(
    '这一行有不是UTF-8的字节，而前面各行都是UTF-8',
    'the line holds bytes that are no UTF-8, as the lines before it are',
  ),
  neitherEncoding: wrongEncoding(
    '文字编码既不是UTF-8，也不是GB18030',
    'this is neither UTF-8 nor GB18030 text',
  ),
  nulCharacter: wrongEncoding(
    '这一行有空字符（编码为0的控制字符）',
    'the line holds the control character NUL',
  ),
  emptyFile: ['NO_HEADER', '文件是空的', 'the file is empty'],
  noColumnNames: [
    'NO_HEADER',
    '前{max}行中没有写明列名的一行；请写明：{columns}',
    'none of the first {max} rows names the columns; name them: {columns}',
  ],
  severalHeads: [
    'WRONG_HEADER',
    '第{lines}行都可能是表头；请只保留一个',
    'the rows {lines} may all be the heads; keep one of them',
  ],
  wrongColumns: [
    'WRONG_HEADER',
    '缺少列：{missing}；表中最接近的列：{nearest}；不认识的列：{unknown}；重复的列：{repeated}',
    'columns missing: {missing}; the nearest that are there: {nearest}; columns unknown: {unknown}; columns named twice: {repeated}',
  ],
  brokenCsvRow: [
    'BROKEN_CSV',
    '这一行有一个引号打开后没有关闭',
    'a quotation mark that opens on this line is never closed',
  ],
  longCsvRow: [
    'LINE_TOO_LONG',
    '这一行超过{max}个字；是不是漏了一个引号？',
    'the row is longer than {max} characters; is a quotation mark not closed?',
  ],
  manySessions: [
    'TOO_MANY_SESSIONS',
    '表中的场次超过{max}个；请拆开后再报送',
    'the rows name more than {max} sessions; split the sheet',
  ],
  manySheetRows: [
    'TOO_MANY_ROWS',
    '表中超过{max}行；请拆开后再报送',
    'the sheet has more than {max} rows; split it',
  ],
  manyBlankRows: [
    'TOO_MANY_ROWS',
    '表中的空行超过{max}行；请拆开后再报送',
    'the sheet has more than {max} blank rows; split it',
  ],
  largeSheet: [
    'TOO_LARGE',
    '表格超过{mebibytes} MiB；请拆开后再报送',
    'the sheet is larger than {mebibytes} MiB; split it',
  ],
  memoryOfSheet: [
    'TOO_LARGE',
    '读取这张表需要的内存超过{megabytes} MB；请拆开后再报送',
    'it takes more than {megabytes} MB of memory to read; split it',
  ],
  ...workbookProblems,
  controlsDiffer: [
    'CONTROLS_DIFFER',
    '表中有{rows}行业务，不是{statedRows}行；第{unreadRow}行的金额读不懂，无法核对合计{statedSum}元；金额合计为{sum}元，不是{statedSum}元；没有写入任何一行',
    'the sheet has {rows} rows that are acts, not {statedRows}; the amount of row {unreadRow} cannot be read, so the sum of {statedSum} yuan cannot be compared; the amounts come to {sum} yuan, not to {statedSum}; nothing was written',
  ],
  stalledReading: [
    'STALLED',
    '读取时{minutes}分钟没有进展；请继续导入，或拆开后再报送',
    'reading it made no progress for {minutes} minutes; resume it, or split it',
  ],
  stalledJudging: [
    'STALLED',
    '核对时{minutes}分钟没有进展；请继续导入',
    'judging it made no progress for {minutes} minutes; resume the import',
  ],
  ...mappingProblems,
} as const satisfies Readonly<Record<string, Problem<string>>>;

/** The key of a problem in `sheetProblems`. */
export type SheetProblem = keyof typeof sheetProblems;

/** The messages of `sheetProblems`, without file and line. */
export const sheetSentences = problemSentences(sheetProblems);
