import { badInput, faultOf } from '@ledger/test/dsl/thrown-fault.js';
import { viewAt } from '@ledger/test/dsl/view-at.js';
import { connectionOf, listPrint, pageOf, pageSliceOf, type PageArgs } from './connections.js';

const print = listPrint('acts', { district: null });
const other = listPrint('acts', { district: '330600' });

type Item = Readonly<{ doc: string; cursor: readonly (string | number | null)[] }>;

const item = (doc: string): Item => ({ doc, cursor: [doc, 1, null] });
const page = (...items: readonly Item[]) =>
  pageOf({ items, hasNext: false, hasPrevious: false }, print, (doc) => doc.toUpperCase());

/** The cursor that the list gives for a document. */
const cursorOf = (doc: string): string => page(item(doc)).pageInfo.endCursor ?? '';

describe('the requested part of a list', () => {
  it.each<readonly [asked: string, PageArgs, ReturnType<typeof pageSliceOf>]>([
    ['no arguments', {}, { from: 'front', first: 20, after: null }],
    [
      'arguments that are all null',
      { first: null, after: null, last: null, before: null },
      { from: 'front', first: 20, after: null },
    ],
    ['the first element', { first: 1 }, { from: 'front', first: 1, after: null }],
    ['the first hundred elements', { first: 100 }, { from: 'front', first: 100, after: null }],
    [
      'the elements after a cursor',
      { after: cursorOf('a') },
      { from: 'front', first: 20, after: ['a', 1, null] },
    ],
    ['the last element', { last: 1 }, { from: 'end', last: 1, before: null }],
    [
      'the elements before a cursor',
      { last: 100, before: cursorOf('b') },
      { from: 'end', last: 100, before: ['b', 1, null] },
    ],
  ])('is parsed from the arguments: %s', (_asked, args, slice) => {
    expect(pageSliceOf(args, print)).toStrictEqual(slice);
  });

  it.each<readonly [PageArgs, string]>([
    [{ first: 0 }, 'first must be from 1 to 100'],
    [{ first: -1 }, 'first must be from 1 to 100'],
    [{ first: 101 }, 'first must be from 1 to 100'],
    [{ first: 1.5 }, 'first must be from 1 to 100'],
    [{ first: NaN }, 'first must be from 1 to 100'],
    [{ last: 0 }, 'last must be from 1 to 100'],
    [{ last: 101 }, 'last must be from 1 to 100'],
    [{ first: 1, last: 1 }, 'give first and after, or last and before, not both'],
    [{ last: 1, after: 'x' }, 'give first and after, or last and before, not both'],
    [{ before: 'x' }, 'before goes with last'],
    [{ first: 1, before: 'x' }, 'before goes with last'],
  ])('cannot be %j', (args, message) => {
    expect(faultOf(() => pageSliceOf(args, print))).toStrictEqual(badInput(message));
  });
});

describe('a cursor', () => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64url');
  const foreign = {
    code: 'BAD_CURSOR',
    message: 'the cursor is of another list; use one that this list has answered',
  };

  it.each([
    ['an empty text', ''],
    ['a text that is not base64', '游标'],
    ['a text that is not JSON', base64('no cursor')],
    ['a text', base64('"x"')],
    ['an object', base64('{}')],
    ['an empty list', base64('[]')],
    ['a cursor without the hash of the list', base64('["a",1,null]')],
    ['a cursor that contains an object', base64(JSON.stringify([print, { $gt: '' }]))],
    ['a cursor that contains a list', base64(JSON.stringify([print, ['a']]))],
    ['a cursor that contains a boolean', base64(JSON.stringify([print, true]))],
    ['half a cursor', cursorOf('a').slice(0, -4)],
  ])('that is %s is refused', (_what, cursor) => {
    expect(faultOf(() => pageSliceOf({ after: cursor }, print))).toStrictEqual(foreign);
    expect(faultOf(() => pageSliceOf({ last: 1, before: cursor }, print))).toStrictEqual(foreign);
  });

  it('of one list is refused by another list', () => {
    expect(faultOf(() => pageSliceOf({ after: cursorOf('a') }, other))).toStrictEqual(foreign);
  });

  it.each(['', '柯桥', '"]', '\u0000', '👩‍🔧'])('contains the key that it was made from: %j', (key) => {
    expect(pageSliceOf({ after: cursorOf(key) }, print)).toMatchObject({ after: [key, 1, null] });
  });
});

describe('the hash of a list', () => {
  it('is the same for the same list, and differs for another name or filter', () => {
    const prints = [
      listPrint('acts', { district: null, from: '2024-01-01' }),
      listPrint('acts', { district: null, from: null }),
      listPrint('payouts', { district: null, from: null }),
      listPrint('acts', null),
    ];
    expect(listPrint('acts', { district: null, from: null })).toBe(prints[1]);
    expect(new Set(prints).size).toBe(4);
    for (const each of prints) expect(each).toMatch(/^[\w-]{8}$/);
  });
});

describe('a page', () => {
  it('without elements has no cursors', () => {
    expect(page()).toStrictEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it('with one element begins and ends with that element', () => {
    const cursor = cursorOf('a');
    expect(page(item('a'))).toStrictEqual({
      edges: [{ cursor, node: 'A' }],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: cursor, endCursor: cursor },
    });
  });

  it.each([
    [true, false],
    [false, true],
  ])('of many keeps their order, and says what is around it: %p, %p', (hasNext, hasPrevious) => {
    const listed = {
      items: ['c', 'a', 'b'].map((doc) => ({ key: doc, ...item(doc) })),
      hasNext,
      hasPrevious,
    };
    const view = viewAt('acts', 3);
    expect(connectionOf(listed, view, print, (doc) => doc)).toStrictEqual({
      edges: ['c', 'a', 'b'].map((node) => ({ cursor: cursorOf(node), node })),
      pageInfo: {
        hasNextPage: hasNext,
        hasPreviousPage: hasPrevious,
        startCursor: cursorOf('c'),
        endCursor: cursorOf('b'),
      },
      view,
    });
  });
});
