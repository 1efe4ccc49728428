import type { Problem } from '../kernel/two-languages.js';

const damaged = (zh: string, en: string): Problem<'BROKEN_WORKBOOK'> => [
  'BROKEN_WORKBOOK',
  `工作簿已损坏或不完整（${zh}）；请重新保存后报送整个文件`,
  `the workbook is cut off or damaged (${en}); save it again and import the whole file`,
];
const tooLarge = (zh: string, en: string): Problem<'WORKBOOK_TOO_LARGE'> => ['WORKBOOK_TOO_LARGE', zh, en];
const wrongFormat = (zh: string, en: string): Problem<'WRONG_FORMAT'> => [
  'WRONG_FORMAT',
  `${zh}；请另存为.xlsx或UTF-8的CSV后再报送`,
  `${en}; save it as .xlsx or as CSV in UTF-8 and import it again`,
];
/** Everything that can be wrong with a workbook: error code, then the message in Chinese and in English. */
export const workbookProblems = {
  longWorkbookRow: [
    'LINE_TOO_LONG',
    '这一行超过{max}个字；请缩短单元格的内容',
    'the row is longer than {max} characters; shorten its cells',
  ],
  manyWorkbookRows: [
    'TOO_MANY_ROWS',
    '工作簿超过{max}行；请拆开，或另存为CSV后再报送',
    'the workbook has more than {max} rows; split the sheet or save it as CSV',
  ],
  memoryOfWorkbook: tooLarge(
    '读取这个工作簿需要的内存超过{megabytes} MB；请拆开后再报送',
    'it takes more than {megabytes} MB of memory to read; split it',
  ),
  largeWorkbook: tooLarge(
    '工作簿超过{mebibytes} MiB；请拆开，或把表另存为CSV后再报送',
    'the workbook is larger than {mebibytes} MiB; split it or save the sheet as CSV',
  ),
  longPart: tooLarge(
    '{part}展开后超过{max}字节；请拆开后再报送',
    '{part} unpacks to more than {max} bytes; split the sheet',
  ),
  denselyPackedPart: tooLarge(
    '{part}展开后超过原来长度的{max}倍；请重新保存表格',
    '{part} unpacks to more than {max} times its length; save the sheet anew',
  ),
  manyParts: tooLarge(
    '工作簿的部件超过{max}个；请单独保存这张表',
    'the workbook has more than {max} parts; save the sheet alone',
  ),
  manyWorksheets: tooLarge(
    '工作簿的工作表超过{max}张；请单独保存其中一张',
    'the workbook has more than {max} worksheets; save one alone',
  ),
  manyMergedAreas: tooLarge(
    '工作表的合并区域超过{max}个；请另存为CSV',
    'the worksheet has more than {max} merged areas; save it as CSV',
  ),
  mergedAreasBeside: tooLarge(
    '并排的合并区域超过{max}个；请把工作表另存为CSV',
    'more than {max} merged areas lie beside each other; save the worksheet as CSV',
  ),
  longNumberFormat: tooLarge(
    '有一个数字格式超过{max}个字；请把表另存为CSV',
    'a number format is longer than {max} characters; save the sheet as CSV',
  ),
  manyStyles: tooLarge(
    '工作簿的样式超过{max}种；请把表另存为CSV',
    'the workbook has more than {max} styles; save the sheet as CSV',
  ),
  longText: tooLarge(
    '有一段文字超过{max}个字；请缩短单元格的内容',
    'a text is longer than {max} characters; shorten the cell',
  ),
  manyTexts: tooLarge(
    '工作簿的文字超过{mebibytes} MiB；请拆开，或把表另存为CSV',
    'the texts of the workbook take more than {mebibytes} MiB; split the sheet or save it as CSV',
  ),
  oldWorkbook: wrongFormat('这是旧版工作簿（.xls）', 'this is an old workbook (.xls)'),
  openDocument: wrongFormat('这是OpenDocument文件', 'this is an OpenDocument file'),
  otherArchive: wrongFormat('这是zip压缩包，不是工作簿', 'this is a zip archive, but no workbook'),
  binaryWorkbook: wrongFormat('这是二进制工作簿（.xlsb）', 'this is a binary workbook (.xlsb)'),
  otherDocument: wrongFormat('这是另一种文件，不是工作簿', 'this is a document of another kind, no workbook'),
  damage: damaged('{why}', '{why}'),
  noWorksheetPart: damaged('其中的表不是工作表', 'the sheet is no worksheet'),
  rowOutOfOrder: damaged('第{before}行后面是第{row}行', 'row {row} follows row {before}'),
  cellOutOfOrder: damaged('第{row}行的单元格{cell}次序不对', 'cell {cell} of row {row} stands in no order'),
  noRows: damaged('工作表没有行', 'the worksheet has no rows'),
  missingPart: damaged('缺少{part}', '{part} is missing'),
  wrongChecksum: damaged('{part}与校验和不符', '{part} does not fit its checksum'),
  partTwice: damaged('{part}出现了两次', '{part} is there twice'),
  missingText: damaged('没有第{number}号文字', 'it has no text number {number}'),
  ownEntities: damaged('它自己定义了实体', 'it defines entities of its own'),
  deepTags: damaged('标签嵌套超过{max}层', 'its tags are nested more than {max} deep'),
  noWorkbookPart: damaged('没有写明工作簿', 'it names no workbook'),
  missingWorksheet: damaged('缺少工作表“{worksheet}”', 'the worksheet “{worksheet}” is missing'),
  noArea: damaged('“{area}”不是区域', '“{area}” is no area'),
  lockedWorkbook: [
    'WORKBOOK_LOCKED',
    '工作簿有密码；请取消密码后再报送',
    'the workbook is locked by a password; save it without one and import it again',
  ],
  hiddenWorksheets: [
    'UNKNOWN_WORKSHEET',
    '工作簿没有显示任何工作表；请写明其中一张：{worksheets}',
    'the workbook shows no worksheet; name one of {worksheets}',
  ],
  worksheetOfText: [
    'UNKNOWN_WORKSHEET',
    '这是CSV，没有工作表；请不要写明工作表“{worksheet}”',
    'this is CSV, which has no worksheets; do not name the worksheet “{worksheet}”',
  ],
  unknownWorksheet: [
    'UNKNOWN_WORKSHEET',
    '工作簿里没有工作表“{worksheet}”，有：{worksheets}',
    'the workbook has no worksheet “{worksheet}”, it has {worksheets}',
  ],
} as const satisfies Readonly<Record<string, Problem<string>>>;
