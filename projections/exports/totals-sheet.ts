import { categoryOfCode } from '@ledger/schema/catalogue/categories.js';
import { sumTooLarge, type SumOfMoney } from '@ledger/ledger/kernel/money.js';
import { districtOf } from '@ledger/schema/catalogue/districts.js';
import { measures, type MeasureMeaning } from '@ledger/schema/catalogue/measures.js';
import type { TotalsScope } from '../reading/totals-scope.js';
import type { ReadPorts } from '../reading/view-state.js';
import type { SheetCell, Remark, SheetRow, Sheet } from '../ports/sheet-writer.js';
import { readTotals, type TotalsRow } from '../totals/totals-queries.js';
import type { TotalsBy } from '../totals/totals-splits.js';
import { splitWords, rowStatusWords } from '../totals/totals-row-words.js';
import { closing, remark, type Exporting } from './sheet-remarks.js';
import * as words from './sheet-words.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { field, word, type Field } from './sheet-words.js';

export type TotalsOrder = Readonly<{ scope: TotalsScope; by: TotalsBy; exporting: Exporting }>;

const nameOfValue = (by: TotalsBy, key: string, language: Language): string => {
  switch (by) {
    case 'kind':
      return words.kindWord(key, language);
    case 'category': {
      const category = categoryOfCode(key);
      return category === undefined ? key : word([category.zh, category.en], language);
    }
    case 'district':
      return districtOf(key)?.name ?? key;
    case 'sex':
      return words.sexWord(key, language) ?? key;
    case 'none':
    case 'month':
    case 'quarter':
    case 'year':
    case 'occupation':
    case 'employer':
      return key;
  }
};

const nameOf = (by: TotalsBy, { status, key }: TotalsRow, language: Language): string =>
  status === 'value' ? nameOfValue(by, key ?? '', language) : word(rowStatusWords[status], language);

/** A sum, or a code in its place if the sum is too large. The end of the sheet explains the code. */
const sumCell = (sum: SumOfMoney): SheetCell => sum;

const hasTooLarge = ({ amountFen, paidFen }: TotalsRow): boolean =>
  amountFen === sumTooLarge || paidFen === sumTooLarge;

const tooLargeWords = [
  '金额合计超过一千万亿元，不显示',
  'the sum is more than 10^15 yuan and is not shown',
] as const;

const measureField = ({ code, zh, en }: MeasureMeaning): Field<TotalsRow> => {
  switch (code) {
    case 'acts':
    case 'headcount':
    case 'people':
    case 'sessions':
    case 'items':
      return field([zh, en], 'count', 10, (row) => row[code]);
    case 'hours':
      return field([zh, en], 'minutes', 10, ({ minutes }) => minutes);
    case 'amount':
      return field([`${zh}（元）`, `${en} ¥`], 'fen', 16, ({ amountFen }) => sumCell(amountFen));
    case 'paid':
      return field([`${zh}（元）`, `${en} ¥`], 'fen', 16, ({ paidFen }) => sumCell(paidFen));
  }
};

const fieldsOf = (by: TotalsBy, language: Language): readonly Field<TotalsRow>[] => [
  field(splitWords[by], 'text', 24, (row) => nameOf(by, row, language)),
  field(['代码', 'code'], 'text', 16, ({ key }) => key),
  ...measures.map(measureField),
];

/** A list of values as text, in which null means "not stated". */
const valueList = (
  values: readonly (string | null)[] | null,
  wordOf: (value: string) => string | null,
  language: Language,
): string | null =>
  values
    ?.map((value) => (value === null ? word(rowStatusWords['not-stated'], language) : wordOf(value)))
    .join(', ') ?? null;

const filtersOf = ({ scope, by, exporting: { language } }: TotalsOrder): readonly Remark[] => {
  const { district, from, to, kinds, recordedTo, whom } = scope;
  const same = (value: string): string => value;
  return [
    ...remark('分组', 'by', word(splitWords[by], language), language),
    ...remark('区划', 'district', words.districtWord(district, language), language),
    ...remark('起始月份', 'from', from, language),
    ...remark('截止月份', 'to', to, language),
    ...remark(
      '服务类别',
      'kinds',
      valueList(kinds, (code) => words.kindWord(code, language), language),
      language,
    ),
    ...remark('登记截止月份', 'recorded to', recordedTo, language),
    ...remark(
      '性别',
      'sexes',
      valueList(whom.sex, (sex) => words.sexWord(sex, language), language),
      language,
    ),
    ...remark('职业', 'occupations', valueList(whom.occupation, same, language), language),
    ...remark('单位', 'employers', valueList(whom.employer, same, language), language),
    ...remark('仅具名', 'named only', words.yesOrNo(whom.named, language), language),
  ];
};

const meaningOf = ({ zh, en, meaningZh, meaningEn }: MeasureMeaning, language: Language): Remark => [
  word([zh, en], language),
  word([meaningZh, meaningEn], language),
];

/** The sheet of totals, one row per group, followed by the meaning of every figure. */
export const totalsSheet = async (ports: ReadPorts, order: TotalsOrder): Promise<Sheet> => {
  const { scope, by, exporting } = order;
  const { language } = exporting;
  const fields = fieldsOf(by, language);
  const { rows, view, settled } = await readTotals(ports, scope, by);
  const pages = async function* (): AsyncIterable<readonly SheetRow[]> {
    yield rows.map((row) => fields.map(({ cell }) => cell(row)));
  };
  return {
    title: word(['统计', 'totals'], language),
    aboutTitle: word(['说明', 'about'], language),
    columns: words.columnsOf(fields, language),
    pages,
    about: async (count) => [
      ...filtersOf(order),
      ...closing(view, settled, count, exporting),
      ...(rows.some(hasTooLarge) ? [[sumTooLarge, word(tooLargeWords, language)] as const] : []),
      ...measures.map((measure) => meaningOf(measure, language)),
    ],
  };
};
