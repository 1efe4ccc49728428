import type { Language } from '@ledger/ledger/kernel/refusals.js';
import type * as Api from '@ledger/schema/generated/graphql.js';

/**
 * The Chinese messages of errors, by code. The English message is made where the error is thrown and may say more, such
 * as which argument is wrong. A Chinese answer includes it as `extensions.detail`.
 */
export const chineseErrors: Readonly<Record<Api.ErrorCode, string>> = {
  UNKNOWN_HOST: '请求使用的主机名不是本机，也不是设置中的公开地址',
  CROSS_SITE: '其他网站的页面不能访问本服务',
  MALFORMED_JSON: '请求正文不是正确的对象，请按规定格式发送',
  UNSUPPORTED_MEDIA_TYPE: '请求正文的类型或编码不受支持，请改用规定的类型和编码发送',
  BODY_TOO_LARGE: '请求正文太大，请分成几次发送',
  BATCH_REFUSED: '一次请求只能有一个操作，请逐个发送',
  BAD_REQUEST: '请求不符合接口规定，请核对地址和内容',
  NOT_SAFELISTED: '本服务只回答已登记的操作，这个操作没有登记',
  PERSISTED_QUERY_NOT_FOUND: '服务还不认识这个摘要，请连同全文再发送一次',
  TOO_MANY_TOKENS: '查询太长，请拆成几次查询',
  GRAPHQL_PARSE_FAILED: '查询有语法错误，无法读懂',
  GRAPHQL_VALIDATION_FAILED: '查询与接口定义不符，请核对字段和参数',
  INTROSPECTION_DISABLED: '正式环境不提供接口定义，请到代码库中查看',
  QUERY_TOO_DEEP: '字段嵌套太深，请减少层次',
  TOO_MANY_ALIASES: '别名太多，请拆成几次查询',
  QUERY_TOO_COSTLY: '查询的工作量太大，请缩小每页条数或减少字段',
  OPERATION_RESOLUTION_FAILURE: '请求中有几个操作，请写明要执行哪一个',
  TOO_MANY_SUBSCRIPTIONS: '订阅太多，请结束一些或稍后再试',
  BAD_USER_INPUT: '参数或变量的值不能用，请核对后再试',
  BAD_CURSOR: '翻页位置属于别的列表，请使用本列表给出的位置',
  FOREIGN_POSITION: '这个位置不属于本台账，或超出了末尾',
  SUM_TOO_LARGE: '合计太大，无法显示（金额超过一千万亿元，或数量大得不合常理），请缩小查询范围',
  UNKNOWN_DISTRICT: '国家标准中没有这个区划代码',
  UNKNOWN_KIND: '没有这个服务类别',
  UNKNOWN_SESSION: '没有这个场次',
  UNKNOWN_IMPORT: '没有这次导入',
  VIEW_BEHIND: '数据还没有更新到所要求的位置，请稍后再试',
  TIMED_OUT: '没有在规定时间内完成，请缩小范围或稍后再试；已经写入的内容仍然有效',
  LEDGER_UNAVAILABLE: '台账暂时不能读写，同一请求可以稍后再发送',
  DISK_FULL: '台账的磁盘已满，没有写入；腾出空间后可以再发送同一请求',
  LEDGER_DAMAGED: '台账的文件已损坏，请联系管理员，处理办法在运行日志中',
  CLOCK_BEHIND: '服务器时钟比最近一次登记慢一天以上，校准之前不能登记，仍可查询',
  INTERNAL_SERVER_ERROR: '台账出现内部错误，请联系管理员，原因在运行日志中',
};

const isErrorCode = (code: unknown): code is Api.ErrorCode =>
  typeof code === 'string' && Object.hasOwn(chineseErrors, code);

type ShownError = Readonly<{ message: string; extensions?: Readonly<Record<string, unknown>> }>;

/** The error with its message in the given language. An error whose code has no Chinese message stays unchanged. */
export const errorIn = <E extends ShownError>(language: Language, error: E): E => {
  const code = error.extensions?.['code'];
  if (language === 'en' || !isErrorCode(code)) return error;
  return {
    ...error,
    message: chineseErrors[code],
    extensions: { ...error.extensions, detail: error.message },
  };
};
