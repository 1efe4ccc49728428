import type { BuildState } from '@ledger/projections/upkeep/view-builds.js';
import type { Words } from '@ledger/ledger/kernel/two-languages.js';

/** What `ledger rebuild` and `ledger repair` say, in both languages. */
export const maintenanceMessages = {
  compared: [
    '与正在使用的构建比较，位置{position}：{documents}个文档，{differences}个不同',
    'compared with the build that is read, at {position}: {documents} documents, {differences} differ',
  ],
  comparedVersions: [
    '与正在使用的构建比较，位置{position}：{documents}个文档，只比较两个版本都有的字段，{differences}个不同',
    'compared with the build that is read, at {position}: {documents} documents, in the fields that both versions have, {differences} differ',
  ],
  moreOf: ['……视图{view}另有{number}个', '… and {number} more of {view}'],
  folded: ['视图{view}的构建{build}已折叠完成', 'build {build} of view {view} is folded'],
  foldedOn: [
    '视图{view}的构建{build}已从中断处继续折叠完成',
    'build {build} of view {view} is folded, from where it was interrupted',
  ],
  switched: [
    '从现在起使用它；“ledger rebuild {view} --back”可以退回，“--drop”删除以前的构建',
    'it is read from now on; “ledger rebuild {view} --back” goes back, “--drop” drops the former builds',
  ],
  notSwitched: [
    '没有使用它：它与以前的构建不同。“ledger rebuild {view} --accept”改用它，“--drop”删除它',
    'it is not read: the former build differs. “ledger rebuild {view} --accept” switches to it, “--drop” drops it',
  ],
  back: ['视图{view}重新使用构建{build}', 'view {view} is read from build {build} again'],
  onlyCurrent: ['视图{view}只有当前的构建', 'view {view} has no build but the current one'],
  dropped: ['已删除视图{view}的构建{builds}', 'dropped of view {view}: build {builds}'],
  repaired: [
    '视图{view}：重新折叠了{documents}个文档，{remaining}个不完整',
    'view {view}: {documents} documents folded anew, {remaining} incomplete',
  ],
  forgotten: ['不再保留的摘要构建：{number}个', 'builds of the digests that are forgotten: {number}'],
} as const satisfies Readonly<Record<string, Words>>;

/** How a build stands. */
export const buildStateWords: Readonly<Record<BuildState, Words>> = {
  folding: ['折叠中', 'folding'],
  ready: ['待使用', 'ready'],
  current: ['当前', 'current'],
  former: ['以前的', 'former'],
  aside: ['已搁置', 'aside'],
};
