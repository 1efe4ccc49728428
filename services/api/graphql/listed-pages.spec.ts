import { faultOf } from '@ledger/test/dsl/thrown-fault.js';
import { listPrint, type PageArgs, type PageOf } from './connections.js';
import { listedPage } from './listed-pages.js';

const print = listPrint('letters', null);
const letters = 'abcdefgh'.split('');
const page = (args: PageArgs, all: readonly string[] = letters): PageOf<string> =>
  listedPage(all, args, print, { key: (letter) => letter, node: (letter) => letter.toUpperCase() });

/** Whether there are items before the page, its items, and whether there are items after it. */
const shown = ({ edges, pageInfo }: PageOf<string>): readonly [boolean, string, boolean] => [
  pageInfo.hasPreviousPage,
  edges.map(({ node }) => node).join(''),
  pageInfo.hasNextPage,
];
const cursorOf = (letter: string): string =>
  page({ first: 8 }).edges.find(({ node }) => node === letter.toUpperCase())?.cursor ?? '';

describe('a page of a list in memory', () => {
  it.each<readonly [args: PageArgs, all: string, shown: readonly [boolean, string, boolean]]>([
    [{}, '', [false, '', false]],
    [{ last: 3 }, '', [false, '', false]],
    [{}, 'a', [false, 'A', false]],
    [{ first: 1 }, 'a', [false, 'A', false]],
    [{ last: 1 }, 'a', [false, 'A', false]],
    [{ first: 3 }, 'abcdefgh', [false, 'ABC', true]],
    [{ first: 8 }, 'abcdefgh', [false, 'ABCDEFGH', false]],
    [{ first: 100 }, 'abcdefgh', [false, 'ABCDEFGH', false]],
    [{ last: 3 }, 'abcdefgh', [true, 'FGH', false]],
    [{ last: 8 }, 'abcdefgh', [false, 'ABCDEFGH', false]],
    [{ last: 100 }, 'abcdefgh', [false, 'ABCDEFGH', false]],
    [{ first: 3, after: cursorOf('a') }, 'abcdefgh', [true, 'BCD', true]],
    [{ first: 3, after: cursorOf('e') }, 'abcdefgh', [true, 'FGH', false]],
    [{ first: 3, after: cursorOf('h') }, 'abcdefgh', [true, '', false]],
    [{ last: 3, before: cursorOf('h') }, 'abcdefgh', [true, 'EFG', true]],
    [{ last: 3, before: cursorOf('d') }, 'abcdefgh', [false, 'ABC', true]],
    [{ last: 3, before: cursorOf('a') }, 'abcdefgh', [false, '', true]],
  ])('%j of “%s”', (args, all, expected) => {
    expect(
      shown(
        page(
          args,
          all.split('').filter((letter) => letter !== ''),
        ),
      ),
    ).toStrictEqual(expected);
  });

  it('after another goes through the whole list, forward and backward', () => {
    const walked = (
      first: PageArgs,
      next: (info: PageOf<string>['pageInfo']) => PageArgs | null,
    ): readonly string[] => {
      const pages: string[] = [];
      for (let args: PageArgs | null = first; args !== null;) {
        const at = page(args);
        pages.push(shown(at)[1]);
        args = next(at.pageInfo);
      }
      return pages;
    };
    const forwards = walked({ first: 3 }, ({ hasNextPage, endCursor }) =>
      hasNextPage ? { first: 3, after: endCursor ?? null } : null,
    );
    expect(forwards).toStrictEqual(['ABC', 'DEF', 'GH']);
    const backwards = walked({ last: 3 }, ({ hasPreviousPage, startCursor }) =>
      hasPreviousPage ? { last: 3, before: startCursor ?? null } : null,
    );
    expect(backwards).toStrictEqual(['FGH', 'CDE', 'AB']);
  });

  it('keeps its place if an element is inserted before it', () => {
    const after = cursorOf('b');
    expect(shown(page({ first: 2, after }, ['x', ...letters]))[1]).toBe('CD');
  });

  const forged = (...parts: readonly unknown[]): string =>
    Buffer.from(JSON.stringify([print, ...parts])).toString('base64url');
  it.each([[[]], [['z']], [[0]], [[null]], [['a', 'b']], [['A']]])(
    'with a cursor that is not in the list is refused, and does not start again: %j',
    (parts) => {
      const cursor = forged(...parts);
      for (const args of [{ after: cursor }, { last: 2, before: cursor }])
        expect(faultOf(() => page(args)).code).toBe('BAD_CURSOR');
    },
  );
});
