import { nameInitials } from './name-initials.js';

test.each([
  ['王芳', 'wf'],
  ['欧阳靖宇', 'oyjy'],
  ['令狐远山', 'lhys'],
  ['呂布', 'lb'],
  ['安娜', 'an'],
  ['单雄飞', 'sxf'],
  ['曾国藩', 'zgf'],
  ['解缙', 'xj'],
  ['仇英', 'qy'],
  ['查良镛', 'zly'],
  ['尉迟恭', 'ycg'],
  ['万俟卨', 'mqx'],
  ['区寄', 'oj'],
  ['翟让', 'zr'],
  ['朴槿惠', 'pjh'],
  ['单于', 'sy'],
  ['王 芳', 'wf'],
  ['王\u200B芳', 'wf'],
  ['刘䶮', 'ly'],
  ['刘\uE863', 'ly'],
])('the usual initials of %j are %j', (name, initials) => {
  expect(nameInitials(name)[0]).toBe(initials);
});

test.each([
  ['王芳', ['wf']],
  ['曾国藩', ['zgf', 'cgf']],
  ['解缙', ['xj', 'jj']],
  ['刘解放', ['ljf', 'lxf']],
  ['單飛', ['df', 'sf', 'cf']],
  ['尉遲恭', ['wcg', 'ycg']],
  ['曾长江', ['zcj', 'zzj', 'ccj', 'czj']],
])('%j is found by the initials of each of its readings: %j', (name, sets) => {
  expect(nameInitials(name)).toStrictEqual(sets);
});

test.each([
  ['Anna Maria', ['am']],
  ['Ayşe-Gül O’Brien', ['ago']],
  ['Şerife', ['s']],
  ['Иван Петров', ['ип']],
  ['古丽·Ayşe', ['gla']],
  ['Jack 马', ['jm']],
  ['大卫Smith', ['dws']],
  ['ＡＮＮＡ', ['a']],
  ['张*', ['z']],
  ['𠮷田', ['t']],
  ['**', []],
  ['123', []],
  ['\uD800', []],
  ['', []],
])('the initials of %j, with other words or none: %j', (name, sets) => {
  expect(nameInitials(name)).toStrictEqual(sets);
});

test('a name of many characters with several readings has eight sets of initials, the usual one first', () => {
  const sets = nameInitials('曾长重行乐');
  expect(sets).toHaveLength(8);
  expect(new Set(sets).size).toBe(8);
  expect(sets[0]).toMatch(/^z/);
});
