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
    meaningZh:
      '计入的服务件数：已提供或已支付，且未撤销。撤销和更正改变服务当月的数字，但只影响登记撤销或更正的当月及以后的报表。',
    meaningEn:
      'The number of acts that count: given or paid, and not reversed. A reversal or correction changes the figure of the month of the act, but only in reports of the month in which it is recorded and later.',
  },
  {
    code: 'headcount',
    field: 'headcount',
    zh: '人次',
    en: 'Headcount',
    unit: 'head',
    adds: true,
    meaningZh:
      '服务人次。场次与其签到合计取填报人次与签到人次中较大者；签到人次未超过填报人次时，签到不再增加人次。',
    meaningEn:
      'How often people were served. A session and its attendances together count the larger of the stated and the attended headcount: attendances add nothing until they exceed the stated headcount.',
  },
  {
    code: 'people',
    field: 'people',
    zh: '人数',
    en: 'People',
    unit: 'person',
    adds: false,
    meaningZh: '不重复的劳动者人数，按职工编号精确去重；未具名的人次不计入。一人可计入多行，各行不可相加。',
    meaningEn:
      'The number of different workers, counted exactly by worker number. Headcount without names is not included. One person may count in several rows, so do not add up the rows.',
  },
  {
    code: 'sessions',
    field: 'sessions',
    zh: '场次',
    en: 'Sessions',
    unit: 'session',
    adds: true,
    meaningZh: '举办的场次。',
    meaningEn: 'The number of sessions that were held.',
  },
  {
    code: 'hours',
    field: 'hours',
    zh: '课时',
    en: 'Class hours',
    unit: 'hour',
    adds: true,
    meaningZh: '课时，每件服务按整分钟四舍五入。',
    meaningEn: 'Class hours, rounded to whole minutes for each act.',
  },
  {
    code: 'items',
    field: 'items',
    zh: '份数',
    en: 'Items',
    unit: 'item',
    adds: true,
    meaningZh: '发放的物品份数。',
    meaningEn: 'The number of items that were handed out.',
  },
  {
    code: 'amount',
    field: 'amountFen',
    zh: '金额',
    en: 'Amount',
    unit: 'fen',
    adds: true,
    meaningZh: '填报金额之和，含争议金额；未填金额的服务不增加金额。',
    meaningEn:
      'The sum of all stated amounts, including amounts in dispute. An act without a stated amount adds nothing.',
  },
  {
    code: 'paid',
    field: 'paidFen',
    zh: '支出金额',
    en: 'Spent',
    unit: 'fen',
    adds: true,
    meaningZh:
      '支出金额之和：付给个人的款项和服务本身的费用，不含争议金额，不含已撤销的服务。只看付给个人的款项，请用支付表。',
    meaningEn:
      'The sum that was spent: payouts to persons and costs of acts, without amounts in dispute and without reversed acts. For payouts to persons alone, see the payouts.',
  },
];
