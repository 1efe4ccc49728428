import { wordSentences, type Words } from '@ledger/ledger/kernel/two-languages.js';

/** Error messages about a master key that is missing, unusable or wrong, in Chinese and English. */
export const masterKeyProblems = {
  keyOpenToOthers: [
    "其他用户能读到主密钥{file}；请禁止他们读取：chmod 600 '{file}'",
    "other users can read the master key {file}; close it to them: chmod 600 '{file}'",
  ],
  noKey: [
    '{file}里没有主密钥：应为64位十六进制数字；请从备份恢复',
    '{file} holds no master key: 64 hexadecimal digits are expected; restore it from your backup',
  ],
  keyNotRead: ['主密钥{file}无法读取（{why}）', 'the master key {file} cannot be read ({why})'],
  keyMissing: [
    '缺少主密钥{file}：没有它就读不出个人资料',
    'the master key {file} is missing: without it the personal data cannot be read',
  ],
  keyNotWritten: [
    '主密钥{file}无法写入（{why}）；请用LEDGER_MASTER_KEY_FILE指定另一个位置',
    'the master key {file} cannot be written ({why}); name another place in LEDGER_MASTER_KEY_FILE',
  ],
  fileOfOtherKey: [
    '{file}是用另一个主密钥建立的；请用LEDGER_MASTER_KEY_FILE指定正确的主密钥',
    '{file} was made with another master key; name the right one in LEDGER_MASTER_KEY_FILE',
  ],
  vaultOfOtherKey: [
    '密钥库是用另一个主密钥建立的；请用LEDGER_MASTER_KEY_FILE指定正确的主密钥',
    'the key vault was made with another master key; name the right one in LEDGER_MASTER_KEY_FILE',
  ],
  otherGeneration: [
    '密钥{name}是用第{generation}代主密钥加密的；这个版本的台账只认第{known}代：请使用写它的版本',
    'the key {name} was wrapped by generation {generation} of the master key; this version of the ledger ' +
      'knows generation {known}: use the version that wrote it',
  ],
  noVault: [
    '那个数据库里还没有密钥库：请先启动台账或导入一张表',
    'there is no key vault yet in that database: start the ledger or import a sheet first',
  ],
} as const satisfies Readonly<Record<string, Words>>;

export const masterKeySentences = wordSentences(masterKeyProblems);
