import { buildSchema, execute, parse, type GraphQLResolveInfo } from 'graphql';
import { selects } from './selected-fields.js';

const schema = buildSchema(`
  type Row { people: Int acts: Int below: [Row!] }
  type Totals { rows: [Row!] settled: Boolean }
  type Query { totals: Totals }
`);

/** The result of `selects` for a path, called in the resolver of `totals`. */
const asked = async (query: string, ...path: readonly string[]): Promise<boolean> => {
  const reported: boolean[] = [];
  const rootValue = {
    totals: (_args: unknown, _context: unknown, info: GraphQLResolveInfo) => {
      reported.push(selects(info, ...path));
      return null;
    },
  };
  await execute({ schema, document: parse(query), rootValue, variableValues: { not: false } });
  const [answer] = reported;
  if (answer === undefined) throw new Error('totals were not resolved');
  return answer;
};

describe('a field', () => {
  it.each<readonly [query: string, path: readonly string[]]>([
    ['{ totals { rows { people } } }', ['rows']],
    ['{ totals { rows { people } } }', ['rows', 'people']],
    ['{ totals { settled rows { acts people } } }', ['settled']],
    ['{ totals { figures: rows { heads: people } } }', ['rows', 'people']],
    ['{ totals { ... on Totals { rows { ... { people } } } } }', ['rows', 'people']],
    [
      '{ totals { ...T } } fragment T on Totals { rows { ...R } } fragment R on Row { people }',
      ['rows', 'people'],
    ],
    ['{ totals { settled } totals { rows { people } } }', ['rows', 'people']],
    ['{ totals { a: rows { acts } b: rows { people } } }', ['rows', 'people']],
    ['{ totals { rows { below { people } } } }', ['rows', 'below', 'people']],
    // A field with @skip or @include counts as selected.
    ['query ($not: Boolean!) { totals { rows @include(if: $not) { people } } }', ['rows', 'people']],
  ])('is selected: %s, %j', async (query, path) => {
    expect(await asked(query, ...path)).toBe(true);
  });

  it.each<readonly [query: string, path: readonly string[]]>([
    ['{ totals { settled } }', ['rows']],
    ['{ totals { rows { acts } } }', ['rows', 'people']],
    ['{ totals { rows: settled } }', ['settled', 'rows']],
    ['{ totals { rows { people: acts } } }', ['rows', 'people']],
    ['{ totals { rows { below { people } } } }', ['rows', 'people']],
    ['{ totals { ...T } } fragment T on Totals { settled }', ['rows']],
    ['{ totals { __typename } }', ['rows']],
  ])('is not selected: %s, %j', async (query, path) => {
    expect(await asked(query, ...path)).toBe(false);
  });

  it('is always selected for an empty path, because its resolver runs only then', async () => {
    expect(await asked('{ totals { __typename } }')).toBe(true);
  });
});
