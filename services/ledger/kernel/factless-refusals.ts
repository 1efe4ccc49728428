/**
 * Sentences that mention no facts, for every code whose usual sentences do. They are used if a fact is missing: the
 * facts of a refusal about a person are encrypted with the person's key, and an erasure destroys that key.
 */
export const factlessRefusals = {
  BAD_ROW: ['这一行的字段数与表头不符', 'the row has not as many fields as the header'],
  BROKEN_ROW: [
    '几行挤在同一个单元格里，请检查引号',
    'several lines stand in one cell; check the quotation marks',
  ],
  BAD_KEY: ['幂等键太长或为空', 'the idempotency key is empty or too long'],
  BAD_OFFICE: ['单位代码缺少或不能用', 'the code of the office is missing or cannot be used'],
  BAD_REF: ['业务编号不能用', 'the act reference cannot be used'],
  UNKNOWN_KIND: ['没有这个服务类别', 'there is no such kind of service'],
  WRONG_KIND: ['这个服务类别没有这个流程或结果', 'an act of this kind has no such procedure or outcome'],
  UNKNOWN_DISTRICT: [
    '区划代码不是 GB/T 2260 的市或县',
    'the district code is no city or county of GB/T 2260',
  ],
  BAD_DATE: ['日期读不懂、不存在或太早', 'the date cannot be read, does not exist or is too early'],
  DATE_IN_FUTURE: ['日期晚于登记的那一天', 'the date is later than the day of recording'],
  BAD_AMOUNT: ['金额读不懂或不能用', 'the amount cannot be read or used'],
  NEGATIVE_AMOUNT: ['金额是负数', 'the amount is negative'],
  BAD_COUNT: ['有一格不是允许的数量', 'one of the counts is not a quantity'],
  BAD_CELL: [
    '有一格是表格的错误值，请改成原来的内容',
    'a cell holds a spreadsheet error; write what it should be',
  ],
  TEXT_TOO_LONG: ['有一格的文字太长', 'one of the texts is too long'],
  BAD_TEXT: ['有一格里有不能保存的控制字符', 'one of the texts holds control characters that cannot be kept'],
  BAD_MEMBER: ['会员编号不能用', 'the membership number cannot be used'],
  BAD_SEX: ['性别读不懂，请写男或女', 'the sex cannot be read; write male or female'],
  BAD_OUTCOME: ['结果或满意情况读不懂', 'the outcome or the satisfaction cannot be read'],
  UNKNOWN_WORKER: [
    '名册里没有这位会员；其资料可能已清除',
    'nobody in the register has this number; the person may have been erased',
  ],
  DUPLICATE: ['业务编号已经登记，内容相同', 'the act reference is recorded already, with the same content'],
  REVERSED: [
    '业务编号的登记已撤销，编号保留',
    'the act with this reference was reversed; the reference stays taken',
  ],
  REF_REUSED: ['业务编号已用于别的内容', 'the act reference is recorded already, with other content'],
  PERSON_DIFFERS: ['与会员名册不符', 'this differs from the register'],
  UNKNOWN_ACT: ['没有这笔业务', 'there is no such act'],
  CHANGED_MEANWHILE: [
    '业务其间有人改过，请重新读取后再改',
    'the act was changed meanwhile; read it again before changing it',
  ],
  WRONG_STATE: ['业务现在的状态不能这样做', 'the state of the act does not allow this'],
  DATE_OUT_OF_ORDER: ['日期早于前一步', 'the date is earlier than the step before'],
  HAS_ATTENDANCE: ['场次还有签到，请先撤销签到', 'the session has attendances; reverse those first'],
  UNKNOWN_SESSION: ['没有这个已登记的场次', 'there is no such recorded session'],
  WRONG_SESSION: ['场次与签到的类别或日期不符', 'the attendance names another kind or day than its session'],
  ALREADY_ATTENDED: ['该会员已经参加过这个场次', 'this person has attended the session already'],
  SESSION_FULL: ['场次的签到已满', 'the session holds no more attendances'],
  ONCE_PER_YEAR: ['这一年已经享受过一次', 'this service was given once in the year already'],
  OVER_CAP: ['超过上限', 'over the cap'],
  OVER_REQUEST: ['批准金额超过申请的金额', 'more than the amount asked for'],
  PASSBOOK_FULL: ['该会员这一年的登记已满', 'the passbook holds no more events in the year'],
  ALREADY_REGISTERED: ['会员已经登记', 'the worker is registered already'],
  LOOKUP_TAKEN: ['号码已经属于另一位会员', 'the number belongs to another worker already'],
} as const;
