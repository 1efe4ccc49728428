import type { Coded } from './support/client.js';
import { Clerk } from './support/clerk.js';
import { patience } from './support/patience.js';
import { sharedLedger } from './support/shared-ledger.js';

const ledger = sharedLedger();
const ask = (query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Coded> =>
  ledger().client.codes({ query, variables });

const times = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');

/**
 * An introspection query of the given depth. It costs as little as possible, so that only the depth limit can refuse
 * it.
 */
const deep = (levels: number): string =>
  `{ __type(name: "Act") { ${'ofType { '.repeat(levels - 2)}name${' }'.repeat(levels - 2)} } }`;
const deepInFragments = (levels: number): string =>
  `{ __type(name: "Act") { ...F0 } } ${times(levels - 1, (index) =>
    index === levels - 2
      ? `fragment F${String(index)} on __Type { name }`
      : `fragment F${String(index)} on __Type { ofType { ...F${String(index + 1)} } }`,
  )}`;
const aliases = (count: number): string =>
  `{ ${times(count, (index) => `a${String(index)}: __typename`)} views { name } }`;
/**
 * A query of exactly `count` tokens: two braces, three tokens for each aliased field, and single names for the rest.
 */
const tokens = (count: number): string => {
  const fields = Math.floor((count - 2) / 3);
  return `{ ${times(fields, (index) => `t${String(index)}: __typename`)} ${'__typename '.repeat(count - 2 - 3 * fields)}}`;
};
/** Fourteen fields, counted in the cost of a query. */
const fields =
  'id on place worker sex occupation employer session headcount sessions hours items amountFen paidFen';
/** Cost of each page: 3, and for each of the `first` acts 1 for the edge, 1 for the node and 1 for each field. */
const pages = (count: number, first: number): string =>
  `{ ${times(count, (index) => `p${String(index)}: acts(first: ${String(first)}) { edges { node { ${fields} } } }`)} }`;

const refusedWith = (code: string): Coded => ({ status: 200, codes: [code], data: false });
const answered: Coded = { status: 200, codes: [], data: true };

describe('a query may go up to the limit, and no further', () => {
  it.each([
    ['deep', deep(12), deep(13), 'QUERY_TOO_DEEP'],
    ['deep by fragments', deepInFragments(12), deepInFragments(13), 'QUERY_TOO_DEEP'],
    ['wide in tokens', tokens(2_000), tokens(2_001), 'TOO_MANY_TOKENS'],
    ['wide in pages', pages(30, 100), pages(30, 100).replaceAll('id on', 'id on office'), 'QUERY_TOO_COSTLY'],
  ])(
    '%s',
    async (_what, most, more, code) => {
      expect(await ask(most)).toStrictEqual(answered);
      expect(await ask(more)).toStrictEqual(refusedWith(code));
    },
    patience,
  );

  it(
    'wide in aliases, where they name what is asked for',
    async () => {
      const views = (count: number): string =>
        `{ ${times(count, (index) => `a${String(index)}: views { name }`)} }`;
      expect(await ask(views(30))).toStrictEqual(answered);
      expect(await ask(views(31))).toStrictEqual(refusedWith('TOO_MANY_ALIASES'));
      expect(await ask(aliases(31))).toStrictEqual(answered);
    },
    patience,
  );

  it(
    'costly by its variables, and by how many rows there may be',
    async () => {
      const acts = `query ($first: Int) { ${times(30, (index) => `p${String(index)}: acts(first: $first) { edges { node { ${fields} office } } }`)} }`;
      expect(await ask(acts, { first: 10 })).toStrictEqual(answered);
      expect(await ask(acts, { first: 100 })).toStrictEqual(refusedWith('QUERY_TOO_COSTLY'));
      const rows = (by: string): string =>
        `{ totals(from: "2024-01", to: "2024-12", by: ${by}) { rows { events(first: 100) { edges { node { act event } } } } } }`;
      expect(await ask(rows('NONE'))).toStrictEqual(answered);
      expect(await ask(rows('MONTH'))).toStrictEqual(answered);
      expect(await ask(rows('MONTH').replace('2024-01', '1924-01'))).toStrictEqual(
        refusedWith('QUERY_TOO_COSTLY'),
      );
      expect(
        await ask(
          rows('KIND').replace(
            'act event',
            'act event at actor on worker kind { code zh en } acts headcount sessions hours items amountFen paidFen',
          ),
        ),
      ).toStrictEqual(refusedWith('QUERY_TOO_COSTLY'));
    },
    patience,
  );

  it(
    'of so many fields of one name that to compare them would take too long',
    async () => {
      expect(await ask(`{ ${'__typename '.repeat(1_900)} }`)).toStrictEqual(refusedWith('QUERY_TOO_COSTLY'));
    },
    patience,
  );

  it(
    'grown by fragments that double: it is refused without being unfolded',
    async () => {
      const doubling = times(
        10,
        (index) =>
          `fragment D${String(index)} on Query { ${times(6, (copy) => (index === 9 ? `x${String(copy)}: __typename` : `...on Query { ...D${String(index + 1)} }`))} }`,
      );
      const { codes, data } = await ask(`{ ...D0 } ${doubling}`);
      expect([codes, data]).toStrictEqual([[expect.stringMatching(/^QUERY_TOO|^TOO_MANY/)], false]);
    },
    patience,
  );

  it(
    'and a client that reads the status is told by it, too',
    async () => {
      const headers = { accept: 'application/graphql-response+json' };
      for (const query of [
        deep(13),
        tokens(2_001),
        pages(31, 1),
        pages(30, 100).replaceAll('id on', 'id on office'),
      ]) {
        expect((await ledger().client.codes({ query }, headers)).status).toBe(400);
      }
    },
    patience,
  );
});

describe('a mutation past a limit', () => {
  it(
    'writes nothing, not even its part within the limit',
    async () => {
      const clerk = new Clerk(ledger().client);
      const before = await clerk.events();
      const record = (index: number): string =>
        `m${String(index)}: recordAct(input: { idempotencyKey: "limit-${String(index)}", kind: "station-visit",
          on: "2023-01-01", district: "330602", headcount: 1 }) { position userErrors { code } }`;
      expect(await ask(`mutation { ${times(31, record)} }`)).toStrictEqual(refusedWith('TOO_MANY_ALIASES'));
      const many = Array.from({ length: 5 }, (_, index) => ({ query: `mutation { ${record(index)} }` }));
      expect(await ledger().client.codes(many)).toStrictEqual({
        status: 400,
        codes: ['BATCH_REFUSED'],
        data: false,
      });
      const padded = `mutation { ${record(0)} } ${'#'.repeat(257 * 1024)}`;
      expect(await ask(padded)).toStrictEqual({ status: 413, codes: ['BODY_TOO_LARGE'], data: false });
      expect(await clerk.events()).toBe(before);
    },
    patience,
  );

  it(
    'sent by a page of another site is refused, as any request of one is',
    async () => {
      const query = '{ views { name } }';
      const from = (site: string): Promise<Coded> =>
        ledger().client.codes({ query }, { 'sec-fetch-site': site });
      for (const site of ['cross-site', 'same-site']) {
        expect(await from(site)).toStrictEqual({ status: 403, codes: ['CROSS_SITE'], data: false });
      }
      expect(await from('same-origin')).toStrictEqual(answered);
    },
    patience,
  );
});
