import { wordSentences, type Words } from '@ledger/ledger/kernel/two-languages.js';

/** Messages about maintenance of views that cannot be done, in Chinese and English. */
export const keepingProblems = {
  buildStandsStill: ['不能改用构建{build}：{why}', 'build {build} cannot be switched to: {why}'],
  noFormer: [
    '视图{view}没有版本{version}的以前的构建可以退回；其他版本的构建需要用制作它们的台账版本',
    'view {view} has no former build of version {version} to go back to; ' +
      'builds of another version need the version of the ledger that made them',
  ],
  older: ['视图{view}是较早的版本；请重建', 'view {view} is of an older version; rebuild it'],
  unknownView: ['没有视图“{view}”；视图有：{views}', 'there is no view “{view}”; the views are {views}'],
} as const satisfies Readonly<Record<string, Words>>;

export const keepingSentences = wordSentences(keepingProblems);
