import { countBelow, nation } from '@ledger/schema/catalogue/districts.js';
import { kinds } from '@ledger/schema/catalogue/kinds.js';
import { apiSchema } from '@ledger/test/support/api-schema.js';
import { parse, type GraphQLError } from 'graphql';
import { costRefusal } from './query-cost.js';
import { topMax } from './query-filters.js';

type Variables = Readonly<Record<string, unknown>>;

const schema = apiSchema();
const judged = (costMax: number, query: string, variables: Variables = {}): GraphQLError | null =>
  costRefusal({ schema, query: parse(query), variables: { ...variables } }, { costMax });

/** Expects this exact cost: the operation passes with it as the limit, and is refused if the limit is one lower. */
const expectCost = (cost: number, query: string, variables?: Variables): void => {
  expect(judged(cost, query, variables)).toBeNull();
  expect(judged(cost - 1, query, variables)?.extensions['code']).toBe('QUERY_TOO_COSTLY');
};

describe('an operation costs one for each field', () => {
  it.each([
    [2, '{ views { name } }'],
    [6, '{ a: views { name } b: views { name lag stopped } }'],
    [2, 'subscription { viewsMoved { name } }'],
  ])('%d: %s', (cost, query) => {
    expectCost(cost, query);
  });

  it('times the number of nodes that a page may have', () => {
    const page = (args: string): string => `{ acts${args} { edges { node { id on } } } }`;
    expectCost(1 + 20 * 4, page(''));
    expectCost(1 + 20 * 4, page('(first: null, last: null)'));
    expectCost(1 + 1 * 4, page('(first: 1)'));
    expectCost(1 + 100 * 4, page('(first: 100)'));
    expectCost(1 + 7 * 4, page('(last: 7)'));
  });

  it('wherever a fragment is used, but not if a directive skips it', () => {
    const page = 'acts(first: 10) { ...C }';
    const fragment = 'fragment C on ActConnection { edges { cursor } }';
    expectCost(2 * (1 + 10 * 2), `{ a: ${page} b: ${page} } ${fragment}`);
    expectCost(1 + 10 * 2, `{ a: ${page} b: acts @skip(if: true) { ...C } } ${fragment}`);
    expectCost(1 + 10 * 2, `{ a: ${page} ... @include(if: false) { b: ${page} } } ${fragment}`);
  });

  it('with the sizes of nested pages multiplied', () => {
    const nested =
      '{ acts(first: 10) { edges { node { person { acts(first: 5) { edges { node { id } } } } } } } }';
    const inner = 1 + 5 * 3;
    expectCost(1 + 10 * (1 + 1 + 1 + inner), nested);
  });

  it('with an invalid page size counted as the nearest valid one', () => {
    const page = 'query ($first: Int) { acts(first: $first) { edges { cursor } } }';
    expectCost(1 + 1 * 2, page, { first: 0 });
    expectCost(1 + 1 * 2, page, { first: -1_000 });
    expectCost(1 + 100 * 2, page, { first: 1_000 });
    expectCost(1 + 20 * 2, page, { first: null });
    expectCost(1 + 20 * 2, page);
  });

  it('and ten more for each mutation', () => {
    const record = 'eraseWorker(input: { idempotencyKey: "k", worker: "000000175" }) { position }';
    expectCost(12, `mutation { ${record} }`);
    expectCost(24, `mutation { a: ${record} b: ${record} }`);
  });

  it('with the history of an act counted as ten steps', () => {
    expectCost(1 + 1 + 1 + 10 * 2, '{ act(id: "x") { act { history { at event } } } }');
  });
});

it('the incomplete documents of a view cost as much as twenty: usually there are none, at most a thousand', () => {
  expectCost(1 + 1 + 1 + 20 * 2, '{ act(id: "x") { view { incomplete { key because } } } }');
});

describe('totals cost the largest possible number of rows', () => {
  const totals = (args: string, months = 'from: "2024-01", to: "2024-12"'): string =>
    `{ totals(${months}, ${args}) { rows { acts } } }`;

  it.each([
    [1, totals('by: NONE')],
    [1, totals('by: null')],
    [kinds.length, totals('by: KIND')],
    [2, totals('by: KIND, kinds: ["health-check", "x"]')],
    [1, totals('by: KIND, kinds: []')],
    [kinds.length, totals(`by: KIND, kinds: [${'"x" '.repeat(200)}]`)],
    [9, totals('by: CATEGORY')],
    [12, totals('by: MONTH')],
    [1, totals('by: MONTH', 'from: "2024-12", to: "2024-12"')],
    [2, totals('by: MONTH', 'from: "2024-12", to: "2025-01"')],
    [1, totals('by: MONTH', 'from: "2024-12", to: "2024-01"')],
    [2, totals('by: QUARTER', 'from: "2024-01", to: "2024-03"')],
    [5, totals('by: QUARTER')],
    [2, totals('by: YEAR')],
    [3, totals('by: YEAR', 'from: "2024-01", to: "2025-01"')],
    [4, totals('by: SEX')],
    [1 + countBelow('330600'), totals('by: DISTRICT, district: "330600"')],
    [1 + countBelow(nation), totals('by: DISTRICT')],
    [1, totals('by: DISTRICT, district: "339999"')],
    [1 + 3, totals('by: EMPLOYER, top: 1')],
    [100 + 3, totals('by: OCCUPATION')],
    [topMax + 3, totals('by: OCCUPATION, top: null')],
    [topMax + 3, totals('by: EMPLOYER, top: 2000')],
    [1 + 3, totals('by: EMPLOYER, top: 0')],
  ])('%d: %s', (rows, query) => {
    expectCost(1 + rows * 2, query);
  });

  it.each([
    ['by: EMPLOYER, top: -1000000', 4],
    ['by: MONTH', 1],
    ['by: QUARTER', 2],
    ['by: YEAR', 2],
  ])('an invalid value, refused later, does not lower the cost: %s', (args, rows) => {
    const reversed = totals(args, 'from: "2024-01", to: "1924-01"').slice(2, -2);
    const pages = 'acts(first: 100) { edges { cursor } }';
    expectCost(1 + rows * 2 + 1 + 100 * 2, `{ ${reversed} ${pages} }`);
  });

  it('also if the arguments are variables', () => {
    const query = 'query ($to: Month!) { totals(from: "2024-01", to: $to, by: MONTH) { rows { acts } } }';
    expectCost(1 + 24 * 2, query, { to: '2025-12' });
  });
});

describe('an operation', () => {
  it('that may cost too much gets an error with the cost and advice', () => {
    expect(judged(80, '{ acts { edges { node { id on } } } }')?.message).toBe(
      'an operation may cost 80, this one may cost 81; ask for smaller pages, or for less of each node',
    );
  });

  it('with more fields than the maximum cost is refused before all are counted', () => {
    const doubling = Array.from(
      { length: 40 },
      (_, index) =>
        `fragment D${String(index)} on Query { ...D${String(index + 1)} ...D${String(index + 1)} }`,
    );
    const query = `{ ...D0 } ${doubling.join(' ')} fragment D40 on Query { views { name } }`;
    expect(judged(50_000, query)?.message).toBe(
      'an operation may cost 50000, this one has more fields; ask for smaller pages, or for less of each node',
    );
  });

  it('that is refused has an HTTP status and is not run', () => {
    expect(judged(1, '{ views { name } }')?.extensions).toMatchObject({
      ...{ code: 'QUERY_TOO_COSTLY', http: { status: 400 } },
    });
  });
});

describe('an invalid value does not exempt the rest of the operation from the limit', () => {
  const costly = `acts(first: 100) { edges { node { ${'id on place office worker sex '.repeat(10)} } } }`;

  it.each([
    ['$not: Boolean = true', '{ views { name @include(if: $not) }', { not: null }],
    ['$to: Month = "2024-12"', '{ totals(from: "2024-01", to: $to) { settled }', { to: null }],
  ])('%s, %s', (variable, field, variables) => {
    const query = `query (${variable}) ${field} ${costly} }`;
    const refused = judged(50_000, query, variables);
    expect(refused?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', http: { status: 400 } });
    expect(refused?.message).toMatch(/^Argument "\w+" of non-null type "\w+!" must not be null\.$/);
    expect(refused?.nodes).toHaveLength(1);
  });

  it.each<readonly [string, Variables]>([
    ['query ($id: ID!) { act(id: $id) { act { id } } }', {}],
    ['query ($first: Int) { acts(first: $first) { edges { cursor } } }', { first: 'all' }],
  ])('an invalid variable does not either: %s', (query, variables) => {
    expect(judged(50_000, query, variables)?.extensions['code']).toBe('BAD_USER_INPUT');
  });
});
