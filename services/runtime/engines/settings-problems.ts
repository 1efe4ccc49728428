import { wordSentences, type Words } from '@ledger/ledger/kernel/two-languages.js';

/** The messages about settings that prevent a start: [Chinese, English]. */
export const settingsProblems = {
  keysOfOneMachine: [
    '日志在其他机器也能访问的服务器上，而个人密钥在本机的{vault}里：请用MONGODB_URL指定存放密钥的MongoDB；如果没有别的机器运行这个台账，请设置LEDGER_ONE_MACHINE=yes',
    'the log lies on a server that other machines can reach, the keys of persons in {vault} of this one: name a ' +
      'MongoDB in MONGODB_URL for the keys, or set LEDGER_ONE_MACHINE=yes if no other machine ever owns this ledger',
  ],
  unreadSafelist: [
    'LEDGER_SAFELIST指定的{file}无法读取',
    'LEDGER_SAFELIST names {file}, which cannot be read',
  ],
  badSafelist: [
    'LEDGER_SAFELIST指定的是{file}，内容有误（{what}）；须是一个JSON对象：操作的SHA-256 → 操作的文本',
    'LEDGER_SAFELIST names {file}, but {what}; it must be one JSON object: the SHA-256 of an operation → its text',
  ],
  portInUse: [
    '端口{port}已被占用；请停止占用它的程序，或用PORT指定另一个端口',
    'port {port} is in use; stop what listens there, or name another in PORT',
  ],
  portForbidden: [
    '本用户不能使用端口{port}；请用PORT指定另一个端口',
    'port {port} may not be used by this user; name another in PORT',
  ],
  sampleInUse: [
    '{where}的台账正在使用，不是示例：示例业务不会写入其中。继续使用这个台账请去掉LEDGER_SAMPLE，要看示例请用LEDGER_DATA指定一个空文件夹。',
    'the ledger at {where} is in use and is no sample: sample acts are never written into it. ' +
      'Leave LEDGER_SAMPLE out to go on with this ledger, or name an empty folder by LEDGER_DATA for a sample.',
  ],
} as const satisfies Readonly<Record<string, Words>>;

export const settingsSentences = wordSentences(settingsProblems);
