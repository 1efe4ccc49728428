import { sentenceOf, type Because, type Language } from '@ledger/ledger/kernel/refusals.js';
import type { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import type { ImportFaultCode } from './import-fault.js';

/** What a reader of Chinese is told; the facts are those of the fault, as far as it has any. */
type Sentence = (facts: Because) => string;

/** A part of a sentence about one fact; nothing where the fault does not have it. */
const part = (facts: Because, name: string, words: (fact: string) => string): readonly string[] => {
  const fact = facts[name];
  return fact === undefined || fact === '' ? [] : [words(String(fact))];
};

/** The parts that hold; another sentence where none does. */
const joined = (parts: readonly string[], otherwise: string): string =>
  parts.length === 0 ? otherwise : parts.join('；');

const place = (facts: Because): string => part(facts, 'place', (path) => `（${path}）`).join('');

const header: Sentence = (facts) =>
  joined(
    [
      ...part(facts, 'missing', (names) => `缺少列：${names}`),
      ...part(facts, 'unknown', (names) => `不认识的列：${names}`),
      ...part(facts, 'repeated', (names) => `重复的列：${names}`),
    ],
    '表头与规定不符，请核对列名',
  );

const controls: Sentence = (facts) =>
  `${joined(
    [
      ...part(facts, 'rows', (rows) => `表中有${rows}行业务，不是${String(facts['statedRows'])}行`),
      ...part(facts, 'sum', (sum) => `金额合计为${sum}元，不是${String(facts['statedSum'])}元`),
      ...part(facts, 'unreadRow', (row) => `第${row}行的金额读不懂，合计无法核对`),
    ],
    '行数或金额合计与所写的不符',
  )}；没有写入任何一行`;

const notAll: Sentence = (facts) => {
  const [out] = part(facts, 'refused', (rows) => `${String(facts['rows'])}行中有${rows}行被退回`);
  const ending = facts['undone'] === 1 ? '这在写入时才发现，已写入的全部撤销' : '没有写入任何一行';
  return `${out ?? '有的行被退回'}，${ending}`;
};

/**
 * The Chinese sentence of every code of an import. The English one is made where the fault arises. Of a code without facts it
 * says less than that one.
 */
export const chineseImportFaults: Readonly<Record<ImportFaultCode, Sentence>> = {
  CROSS_SITE: () => '其他网站的页面不能访问本服务',
  WRONG_TOKEN: () => '本台账现在由另一个进程管理，请重试',
  NOT_MULTIPART: () => '上传的内容不是规定的表单格式',
  BAD_FIELD: () => '上传的表单有不认识、重复或填错的字段，请核对',
  NO_SHEET: () => '上传的表单里没有表格文件',
  BAD_OFFICE: (facts) =>
    'office' in facts || 'offices' in facts
      ? sentenceOf('BAD_OFFICE', facts, 'zh')
      : '单位代码不能用，或没有写明是哪个单位报送的',
  UPLOAD_CUT_OFF: () => '上传中断，没有保留任何内容，请重新上传',
  TOO_LARGE: () => '表格太大，超过规定的大小，请拆开后再报送',
  TOO_MANY_WAITING: () => '等待处理的表格太多，请一分钟后再报送',
  DISK_FULL: () => '数据目录的磁盘已满，请腾出空间后再试',
  NO_HEADER: (facts) =>
    joined(
      part(facts, 'columns', (names) => `第一行必须写明列名：${names}`),
      '文件是空的，或第一行没有列名',
    ),
  WRONG_HEADER: header,
  UNREADABLE: () => '文件打不开，请核对文件后再报送',
  UNKNOWN_ENCODING: () => '文件的文字编码不受支持或前后不一致，请另存为国际通用编码的文本表格后再报送',
  BROKEN_CSV: () => '这一行不是正确的文本表格，请检查引号和分隔符',
  LINE_TOO_LONG: () => '这一行太长，请检查是不是漏了一个引号',
  TOO_MANY_SESSIONS: () => '表中的场次太多，请拆开后再报送',
  WRONG_FORMAT: () => '不支持这种文件格式，请另存为新版工作簿或文本表格后再报送',
  BROKEN_WORKBOOK: () => '工作簿已损坏或不完整，请重新保存后报送整个文件',
  WORKBOOK_TOO_LARGE: () => '工作簿太大，或展开后太大，请拆开后再报送',
  TOO_MANY_ROWS: () => '行数太多：工作簿最多20万行，文本表格最多100万行，请拆开后再报送',
  CONTROLS_DIFFER: controls,
  NOT_ALL_ACCEPTED: notAll,
  STALLED: () => '处理这张表时长时间没有进展，请继续导入，或拆开后再报送',
  WORKBOOK_LOCKED: () => '工作簿有密码，请取消密码后再报送',
  UNKNOWN_WORKSHEET: (facts) =>
    joined(
      part(facts, 'worksheets', (names) => `没有这张工作表；工作簿里有：${names}`),
      '工作簿里没有这张工作表，或没有显示任何工作表',
    ),
  BAD_MAPPING: (facts) => `对照表有错误，无法读懂${place(facts)}`,
  MAPPING_CLASH: (facts) => `对照表把几列对到了同一个字段，请只保留一个${place(facts)}`,
  MAPPING_UNKNOWN_FIELD: (facts) => `对照表里有不存在的字段${place(facts)}`,
  MAPPING_UNKNOWN_KIND: (facts) => `对照表里有不存在的服务类别${place(facts)}`,
  UNKNOWN_IMPORT: () => '没有这次导入',
  NOT_DONE: () => '这次导入还没有完成，请等待或继续导入',
  NOT_FAILED: () => '这次导入没有失败，不需要继续',
  DRY_RUN: () => '这是试算，没有可以撤销的内容',
  ALREADY_UNDONE: () => '这次导入已经撤销过',
  ACTS_NOT_NAMED: () => '这次导入来自旧版本，没有记下它的业务，请逐条撤销',
  MISSING_REASON: () => '必须写明原因，最多4000个字',
  SHEET_GONE: () => '表格或它的报告已不再保留，请重新报送',
  TIMED_OUT: () => '没有在规定时间内答复；再次报送之前，请先查看导入列表',
  INTERNAL_ERROR: () => '台账出现内部错误，请联系管理员，原因在运行日志中；导入可以继续',
};

/** Why an import failed or was not received. `line` is that of the sheet; the English message names file and line itself. */
type Told = Readonly<{
  code: ImportFaultCode;
  message: string;
  line?: number | null;
  facts?: Because | undefined;
}>;

/** The fault as a sentence in the reader's language. */
export const importSentence = (language: Language, { code, message, line, facts = {} }: Told): string => {
  if (language === 'en') return message;
  const at = line == null ? '' : `第${String(line)}行：`;
  return at + chineseImportFaults[code](facts);
};

/** The fault of a sheet as a sentence that also names its file. */
export const sheetSentence = (language: Language, fault: SheetFault): string =>
  language === 'en' ? fault.message : `${fault.file}：${importSentence(language, fault)}`;
