import { printWorkerNo, workerNo } from '@ledger/ledger/kernel/ids.js';
import { districtOf } from '@ledger/schema/catalogue/districts.js';
import type { ReadPorts } from '../reading/view-state.js';
import type { PayoutDocument } from '../payouts/payouts-document.js';
import { payouts } from '../payouts/payouts-projection.js';
import {
  listPayouts,
  payoutSteps,
  type PayoutFilter,
  type PayoutStep,
  type StepFilter,
} from '../payouts/payouts-queries.js';
import type { Remark, SheetRow, Sheet } from '../ports/sheet-writer.js';
import { pagesOf } from '../reading/list-pages.js';
import { closing, remark, type Exporting } from './sheet-remarks.js';
import { settling } from '../reading/settled-reading.js';
import * as words from './sheet-words.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { field, type Field } from './sheet-words.js';

/** Decrypts the names of the persons of payouts, in the same order; null if the export shall contain none. */
export type NamesOfPayouts =
  ((payouts: readonly PayoutDocument[]) => Promise<readonly (string | null)[]>) | null;

export type PayoutsOrder = Readonly<{ filter: PayoutFilter; open: NamesOfPayouts; exporting: Exporting }>;

type Shown = Readonly<{ payout: PayoutDocument; name: string | null }>;

const printed = (worker: number | null): string | null =>
  worker === null ? null : printWorkerNo(workerNo(worker));

const what = (language: Language): readonly Field<Shown>[] => [
  field(['业务编号', 'reference'], 'text', 18, ({ payout }) => payout.reference),
  field(['服务类别', 'kind'], 'text', 20, ({ payout }) => words.kindWord(payout.kind, language)),
  field(['区划代码', 'district'], 'text', 10, ({ payout }) => payout.district),
  field(['区划', 'district name'], 'text', 12, ({ payout }) => districtOf(payout.district)?.name ?? null),
  field(['职工编号', 'worker'], 'text', 12, ({ payout }) => printed(payout.worker)),
];

const nameField: Field<Shown> = field(['姓名', 'name'], 'text', 12, ({ name }) => name);

const recordedAt = ([zh, en]: readonly [string, string], cell: Field<Shown>['cell']): Field<Shown> =>
  field([`${zh}（北京时间）`, `${en} (Asia/Shanghai)`], 'instant', 20, cell);

const money = (language: Language): readonly Field<Shown>[] => [
  field(['状态', 'state'], 'text', 10, ({ payout }) => words.stateWord(payout.state, language)),
  field(['当前步骤日期', 'date of the step'], 'day', 12, ({ payout }) => payout.on),
  field(['申请日期', 'requested on'], 'day', 12, ({ payout }) => payout.requestedOn),
  field(['批准日期', 'approved on'], 'day', 12, ({ payout }) => payout.approvedOn),
  field(['支付日期', 'paid on'], 'day', 12, ({ payout }) => payout.paidOn),
  field(['拒绝日期', 'refused on'], 'day', 12, ({ payout }) => payout.refusedOn),
  field(['申请金额（元）', 'requested ¥'], 'fen', 14, ({ payout }) => payout.requestedFen),
  field(['批准金额（元）', 'approved ¥'], 'fen', 14, ({ payout }) => payout.approvedFen),
  field(['付给个人（元）', 'paid out ¥'], 'fen', 14, ({ payout }) => payout.paidFen),
  field(['已撤回（元）', 'taken back ¥'], 'fen', 14, ({ payout }) => payout.takenBackFen),
  field(['当前金额（元）', 'amount ¥'], 'fen', 14, ({ payout }) => payout.amountFen),
];

/** Who recorded each step, and when. */
const recorded: readonly Field<Shown>[] = [
  field(['申请登记人', 'requested by'], 'text', 12, ({ payout }) => payout.requestedBy),
  recordedAt(['申请登记时间', 'request recorded at'], ({ payout }) => payout.requestedAt),
  field(['批准人', 'approved by'], 'text', 12, ({ payout }) => payout.approvedBy),
  recordedAt(['批准登记时间', 'approval recorded at'], ({ payout }) => payout.approvedAt),
  field(['支付登记人', 'paid by'], 'text', 12, ({ payout }) => payout.paidBy),
  recordedAt(['支付登记时间', 'payment recorded at'], ({ payout }) => payout.paidAt),
  field(['拒绝登记人', 'refused by'], 'text', 12, ({ payout }) => payout.refusedBy),
  recordedAt(['拒绝登记时间', 'refusal recorded at'], ({ payout }) => payout.refusedAt),
];

const submitted: readonly Field<Shown>[] = [
  field(['报送单位', 'office'], 'text', 12, ({ payout }) => payout.office),
  field(['业务ID', 'act'], 'text', 30, ({ payout }) => payout.act),
];

const stepWords: Readonly<Record<PayoutStep, Readonly<Record<keyof StepFilter, readonly [string, string]>>>> =
  {
    requested: {
      by: ['申请登记人', 'requested by'],
      from: ['申请日期自', 'requested from'],
      to: ['申请日期至', 'requested to'],
    },
    approved: {
      by: ['批准人', 'approved by'],
      from: ['批准日期自', 'approved from'],
      to: ['批准日期至', 'approved to'],
    },
    paid: {
      by: ['支付登记人', 'paid by'],
      from: ['支付日期自', 'paid from'],
      to: ['支付日期至', 'paid to'],
    },
  };

const stepsOf = (steps: PayoutFilter['steps'], language: Language): readonly Remark[] =>
  payoutSteps.flatMap((step) =>
    (['by', 'from', 'to'] as const).flatMap((part) =>
      remark(...stepWords[step][part], steps[step][part], language),
    ),
  );

const filtersOf = ({ filter, exporting: { language } }: PayoutsOrder): readonly Remark[] => {
  const { worker, district, from, to, kinds, states, steps } = filter;
  const kindList = kinds?.map((code) => words.kindWord(code, language)).join(', ') ?? null;
  return [
    ...remark('职工编号', 'worker', printed(worker), language),
    ...remark('区划', 'district', words.districtWord(district, language), language),
    ...remark('起始日期', 'from', from, language),
    ...remark('截止日期', 'to', to, language),
    ...remark('服务类别', 'kinds', kindList, language),
    ...remark('状态', 'states', states === null ? null : words.stateList(states, language), language),
    ...stepsOf(steps, language),
  ];
};

/** The sheet of matching payouts, each with its current step. */
export const payoutsSheet = async (ports: ReadPorts, order: PayoutsOrder): Promise<Sheet> => {
  const { filter, open, exporting } = order;
  const { language } = exporting;
  const named = open === null ? [] : [nameField];
  const fields = [...what(language), ...named, ...money(language), ...recorded, ...submitted];
  const { began, settled } = await settling(ports, payouts);
  const pages = async function* (): AsyncIterable<readonly SheetRow[]> {
    for await (const page of pagesOf((slice) => listPayouts(ports.store, filter, slice))) {
      const names = open === null ? [] : await open(page);
      yield page.map((payout, index) =>
        fields.map(({ cell }) => cell({ payout, name: names[index] ?? null })),
      );
    }
  };
  return {
    title: words.word(['支付', 'payouts'], language),
    aboutTitle: words.word(['说明', 'about'], language),
    columns: words.columnsOf(fields, language),
    pages,
    about: async (rows) => [...filtersOf(order), ...closing(began, await settled(), rows, exporting)],
  };
};
