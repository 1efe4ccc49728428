import { nearestWord } from './nearest-word.js';

const kinds = ['免费体检', '技能培训', '慰问金', '维权热线'];

test.each([
  ['免费体验', '免费体检'],
  ['体检', '免费体检'],
  ['慰问', '慰问金'],
  ['技能大培训', '技能培训'],
  ['打酱油', null],
  ['', null],
])('%j is nearest to %j', (word, nearest) => {
  expect(nearestWord(word, kinds)).toBe(nearest);
});

test('of equally near words the first is taken, and case makes no difference', () => {
  expect(nearestWord('AB', ['xabx', 'yaby'])).toBe('xabx');
});

test('a word of any length is compared by its beginning', () => {
  expect(nearestWord('免费体检'.repeat(1_000_000), ['免费体检'.repeat(10)])).toBe('免费体检'.repeat(10));
});
