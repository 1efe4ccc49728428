/**
 * Characters that older versions of GBK and GB18030 encoded at private-use code points, and that Unicode has
 * standardised since: rare characters of names, parts of characters, vertical punctuation. Converting them prevents
 * one name from becoming two texts because of an older font or program. Each run: the first private-use code point,
 * then the standard code points (hexadecimal) of it and its successors.
 */
const runs: readonly (readonly [from: number, standard: string])[] = [
  [0xe5e5, '3000'],
  [0xe76c, '20ac'],
  [0xe78d, 'fe10 fe12 fe11 fe13 fe14 fe15 fe16 fe17 fe18 fe19'],
  [0xe7c7, '1e3f 1f9'],
  [0xe7e7, '303e 2ff0 2ff1 2ff2 2ff3 2ff4 2ff5 2ff6 2ff7 2ff8 2ff9 2ffa 2ffb'],
  [
    0xe815,
    '2e81 20087 20089 200cc 2e84 3473 3447 2e88 2e8b 9fb4 359e 361a 360e 2e8c 2e97 396e 3918 9fb5 ' +
      '39cf 39df 3a73 39d0 9fb6 9fb7 3b4e 3c6e 3ce0 2ea7 215d7 9fb8 2eaa 4056 415f 2eae 4337 2eb3 ' +
      '2eb6 2eb7 2298f 43b1 43ac 2ebb 43dd 44d6 4661 464c 9fb9 4723 4729 477c 478d 2eca 4947 497a ' +
      '497d 4982 4983 4985 4986 499f 499b 49b7 49b6 9fba 241fe 4ca3 4c9f 4ca0 4ca1 4c77 4ca2 4d13 ' +
      '4d14 4d15 4d16 4d17 4d18 4d19 4dae 9fbb',
  ],
];

const standardOf: ReadonlyMap<string, string> = new Map(
  runs.flatMap(([from, standard]) =>
    standard
      .split(' ')
      .map(
        (code, index) =>
          [String.fromCodePoint(from + index), String.fromCodePoint(Number.parseInt(code, 16))] as const,
      ),
  ),
);

/**
 * Replaces private-use characters of older GBK and GB18030 fonts by their standard characters; other private-use
 * characters stay.
 */
export const withStandardForms = (text: string): string =>
  text.replaceAll(/[\uE5E5-\uE864]/g, (character) => standardOf.get(character) ?? character);
