import { getSystemErrorMap } from 'node:util';
import { chineseOfSystem, systemErrors } from './system-errors.js';

const ofNode = new Map([...getSystemErrorMap().values()]);

describe('what the system says of a file', () => {
  it.each(Object.entries(systemErrors))('has words of its own in both languages: %s', (key, [zh, en]) => {
    expect(en).toBe(ofNode.get(key) ?? key);
    expect(zh).toMatch(/^[\p{Script=Han}，]+$/u);
  });

  it.each([
    [
      "ENOENT: no such file or directory, open 'a.csv'",
      "没有这个文件或文件夹；ENOENT: no such file or directory, open 'a.csv'",
    ],
    ['ENOSPC', '磁盘已满；ENOSPC'],
    ['database is locked', '数据库正被占用；database is locked'],
    ['something else', 'something else'],
    ['EXTRA: no code', 'EXTRA: no code'],
    ['toString', 'toString'],
    ['', ''],
  ])('comes with its words in Chinese where it is known: %j', (message, zh) => {
    expect(chineseOfSystem(message)).toBe(zh);
  });
});
