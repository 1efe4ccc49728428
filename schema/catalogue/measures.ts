/** The figures of the totals and their meaning. `field` is the name in the API. */
export type MeasureMeaning = Readonly<{
  code: 'acts' | 'headcount' | 'people' | 'sessions' | 'hours' | 'items' | 'amount' | 'paid';
  field: string;
  zh: string;
  en: string;
  unit: 'act' | 'head' | 'person' | 'session' | 'hour' | 'item' | 'fen';
  /**
   * Whether the row figures add up to the overall figure. For people they do not: one person can be in several rows.
   */
  adds: boolean;
  meaningZh: string;
  meaningEn: string;
}>;

export const measures: readonly MeasureMeaning[] = [
  {
    code: 'acts',
    field: 'acts',
    zh: '件数',
    en: 'Acts',
    unit: 'act',
    adds: true,
    meaningZh: '计入的服务件数：已提供或已支付，未撤销；撤销与更正自登记当月起改变服务当月的数字。',
    meaningEn:
      'Acts that count: given or paid, not taken back; what is taken back leaves the month of the act, from the month on in which that is recorded.',
  },
  {
    code: 'headcount',
    field: 'headcount',
    zh: '人次',
    en: 'Headcount',
    unit: 'head',
    adds: true,
    meaningZh: '服务人次；场次与其签到合计取填报人次与签到人次中较大者。不足填报数的签到不再增加人次。',
    meaningEn:
      'How often somebody was served. A session and its attendance together count the larger of what was stated and who attended; attendance below what was stated adds no head.',
  },
  {
    code: 'people',
    field: 'people',
    zh: '人数',
    en: 'People',
    unit: 'person',
    adds: false,
    meaningZh: '不重复的劳动者人数，按职工编号精确去重；未具名的人次不计入。一人可出现在多行，各行不可相加。',
    meaningEn:
      'Different workers, exact by worker number; heads that nobody named are not among them. One person may stand in several rows, so rows must not be added.',
  },
  {
    code: 'sessions',
    field: 'sessions',
    zh: '场次',
    en: 'Sessions',
    unit: 'session',
    adds: true,
    meaningZh: '举办的场次。',
    meaningEn: 'Sessions held.',
  },
  {
    code: 'hours',
    field: 'hours',
    zh: '课时',
    en: 'Class hours',
    unit: 'hour',
    adds: true,
    meaningZh: '课时，按整分钟计算。',
    meaningEn: 'Class hours, counted in whole minutes.',
  },
  {
    code: 'items',
    field: 'items',
    zh: '份数',
    en: 'Items',
    unit: 'item',
    adds: true,
    meaningZh: '发放的物品份数。',
    meaningEn: 'Things handed out.',
  },
  {
    code: 'amount',
    field: 'amountFen',
    zh: '金额',
    en: 'Amount',
    unit: 'fen',
    adds: true,
    meaningZh: '填报金额之和，含争议金额；未填金额的服务不增加金额。',
    meaningEn: 'The sum that acts state, also in dispute; an act that states none adds nothing.',
  },
  {
    code: 'paid',
    field: 'paidFen',
    zh: '支出金额',
    en: 'Spent',
    unit: 'fen',
    adds: true,
    meaningZh:
      '支出金额之和：付给个人的款项和服务本身的费用，不含争议金额；已撤销的不计。只看付给个人的款项，请用支付表。',
    meaningEn:
      'What was spent: payouts to persons and what acts cost, without what is in dispute and without what is taken back. For payouts to persons alone see the payouts.',
  },
];
