import fc from 'fast-check';
import type { LookUp, Trait } from '../ports/key-vault.js';
import {
  canonicalText,
  districtFrom,
  membershipFrom,
  nationalIdFrom,
  officeCode,
  officeFrom,
  phoneFrom,
  referenceFrom,
  soleOffice,
  type MembershipNumber,
  type Reference,
} from './identifiers.js';

const dashes = ['-', '‐', '‑', '‒', '–', '—', '―', '−', '－', '﹣', '﹘', '⁃', '─'];
const blanks = ['', ' ', '　', '\u00A0', '\u2009', '\t', '\n'];
const unseen = ['', '\u200B', '\uFEFF', '\u2060', '\u00AD', '\u200E', '\u202A', '\u202C', '\u2066', '\u2069'];
const guards: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `'${text}`,
  (text) => `＇${text}`,
  (text) => `\`${text}`,
  (text) => `="${text}"`,
  (text) => `＝＂${text}＂`,
  (text) => `'="${text}"`,
];

const wide = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return code > 0x20 && code < 0x7f ? String.fromCodePoint(code + 0xfee0) : character;
};

/** All ways in which people may write one character of an identifier. */
const waysOf = (character: string): readonly string[] => {
  if (character === '-') return dashes;
  return [character, character.toLowerCase(), wide(character), wide(character.toLowerCase())];
};

const form = fc
  .array(fc.constantFrom(...'ABCXYZ0123456789-柯桥职工一ー._'.split('')), { minLength: 1, maxLength: 12 })
  .map((characters) => characters.join(''));

/** An identifier in canonical form, together with one of its possible spellings. */
const spelling = form.chain((canonical) =>
  fc.record({
    canonical: fc.constant(canonical),
    written: fc
      .tuple(
        fc.constantFrom(...guards),
        ...Array.from(canonical).map((character) =>
          fc
            .tuple(
              fc.constantFrom(...waysOf(character)),
              fc.constantFrom(...blanks),
              fc.constantFrom(...unseen),
            )
            .map((parts) => parts.join('')),
        ),
      )
      .map(([guard, ...parts]) => guard(parts.join(''))),
  }),
);

it('has one form for either case, also of ß', () => {
  expect(['ß', 'ẞ', 'ss'].map((text) => canonicalText(`A${text}`))).toStrictEqual(['ASS', 'ASS', 'ASS']);
});

describe('the canonical form of an identifier', () => {
  it('is one for every spelling', () => {
    fc.assert(
      fc.property(spelling, ({ canonical, written }) => {
        expect(canonicalText(written)).toBe(canonical);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is its own, whatever it is made of', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          spelling.map(({ written }) => written),
        ),
        (text) => {
          expect(canonicalText(canonicalText(text))).toBe(canonicalText(text));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['TJ-2026-0001', 'tj－2026–0001\u200B'],
    ['一', '一'],
    ['ー', 'ｰ'],
    ['龴A', '\uE81Ea'],
    ['00123', '"="00123""'.slice(1, -1)],
    ['', "' \u200B"],
  ])('is %j of %j', (canonical, text) => {
    expect(canonicalText(text)).toBe(canonical);
  });

  it('tells apart what differs by more than its spelling', () => {
    const texts = ['A-1', 'A1', 'A一1', 'Aー1', 'A_1', 'A.1', 'A/1', 'B-1', '0A-1'];
    expect(new Set(texts.map(canonicalText)).size).toBe(texts.length);
  });
});

describe('an identifier', () => {
  it('is none where nothing is written', () => {
    for (const text of ['', ' ', '\u200B', "'"]) {
      expect([referenceFrom(text), membershipFrom(text), phoneFrom(text), officeFrom(text)]).toStrictEqual([
        null,
        null,
        null,
        null,
      ]);
    }
  });

  it('of an act, a member or a district is its canonical form', () => {
    expect(referenceFrom(' tj–1')).toBe('TJ-1');
    expect(membershipFrom('ｋｑ 001')).toBe('KQ001');
    expect(districtFrom('="３３０６０３"')).toBe('330603');
  });

  it('of a citizen has 18 characters, and the last checks the others', () => {
    for (const text of [
      '11010519491231002X',
      '11010519491231002ｘ',
      "'110105 19491231 002x",
      '440524188001010014',
    ])
      expect(nationalIdFrom(text)).not.toBeNull();
    expect(nationalIdFrom('11010519491231002x')).toBe('11010519491231002X');
    for (const text of [
      '110105194912310021',
      '11010519491231002',
      '110105491231002',
      'X1010519491231002X',
      '',
    ])
      expect(nationalIdFrom(text)).toBeNull();
  });

  it('of a citizen differs in one digit from no other', () => {
    const id = '44052418800101001';
    const ids = Array.from(id).flatMap((_, at) =>
      Array.from('0123456789').map((digit) =>
        nationalIdFrom(`${id.slice(0, at)}${digit}${id.slice(at + 1)}4`),
      ),
    );
    expect(new Set(ids.filter((each) => each !== null))).toStrictEqual(new Set([`${id}4`]));
  });

  it.each(['13957512345', '139-5751-2345', '+86 139 5751 2345', '0086-13957512345', '（139）57512345'])(
    'of a phone is the same however it is dialled: %s',
    (text) => {
      expect(phoneFrom(text)).toBe('13957512345');
    },
  );

  it('of a phone keeps the prefix of another country, and of a city', () => {
    expect(phoneFrom('+852 2123 4567')).toBe('+85221234567');
    expect(phoneFrom('0575-8513 4567')).toBe('057585134567');
  });

  it('of an office is a word of letters, digits and dots', () => {
    expect(officeFrom('kq.1_ｂ')).toBe('KQ.1_B');
    expect([officeFrom('a-b'), officeFrom('x'.repeat(41))]).toStrictEqual([null, null]);
    expect(() => officeCode('a/b')).toThrow(RangeError);
    expect(soleOffice).toBe('LEDGER');
  });
});

/** Whether the compiler accepts a value of type `Given` where `Asked` is required. */
type Passing<Given, Parsed> = [Given] extends [Parsed] ? 'taken' : 'refused';

describe('a look-up', () => {
  it('takes no plain text, and no identifier of another sort: the compiler refuses them', () => {
    type ByMembership = Extract<LookUp, { by: 'membership' }>;
    type ByNationalId = Extract<LookUp, { by: 'national-id' }>;
    const answers: readonly [
      Passing<string, ByMembership['value']>,
      Passing<string, ByMembership['office']>,
      Passing<string, ByNationalId['value']>,
      Passing<Reference, ByMembership['value']>,
      Passing<MembershipNumber, ByNationalId['value']>,
      Passing<string, Extract<Trait, { by: 'name' }>['value']>,
      Passing<string, Extract<Trait, { by: 'phone' }>['value']>,
      Passing<MembershipNumber, ByMembership['value']>,
    ] = ['refused', 'refused', 'refused', 'refused', 'refused', 'refused', 'refused', 'taken'];
    expect(answers).toHaveLength(8);
  });
});
