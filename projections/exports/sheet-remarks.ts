import { shanghaiTime } from '@ledger/ledger/kernel/calendar.js';
import { incompleteMax, type Incomplete } from '../kernel/incomplete-documents.js';
import type { ViewState } from '../reading/view-state.js';
import type { Remark } from '../ports/sheet-writer.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { word } from './sheet-words.js';
import { stoppedIn } from '../kernel/view-problems.js';

/** The user who exports, the time (UTC), the language, and whether the ledger contains invented sample data. */
export type Exporting = Readonly<{ by: string; at: string; language: Language; sample: boolean }>;

/** A remark with its label in the chosen language; an empty list if the text is null. */
export const remark = (zh: string, en: string, text: string | null, language: Language): readonly Remark[] =>
  text === null ? [] : [[word([zh, en], language), text]];

const settledWords = (settled: boolean, language: Language): string =>
  settled
    ? word(
        ['是：全部数据与该位置完全一致', 'yes: everything is exactly what the view held at this position'],
        language,
      )
    : word(
        ['否：导出期间数据有变动，请重新导出', 'no: the view moved while it was read; export again'],
        language,
      );

const sampleWords = (language: Language): string =>
  word(
    ['是：本台账为示例，数据均为虚构，请勿用于实际工作', 'yes: these acts are invented; do not use them'],
    language,
  );

const incompleteWords = ({ key, event, at }: Incomplete, language: Language): string =>
  key ??
  word(
    [`任何一条：事件 ${event}（位置 ${at}）无法归属`, `any: event ${event} at ${at} does not tell which`],
    language,
  );

/**
 * One remark per document that lacks an event. The sheet shows such a document in the state before that event, or not
 * at all.
 */
const incompletesOf = ({ incomplete }: ViewState, language: Language): readonly Remark[] => {
  if (incomplete.length === 0) return [];
  const number = String(incomplete.length);
  const count = word(
    [
      `${number} 条记录缺少无法处理的事件，本表可能不全；修复后请重新导出`,
      `${number} documents lack an event that could not be folded, so this sheet may lack something; export again once they are repaired`,
    ],
    language,
  );
  return [
    count,
    ...incomplete.slice(0, incompleteMax).map((each) => incompleteWords(each, language)),
  ].flatMap((text) => remark('不完整的记录', 'incomplete documents', text, language));
};

/** The remarks that every sheet has after those about its filters. */
export const closing = (
  view: ViewState,
  settled: boolean,
  rows: number,
  { by, at, language, sample }: Exporting,
): readonly Remark[] => [
  ...remark('示例数据', 'sample', sample ? sampleWords(language) : null, language),
  ...remark('视图', 'view', view.name, language),
  ...remark('位置', 'position', view.position, language),
  ...remark('事件序号', 'event number', String(view.ordinal), language),
  ...remark('未折叠事件', 'events not folded yet', String(view.lag), language),
  ...remark('视图停止原因', 'why the view stands still', stoppedIn(language, view), language),
  ...incompletesOf(view, language),
  ...remark('数据一致', 'settled', settledWords(settled, language), language),
  ...remark('行数', 'rows', String(rows), language),
  ...remark('导出时间（北京时间）', 'exported at (Asia/Shanghai)', shanghaiTime(at), language),
  ...remark('导出人', 'exported by', by, language),
];
