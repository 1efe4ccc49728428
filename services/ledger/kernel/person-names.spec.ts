import fc from 'fast-check';
import { comparableName } from './person-names.js';

describe('names are compared', () => {
  test.each([
    ['with blanks', '张 三', '张三'],
    ['with wide blanks', '　张　三 ', '张三'],
    ['with another middle dot', '买买提・艾力', '买买提·艾力'],
    ['without its middle dot', '买买提•艾力', '买买提艾力'],
    ['in wide letters', 'Ｊｏｈｎ', 'John'],
    ['in a compatible form', '⼥士', '女士'],
    ['with a character that cannot be seen', '张\u200b三', '张三'],
  ])('%s as the same', (_how, written, same) => {
    expect(comparableName(written)).toBe(comparableName(same));
    expect(comparableName(written)).not.toBeNull();
  });

  it('compares the usual Chinese characters as they are: none of them has another form', () => {
    const usual = Array.from({ length: 0x9fff - 0x4e00 + 1 }, (_, at) => String.fromCharCode(0x4e00 + at));
    const others = usual.filter((each) => each.normalize('NFKC') !== each || comparableName(each) !== each);
    expect(others).toStrictEqual(['无', '某', '空', '缺']);
  });

  test.each([
    ['张三', '李四'],
    ['张三', '张三丰'],
    ['John', 'Jon'],
    ['Jean-Luc', 'Jean'],
  ])('%s and %s as two', (one, other) => {
    expect(comparableName(one)).not.toBe(comparableName(other));
  });

  test.each([
    null,
    '',
    '  ',
    '　',
    '·',
    '张*',
    '张＊＊',
    '张某',
    '张某某',
    '张×',
    '张X',
    '张xx',
    '*三',
    '欧阳○',
    '张…',
    '张--',
    '张——',
    '无',
    '（不详）',
    'n/a',
    '/',
    '—',
  ])('%s not at all', (name) => {
    expect(comparableName(name)).toBeNull();
  });

  test('in a form that is its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const form = comparableName(name);
        if (form !== null) expect(comparableName(form)).toBe(form);
      }),
    );
  });
});
