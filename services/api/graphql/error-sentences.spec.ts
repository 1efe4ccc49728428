import { apiSchema } from '@ledger/test/support/api-schema.js';
import { GraphQLEnumType } from 'graphql';
import { chineseErrors, errorIn } from './error-sentences.js';

const codes = (): readonly string[] => {
  const type = apiSchema().getType('ErrorCode');
  if (!(type instanceof GraphQLEnumType)) throw new Error('the SDL has no codes of errors');
  return type.getValues().map(({ name }) => name);
};

const vague = {
  message: 'Month cannot be 7: expected a month',
  extensions: { code: 'BAD_USER_INPUT', more: 1 },
};

describe('the Chinese message of an error', () => {
  it('exists for every code of the SDL, and for no other', () => {
    expect(Object.keys(chineseErrors).toSorted()).toStrictEqual([...codes()].toSorted());
  });

  it.each(Object.entries(chineseErrors))('contains no English: %s', (_code, sentence) => {
    expect(sentence).toMatch(/^[^A-Za-z]+$/);
    expect(sentence).toMatch(/\p{Script=Han}/u);
  });

  it('differs from code to code', () => {
    expect(new Set(Object.values(chineseErrors)).size).toBe(Object.keys(chineseErrors).length);
  });

  it('has the English message beside it, and all other extensions', () => {
    expect(errorIn('zh', vague)).toStrictEqual({
      message: '参数或变量的值不能用，请核对后再试',
      extensions: { code: 'BAD_USER_INPUT', more: 1, detail: 'Month cannot be 7: expected a month' },
    });
    expect(errorIn('en', vague)).toBe(vague);
  });

  it('does not replace the message of an unknown code', () => {
    const other = { message: 'what?', extensions: { code: 'SOMETHING' } };
    expect([errorIn('zh', other), errorIn('zh', { message: 'what?' })]).toStrictEqual([
      other,
      { message: 'what?' },
    ]);
  });
});
