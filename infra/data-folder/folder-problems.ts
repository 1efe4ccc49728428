import { wordSentences, type Words } from '@ledger/ledger/kernel/two-languages.js';

const ownedBy = (zh: string, en: string): Words => [
  `{folder}里的台账正由${zh}使用；请停止那个进程，或把工作交给它`,
  `the ledger in {folder} is in use by ${en}; stop that process, or hand the work to it`,
];

/** Error messages about a data folder that cannot be used, in Chinese and English. */
export const folderProblems = {
  folderNotWritable: [
    '数据文件夹{folder}无法写入（{why}）；请用LEDGER_DATA指定另一个文件夹',
    'the data folder {folder} cannot be written ({why}); name another in LEDGER_DATA',
  ],
  lockNotOpened: [
    '锁文件{file}打不开；文件夹可以写入吗？',
    'the lock {file} cannot be opened; is the folder writable?',
  ],
  lockNotTaken: [
    '锁文件{file}无法占用（{why}）；如果没有台账在那里运行，请删除它再试',
    'the lock {file} cannot be taken ({why}); if no ledger runs there, remove it and try again',
  ],
  noteNotWritten: [
    '{file}无法写入（{why}）；磁盘还有空间吗？',
    '{file} cannot be written ({why}); is there room on the disk?',
  ],
  ownedBySomebody: ownedBy('另一个进程', 'another process'),
  ownedByProcess: ownedBy('进程{pid}', 'process {pid}'),
  ownedAtAddress: ownedBy('进程{pid}（地址{address}）', 'process {pid} at {address}'),
} as const satisfies Readonly<Record<string, Words>>;

export const folderSentences = wordSentences(folderProblems);
