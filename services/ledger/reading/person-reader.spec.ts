import { clashesOf, type Flaw } from '@ledger/test/dsl/ranks.js';
import { refused } from '../kernel/decision.js';
import { textMax } from '../use-cases/record-act-command.js';
import { readPerson, type SentPerson } from './person-reader.js';

const id = '33060219900101001X';

/** The parsed details, without the fields that were not submitted. */
const said = (input: SentPerson): unknown =>
  Object.fromEntries(Object.entries(readPerson(input)).filter(([, value]) => value !== undefined));

describe('a person that a program submits', () => {
  it('has the fields that are said, and no others', () => {
    expect(said({})).toStrictEqual({});
    expect(said({ name: ' 王强', sex: 'male' })).toStrictEqual({ name: '王强', sex: 'male' });
  });

  it('is emptied where null is said, or nothing but blanks', () => {
    const texts = ['membership', 'nationalId', 'name', 'phone', 'occupation', 'employer'] as const;
    for (const written of [null, '', ' \u3000\t', '\u200B']) {
      const submitted = Object.fromEntries(texts.map((text) => [text, written]));
      expect(said(submitted)).toStrictEqual(Object.fromEntries(texts.map((text) => [text, null])));
    }
  });

  it('is found by canonical numbers, and keeps how they were written', () => {
    expect(
      said({ membership: ' ｋｑ–1', nationalId: `'${id.toLowerCase()}`, phone: '+86 139-5751-2345\u202C' }),
    ).toStrictEqual({
      membership: { value: 'KQ-1', written: 'ｋｑ–1' },
      nationalId: { value: id, written: `'${id.toLowerCase()}` },
      phone: { value: '13957512345', written: '+86 139-5751-2345' },
    });
  });

  it('is refused with what is wrong', () => {
    expect(readPerson({ membership: 'A1、A2' })).toStrictEqual(
      refused('BAD_MEMBER', { value: 'A1、A2', why: 'SEVERAL' }),
    );
    for (const nationalId of ['330602199001010012', '330602900101001', '无', '-'])
      expect(readPerson({ nationalId })).toStrictEqual(refused('BAD_NATIONAL_ID'));
  });

  const spoilt =
    (more: SentPerson) =>
    (input: SentPerson): SentPerson => ({ ...input, ...more });
  const flaws: readonly Flaw<SentPerson>[] = [
    { code: 'TEXT_TOO_LONG', aspect: 'name', spoil: spoilt({ name: '长'.repeat(textMax.name + 1) }) },
    { code: 'BAD_TEXT', aspect: 'employer', spoil: spoilt({ employer: '闪\u0000送' }) },
    { code: 'BAD_MEMBER', aspect: 'membership', spoil: spoilt({ membership: '0' }) },
    { code: 'BAD_NATIONAL_ID', aspect: 'nationalId', spoil: spoilt({ nationalId: '1' }) },
  ];

  it.each(clashesOf(flaws))('is refused for $higher before $lower', ({ higher, spoil }) => {
    expect(readPerson(spoil({}))).toMatchObject({ kind: 'refused', code: higher });
  });
});
