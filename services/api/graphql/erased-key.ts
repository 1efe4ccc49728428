import type { Language } from '@ledger/ledger/kernel/refusals.js';
import type { KeyVault } from '@ledger/ledger/ports/key-vault.js';

/**
 * Warnings for the user after an erasure: copies of the destroyed key that the ledger cannot see, and what to do about
 * them.
 */
const sentences: Readonly<Record<KeyVault['storage'], Readonly<Record<Language, string>>>> = {
  files: {
    zh: '比这次删除更早的备份里还有这把密钥，请删除这些备份；文件系统快照和存储设备自己留下的副本，这里看不到',
    en:
      'backups that are older than this erasure still hold the key: remove them. Snapshots of the file system, and copies ' +
      'that a storage device keeps by itself, cannot be seen from here',
  },
  servers: {
    zh: 'MongoDB服务器的数据文件、日志和oplog在被覆盖之前可能还有这把密钥（由主密钥加密），这里看不到；比这次删除更早的备份里也还有，请删除这些备份',
    en:
      'the data files, journals and oplogs of the MongoDB servers may hold the key, wrapped by the master key, until they ' +
      'are overwritten: that cannot be seen from here. Backups that are older than this erasure still hold it: remove them',
  },
};

export const notSeenOf = ({ storage }: Pick<KeyVault, 'storage'>, language: Language): string =>
  sentences[storage][language];
