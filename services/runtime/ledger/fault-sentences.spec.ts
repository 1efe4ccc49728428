import { faultsOf } from '@ledger/test/dsl/both-languages.js';
import { clockProblems } from '@ledger/infra/identifiers/clock-problems.js';
import { fileProblems } from '@ledger/infra/sqlite/file-problems.js';
import { folderProblems } from '@ledger/infra/data-folder/folder-problems.js';
import { FileFault } from '@ledger/infra/sqlite/file-fault.js';
import { masterKeyProblems, masterKeySentences } from '@ledger/infra/key-vault/master-key-problems.js';
import { OwnedFault } from '@ledger/infra/data-folder/data-folder.js';
import { ClockFault } from '@ledger/ledger/ports/clock.js';
import { pastProblems } from '@ledger/projections/kernel/past-problems.js';
import { viewProblems } from '@ledger/projections/kernel/view-problems.js';
import { keepingProblems } from '@ledger/projections/upkeep/keeping-problems.js';
import { pairProblems, pairSentences } from '../engines/pair-problems.js';
import { settingRefusals, settingsFrom } from '../engines/settings.js';
import { settingsProblems } from '../engines/settings-problems.js';
import { maintenanceProblems } from '../faults/maintenance-problems.js';
import { errorIn, faultProblems, sentenceFor } from './fault-sentences.js';

const tables = [
  ...[settingRefusals, settingsProblems, pairProblems, maintenanceProblems, folderProblems, fileProblems],
  ...[masterKeyProblems, clockProblems, pastProblems, keepingProblems, viewProblems],
];

/** Words that may be equal in both languages: values of settings, and placeholders for a user's own value. */
const values = /\b(?:yes|VIEW)\b/g;

const thrownBy = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};

describe('the sentence of a fault', () => {
  it.each(Object.entries(faultProblems))('says the same in both languages: %s', (_name, words) => {
    expect(faultsOf(words, values)).toStrictEqual([]);
  });

  it('is called as no other one of any table', () => {
    const names = tables.flatMap((table) => Object.keys(table));
    expect(Object.keys(faultProblems)).toHaveLength(names.length);
  });

  it.each<readonly [string, unknown, string]>([
    [
      'settings that cannot be used',
      thrownBy(() => settingsFrom({ PORT: 'x' })),
      'PORT写的是“x”；须是0到65535之间的数字（0表示任一空闲端口）',
    ],
    [
      'a folder that has an owner',
      new OwnedFault('/d', { pid: 7, address: 'http://[::1]:4000', token: '', startedAt: '' }),
      '/d里的台账正由进程7（地址http://[::1]:4000）使用；请停止那个进程，或把工作交给它',
    ],
    [
      'a key that cannot be read, with what the system says',
      new FileFault(
        ...masterKeySentences.faultText('keyNotRead', { file: '/key', why: 'EACCES: permission denied' }),
      ),
      '主密钥/key无法读取（没有权限；EACCES: permission denied）',
    ],
    ['a fault without facts as it is', new ClockFault('the clock is wrong'), 'the clock is wrong'],
  ])('tells a reader of Chinese of %s', (_what, fault, zh) => {
    expect(sentenceFor(fault, 'zh')).toBe(zh);
    expect(sentenceFor(fault)).toBe(fault instanceof Error ? fault.message : null);
  });

  it('is none for a bug, whose stack says more', () => {
    expect([sentenceFor(new TypeError('x is undefined'), 'zh'), sentenceFor('text', 'zh')]).toStrictEqual([
      null,
      null,
    ]);
  });

  it('of what a ledger complains of is told by its facts', () => {
    const [sentence, options] = pairSentences.faultText('erasuresRepeated', { number: 2 });
    expect(errorIn('en', sentence, options)).toBe(sentence);
    expect(errorIn('zh', sentence, options)).toBe('日志是从备份恢复的，缺少对个人的清除；已重新执行：2');
    expect(errorIn('zh', 'anything else')).toBe('anything else');
  });
});
