import { problemSentences, type Problem } from '@ledger/ledger/kernel/two-languages.js';
import type { RefusalDetails } from '@ledger/ledger/kernel/refusals.js';
import type { KeepFault } from '@ledger/ledger/ports/import-folder.js';
import { sheetProblems } from '@ledger/ledger/ports/sheet-problems.js';
import { ImportFault, type ImportFaultCode } from './import-fault.js';

/** All errors of imports except those of the sheet itself: [code, Chinese message, English message]. */
export const importProblems = {
  otherSite: ['CROSS_SITE', '其他网站的页面不能访问本服务', 'pages of other sites may not ask this server'],
  otherOwner: [
    'WRONG_TOKEN',
    '本台账现在由另一个进程管理；请重试',
    'this ledger has another owner now; ask again',
  ],
  noForm: [
    'NOT_MULTIPART',
    '请用multipart/form-data报送：先是各个字段，最后是文件“sheet”',
    'send the sheet as multipart/form-data: the fields first, then the file “sheet”',
  ],
  brokenForm: [
    'NOT_MULTIPART',
    '上传的内容不是标准的multipart/form-data',
    'the upload is no multipart/form-data as the standard has it',
  ],
  noFlag: ['BAD_FIELD', '字段{field}只能是“true”或“false”', '{field} is “true” or “false”'],
  noNumber: ['BAD_FIELD', '字段{field}须是数字，例如“{example}”', '{field} is a number, “{example}”'],
  manyFields: [
    'BAD_FIELD',
    '上传的字段太多，超过规定的种类',
    'the upload has more fields than are known here',
  ],
  unknownFormField: ['BAD_FIELD', '没有字段“{field}”', 'there is no field “{field}”'],
  lateField: [
    'BAD_FIELD',
    '字段“{field}”必须在表格文件之前',
    'the field “{field}” must stand before the sheet',
  ],
  fieldTwice: ['BAD_FIELD', '字段“{field}”出现了两次', 'the field “{field}” stands there twice'],
  longField: ['BAD_FIELD', '字段“{field}”太长', 'the field “{field}” is too long'],
  otherFile: [
    'BAD_FIELD',
    '只能有一个文件“sheet”，不能有“{field}”',
    'there is one file, “sheet”, and no “{field}”',
  ],
  noSheet: ['NO_SHEET', '上传的表单里没有文件“sheet”', 'the upload has no file “sheet”'],
  cutOff: [
    'UPLOAD_CUT_OFF',
    '上传在表格传完之前中断；没有保留任何内容',
    'the upload ended before the sheet did; nothing of it was kept',
  ],
  largeUpload: [
    'TOO_LARGE',
    '表格超过{max}字节；请拆开后再报送',
    'it is larger than {max} bytes; split the sheet',
  ],
  manyWaiting: [
    'TOO_MANY_WAITING',
    '等待处理的表格太多：最多{sheets}张、{mebibytes} MiB；请一分钟后再报送',
    'too many sheets wait to be judged: at most {sheets}, and {mebibytes} MiB; send it again in a minute',
  ],
  fullDisk: ['DISK_FULL', '数据目录里没有地方存放它了', 'there is no room left for it in the data folder'],
  fullStorage: ['DISK_FULL', '台账的磁盘已满（{why}）；请腾出空间后继续导入', '{why}'],
  refusedBefore: [
    'NOT_ALL_ACCEPTED',
    '{rows}行中有{refused}行须更正（已登记过的行不算）；没有写入任何一行',
    '{refused} of {rows} rows must be corrected (rows that are recorded already need not be); nothing was written',
  ],
  refusedWhenWritten: [
    'NOT_ALL_ACCEPTED',
    '{rows}行中有{refused}行须更正（已登记过的行不算）；这在写入时才发现，已写入的全部撤销',
    '{refused} of {rows} rows must be corrected (rows that are recorded already need not be); this showed only when they were written, so all of them are undone',
  ],
  unknownImport: ['UNKNOWN_IMPORT', '没有导入“{id}”', 'there is no import “{id}”'],
  notDone: ['NOT_DONE', '这次导入还没有完成；请等待', 'the import is not done yet; wait for it'],
  notDoneOrBroken: [
    'NOT_DONE',
    '这次导入还没有完成；请等待，或继续导入',
    'the import is not done yet; wait for it, or resume it',
  ],
  notFailed: ['NOT_FAILED', '这次导入没有失败', 'the import has not failed'],
  dryRun: ['DRY_RUN', '这是试算；没有可以撤销的内容', 'it was a dry run; there is nothing to undo'],
  alreadyUndone: ['ALREADY_UNDONE', '这次导入已经撤销过', 'the import was undone before'],
  correctionsStay: [
    'CORRECTIONS',
    '这次导入是更正，不能整批撤销：以后的更正可能以它为准；请导出后改回原来的内容，再作为更正报送',
    'the import corrected acts and cannot be undone as a whole, because later changes may rest on it; export the acts, write the former values, and import that as corrections',
  ],
  correctionsAlone: ['BAD_FIELD', '更正表不能同时用{field}', '{field} does not go together with corrections'],
  reasonAlone: ['BAD_FIELD', '{field}只用于更正表', '{field} is for corrections only'],
  actsNotNamed: [
    'ACTS_NOT_NAMED',
    '这次导入来自旧版本，没有记下它的业务；请逐条撤销',
    'the import is of an earlier version, which did not keep its acts; reverse them one by one',
  ],
  missingReason: [
    'MISSING_REASON',
    '必须写明原因，最多{max}个字',
    'a reason is needed, of at most {max} characters',
  ],
  sheetGone: ['SHEET_GONE', '这次导入的表格已不再保留', 'the sheet of this import is not kept any more'],
  sheetToResumeGone: [
    'SHEET_GONE',
    '它的表格已不再保留；请重新报送',
    'its sheet is not kept; import it again',
  ],
  sheetBrokenOffGone: [
    'SHEET_GONE',
    '导入中断，而它的表格已不存在；请重新报送',
    'it was interrupted, and its sheet is gone; import it again',
  ],
  sheetElsewhere: [
    'SHEET_ELSEWHERE',
    '它的表格存放在另一台机器上（数据目录{place}）；请在那台机器上操作',
    'its sheet is kept by another machine (data folder {place}); do this there',
  ],
  reportGone: ['SHEET_GONE', '这次导入的报告已不再保留', 'the report of the import is not kept any more'],
  timedOut: [
    'TIMED_OUT',
    '台账在{seconds}秒内没有答复；再次报送之前，请先查看导入列表',
    'the ledger did not answer within {seconds} seconds; look in “imports” before you send a sheet again',
  ],
  interrupted: [
    'INTERNAL_ERROR',
    '导入中断（{why}）；请继续导入',
    'the import was interrupted ({why}); resume it',
  ],
  unanswered: [
    'INTERNAL_ERROR',
    '台账未能答复；管理员可在运行日志中查到原因',
    'the ledger could not answer; the operator finds the reason in its log',
  ],
} as const satisfies Readonly<Record<string, Problem<ImportFaultCode>>>;

const codes: ReadonlySet<string> = new Set<ImportFaultCode>([
  ...Object.values(importProblems).map(([code]) => code),
  ...Object.values(sheetProblems).map(([code]) => code),
  'BAD_OFFICE',
]);

/** Whether a text is an error code of imports. */
export const isImportFaultCode = (code: string): code is ImportFaultCode => codes.has(code);

type ImportProblem = keyof typeof importProblems;

/** The messages of `importProblems` by name. */
export const importSentences = problemSentences(importProblems);

/** Makes the error for a problem. `facts` contains the values that its message names. */
export const importFault = (
  problem: ImportProblem,
  facts: RefusalDetails = {},
  options: ErrorOptions = {},
): ImportFault => {
  const [code] = importProblems[problem];
  return new ImportFault(code, importSentences.of(problem, facts, 'en'), {
    ...options,
    facts: { ...facts, problem },
  });
};

export const unknownImport = (id: string): ImportFault => importFault('unknownImport', { id });

/** Converts the error of a failed write to the data folder into an import error. */
export const notKept = (cause: KeepFault): ImportFault =>
  importFault(cause.code === 'TOO_LARGE' ? 'largeUpload' : 'fullDisk', cause.facts, { cause });
