import { apiSchema } from '@ledger/test/support/api-schema.js';
import { getOperationAST, parse } from 'graphql';
import { unusableVariables } from './unusable-variables.js';

const schema = apiSchema();

const reported = (query: string, variables: Readonly<Record<string, unknown>>): readonly unknown[] => {
  const operation = getOperationAST(parse(query));
  if (operation == null) throw new Error('there is no operation');
  return unusableVariables({ schema, operation, variables }).map(({ message, extensions, nodes }) => [
    extensions['code'],
    message,
    nodes?.length,
  ]);
};

describe('variables', () => {
  const query =
    'query ($first: Int!, $kinds: [ID!]) { acts(first: $first, filter: { kinds: $kinds }) { edges { cursor } } }';

  it('that are valid have no errors', () => {
    expect(reported(query, { first: 1, kinds: ['health-check'], more: {} })).toStrictEqual([]);
  });

  it('that are invalid are reported one by one', () => {
    expect(reported(query, { first: 'all', kinds: ['health-check', null] })).toStrictEqual([
      [
        'BAD_USER_INPUT',
        'Variable "$first" got invalid value "all"; Int cannot represent non-integer value: "all"',
        1,
      ],
      [
        'BAD_USER_INPUT',
        'Variable "$kinds" got invalid value null at "kinds[1]"; Expected non-nullable type "ID!" not to be null.',
        1,
      ],
    ]);
    expect(reported(query, { first: 1, kinds: Array(20).fill(null) })).toHaveLength(20);
  });

  it('of which very many are invalid are reported in one message', () => {
    expect(reported(query, { first: 1, kinds: Array(33_000).fill(null) })).toStrictEqual([
      [
        'BAD_USER_INPUT',
        'Variable "$kinds" got invalid value null at "kinds[0]"; Expected non-nullable type "ID!" not to be null. More than 20 values of the variables are wrong; this is the first of them.',
        1,
      ],
    ]);
  });
});
