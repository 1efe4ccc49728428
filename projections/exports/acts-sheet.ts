import { printWorkerNo, workerNo } from '@ledger/ledger/kernel/ids.js';
import { districtOf } from '@ledger/schema/catalogue/districts.js';
import type { ActDocument } from '../acts/acts-document.js';
import { acts } from '../acts/acts-projection.js';
import { listActs, type ActFilter } from '../acts/acts-queries.js';
import type { ReadPorts } from '../reading/view-state.js';
import type { Remark, SheetRow, Sheet } from '../ports/sheet-writer.js';
import { pagesOf } from '../reading/list-pages.js';
import { closing, remark, type Exporting } from './sheet-remarks.js';
import { settling } from '../reading/settled-reading.js';
import * as words from './sheet-words.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { field, type Field } from './sheet-words.js';

/** The personal texts of an act, decrypted; null if there is none or its key has been destroyed. */
export type Personal = Readonly<{ place: string | null; name: string | null; note: string | null }>;

/** Decrypts the personal texts of acts, in the same order; null if the export shall contain none. */
export type OpenActs = ((acts: readonly ActDocument[]) => Promise<readonly Personal[]>) | null;

export type ActsOrder = Readonly<{ filter: ActFilter; open: OpenActs; exporting: Exporting }>;

type Shown = Readonly<{ act: ActDocument; personal: Personal }>;

const printed = (worker: number | null): string | null =>
  worker === null ? null : printWorkerNo(workerNo(worker));

const what = (language: Language): readonly Field<Shown>[] => [
  field(['业务编号', 'reference'], 'text', 18, ({ act }) => act.referenceWritten ?? act.reference),
  field(['服务类别', 'kind'], 'text', 16, ({ act }) => words.kindWord(act.kind, language)),
  field(['区划代码', 'district'], 'text', 10, ({ act }) => act.district),
  field(['区划', 'district name'], 'text', 12, ({ act }) => districtOf(act.district)?.name ?? null),
  field(['地点', 'place'], 'text', 20, ({ act, personal }) => act.place ?? personal.place),
  field(['日期', 'date'], 'day', 12, ({ act }) => act.on),
  field(['场次编号', 'session'], 'text', 20, ({ act }) => act.session),
];

const whom = (language: Language): readonly Field<Shown>[] => [
  field(['职工编号', 'worker'], 'text', 12, ({ act }) => printed(act.worker)),
  field(['性别', 'sex'], 'text', 6, ({ act }) => words.sexWord(act.sex, language)),
  field(['职业', 'occupation'], 'text', 14, ({ act }) => act.occupation),
  field(['单位', 'employer'], 'text', 24, ({ act }) => act.employer),
];

const personalFields: readonly Field<Shown>[] = [
  field(['姓名', 'name'], 'text', 12, ({ personal }) => personal.name),
  field(['备注', 'note'], 'text', 30, ({ personal }) => personal.note),
];

const measured: readonly Field<Shown>[] = [
  field(['人次', 'headcount'], 'count', 8, ({ act }) => act.headcount),
  field(['场次', 'sessions'], 'count', 8, ({ act }) => act.sessions),
  field(['课时', 'hours'], 'minutes', 8, ({ act }) => act.minutes),
  field(['份数', 'items'], 'count', 8, ({ act }) => act.items),
  field(['金额（元）', 'amount ¥'], 'fen', 14, ({ act }) => act.amountFen),
  field(['支出（元）', 'spent ¥'], 'fen', 14, ({ act }) => act.paidFen),
  field(['已撤回（元）', 'taken back ¥'], 'fen', 14, ({ act }) => act.takenBackFen),
];

const stateFields = (language: Language): readonly Field<Shown>[] => [
  field(['状态', 'state'], 'text', 10, ({ act }) => words.stateWord(act.state, language)),
  field(['结果', 'outcome'], 'text', 12, ({ act }) => words.outcomeWord(act.outcome, language)),
  field(['满意', 'satisfied'], 'text', 8, ({ act }) => words.yesOrNo(act.satisfied, language)),
  field(['规则版本', 'rule'], 'text', 18, ({ act }) => act.judgedBy),
  field(['报送单位', 'office'], 'text', 12, ({ act }) => act.office),
  field(['登记时间（北京时间）', 'recorded at (Asia/Shanghai)'], 'instant', 20, ({ act }) => act.recordedAt),
  field(['登记人', 'recorded by'], 'text', 12, ({ act }) => act.recordedBy),
  field(['变更时间（北京时间）', 'changed at (Asia/Shanghai)'], 'instant', 20, ({ act }) => act.changedAt),
  field(['业务ID', 'act'], 'text', 30, ({ act }) => act.act),
  field(['版本', 'revision'], 'count', 8, ({ act }) => act.steps),
];

const fieldsOf = ({ open, exporting: { language } }: ActsOrder): readonly Field<Shown>[] => [
  ...what(language),
  ...whom(language),
  ...(open === null ? [] : personalFields),
  ...measured,
  ...stateFields(language),
];

const list = (codes: readonly string[] | null, wordOf: (code: string) => string): string | null =>
  codes?.map(wordOf).join(', ') ?? null;

const filtersOf = ({ filter, exporting: { language } }: ActsOrder): readonly Remark[] => {
  const { worker, session, district, from, to, kinds, states } = filter;
  return [
    ...remark('职工编号', 'worker', printed(worker), language),
    ...remark('场次编号', 'session', session, language),
    ...remark('区划', 'district', words.districtWord(district, language), language),
    ...remark('起始日期', 'from', from, language),
    ...remark('截止日期', 'to', to, language),
    ...remark(
      '服务类别',
      'kinds',
      list(kinds, (code) => words.kindWord(code, language)),
      language,
    ),
    ...remark('状态', 'states', states === null ? null : words.stateList(states, language), language),
  ];
};

const nothing: Personal = { place: null, name: null, note: null };

/** The sheet of matching acts in their current state, or of one worker's acts. */
export const actsSheet = async (ports: ReadPorts, order: ActsOrder): Promise<Sheet> => {
  const { filter, open, exporting } = order;
  const { language } = exporting;
  const fields = fieldsOf(order);
  const { began, settled } = await settling(ports, acts);
  const pages = async function* (): AsyncIterable<readonly SheetRow[]> {
    for await (const page of pagesOf((slice) => listActs(ports.store, filter, slice))) {
      const personal = open === null ? [] : await open(page);
      yield page.map((act, index) =>
        fields.map(({ cell }) => cell({ act, personal: personal[index] ?? nothing })),
      );
    }
  };
  return {
    title:
      filter.worker === null
        ? words.word(['服务', 'acts'], language)
        : words.word(['历史', 'history'], language),
    aboutTitle: words.word(['说明', 'about'], language),
    columns: words.columnsOf(fields, language),
    pages,
    about: async (rows) => [...filtersOf(order), ...closing(began, await settled(), rows, exporting)],
  };
};
