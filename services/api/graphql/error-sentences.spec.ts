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

describe('the sentence of an error', () => {
  it('is there in Chinese for every code of the SDL, and for no other', () => {
    expect(Object.keys(chineseErrors).toSorted()).toStrictEqual([...codes()].toSorted());
  });

  it.each(Object.entries(chineseErrors))('has no English left: %s', (_code, sentence) => {
    expect(sentence).toMatch(/^[^A-Za-z]+$/);
    expect(sentence).toMatch(/\p{Script=Han}/u);
  });

  it('are different for different codes', () => {
    expect(new Set(Object.values(chineseErrors)).size).toBe(Object.keys(chineseErrors).length);
  });

  it('keeps the English one beside the Chinese one, with everything else that it says', () => {
    expect(errorIn('zh', vague)).toStrictEqual({
      message: '参数或变量的值不能用，请核对后再试',
      extensions: { code: 'BAD_USER_INPUT', more: 1, detail: 'Month cannot be 7: expected a month' },
    });
    expect(errorIn('en', vague)).toBe(vague);
  });

  it('stays as it is where nobody knows its code', () => {
    const other = { message: 'what?', extensions: { code: 'SOMETHING' } };
    expect([errorIn('zh', other), errorIn('zh', { message: 'what?' })]).toStrictEqual([
      other,
      { message: 'what?' },
    ]);
  });
});
