import { pinyinInitials } from './pinyin-initials.js';

test.each([
  ['王芳', 'wf'],
  ['欧阳靖宇', 'oyjy'],
  ['令狐远山', 'lhys'],
  ['呂布', 'lb'],
  ['安娜', 'an'],
  ['曾国藩', 'zgf'],
  ['单雄信', 'sxx'],
  ['解缙', 'xj'],
  ['尉迟恭', 'ycg'],
  ['万俟卨', 'mqx'],
  ['刘解放', 'ljf'],
  ['古丽·Ayşe', 'glaye'],
  ['张*', 'z'],
  ['**', ''],
  ['', ''],
])('the initials of %j are %j', (name, initials) => {
  expect(pinyinInitials(name)).toBe(initials);
});
