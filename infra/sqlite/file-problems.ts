import { wordSentences, type Words } from '@ledger/ledger/kernel/two-languages.js';

const ofFormat = (zh: string, en: string): Words => [
  `{file}的格式是{what}的第{found}版；这个版本的台账只读第{version}版：请使用${zh}`,
  `{file} is of format {found} of the {what}; this version of the ledger reads format {version}: use ${en}`,
];

/** Error messages about database files that cannot be used, in Chinese and English. */
export const fileProblems = {
  notOurs: [
    '{file}是数据库，但不是服务台账的{what}；请移走它，或指定另一个文件夹',
    '{file} is a database, but no {what} of a service ledger; move it away or name another folder',
  ],
  newerFormat: ofFormat('写它的较新版本', 'the newer version that wrote it'),
  olderFormat: ofFormat('写它的版本', 'the version that wrote it'),
  noFile: [
    '{file}不存在：请先启动台账或导入一张表',
    '{file} does not exist: start the ledger or import a sheet first',
  ],
  fileNotOpened: [
    '{file}打不开（{why}）；文件夹可以写入吗？',
    '{file} cannot be opened ({why}); is the folder writable?',
  ],
  leftUnmade: [
    '{file}在建立途中被放下：请启动台账，它会完成',
    '{file} was left in the middle of its making: start the ledger, which finishes it',
  ],
  notUsable: [
    '{file}不能用作{what}（{why}）；请从备份恢复它，或指定另一个文件夹',
    '{file} cannot be used as {what} ({why}); put it back from a backup, or name another folder',
  ],
  damaged: [
    '{file}已损坏（{why}）：请停止台账；views.db可以删除，它会重新折叠；log.db和vault.db必须从备份恢复',
    '{file} is damaged ({why}): stop the ledger; views.db may be removed, it is folded anew; log.db and vault.db must be restored from a backup',
  ],
  diskFull: [
    '磁盘已满，没有写入{file}（{why}）；请腾出空间，再发送同样的内容',
    'the disk is full, nothing was written to {file} ({why}); make room, then send the same again',
  ],
  diskUnavailable: [
    '{file}目前无法读写（{why}）；请检查磁盘，再发送同样的内容',
    '{file} cannot be read or written at the moment ({why}); look at the disk, then send the same again',
  ],
} as const satisfies Readonly<Record<string, Words>>;

export const fileSentences = wordSentences(fileProblems);
