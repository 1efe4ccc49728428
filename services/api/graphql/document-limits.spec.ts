import { apiSchema } from '@ledger/test/support/api-schema.js';
import { buildSchema, parse, specifiedRules, validate } from 'graphql';
import { documentLimits } from './document-limits.js';
import { knownOperations } from './known-operations.js';
import { limits } from './request-limits.js';

const schema = apiSchema();
const rules = [...specifiedRules, ...documentLimits({ ...limits, depthMax: 5, aliasesMax: 3 })];

/** The codes and messages of all violations of the limits in a document. */
const reported = (text: string) =>
  validate(schema, parse(text), rules).map(({ message, extensions }) => [extensions['code'], message]);

const tooDeep = [['QUERY_TOO_DEEP', 'fields may be nested 5 deep, no deeper']];
const tooMany = [['TOO_MANY_ALIASES', 'an operation may have 3 aliases, no more']];

/** An introspection query with this depth. */
const deep = (levels: number): string =>
  `{ __type(name: "Act") { ${'ofType { '.repeat(levels - 2)}name${' }'.repeat(levels - 2)} } }`;
const deepInFragments = (levels: number): string =>
  `{ __type(name: "Act") { ...F0 } } ${Array.from({ length: levels - 1 }, (_, index) =>
    index === levels - 2
      ? `fragment F${String(index)} on __Type { name }`
      : `fragment F${String(index)} on __Type { ofType { ...F${String(index + 1)} } }`,
  ).join(' ')}`;
const aliases = (count: number, field = 'views { name }'): string =>
  Array.from({ length: count }, (_, index) => `a${String(index)}: ${field}`).join(' ');

describe('a document', () => {
  it.each([
    '{ __typename }',
    '{ views { name } }',
    deep(5),
    deepInFragments(5),
    `{ acts { edges { node { ... { ... on Act { district { code } } } } } } }`,
    `{ ${aliases(3)} }`,
    // `__typename` does not count as an alias, because it is the same for all objects of a type.
    `{ views { name } ${aliases(9, '__typename')} }`,
    `query A { ${aliases(2)} } mutation B { eraseWorker(input: { idempotencyKey: "k", worker: "000000175" }) { position } }`,
  ])('may reach the limits: %s', (text) => {
    expect(reported(text)).toStrictEqual([]);
  });

  it.each([
    deep(6),
    deepInFragments(6),
    '{ acts { edges { node { person { acts { edges { cursor } } } } } } }',
    'query A { views { name } } query B { acts { edges { node { person { acts { view { lag } } } } } } }',
    'subscription { actsRecorded { act { person { acts { edges { cursor } } } } } }',
  ])('that is too deep gets one error: %s', (text) => {
    expect(reported(text)).toStrictEqual(tooDeep);
  });

  it.each([
    `{ ${aliases(4)} }`,
    `{ views { ${aliases(4, 'lag')} } }`,
    `{ ...F } fragment F on Query { ${aliases(4)} }`,
    `{ ...F ...G } fragment F on Query { ${aliases(2)} } fragment G on Query { ...F ${aliases(2).replaceAll('a', 'b').replaceAll('nbme', 'name')} }`,
    `mutation { ${aliases(4, 'eraseWorker(input: { idempotencyKey: "k", worker: "000000175" }) { position }')} }`,
  ])('with too many aliases gets one error: %s', (text) => {
    expect(reported(text)).toStrictEqual(tooMany);
  });
});

describe('an operation', () => {
  const withoutMutations = buildSchema('type Query { x: Int }');

  it('whose type is missing in the schema gets an error that says so', () => {
    const errors = validate(withoutMutations, parse('mutation { x } query { x }'), [knownOperations]);
    expect(errors.map(({ message, nodes }) => [message, nodes?.length])).toStrictEqual([
      ['the ledger has no mutation', 1],
    ]);
  });

  it.each(['{ x }', 'mutation { x }', 'subscription { x }'])(
    'whose type is in the schema passes: %s',
    (text) => {
      expect(validate(schema, parse(text), [knownOperations])).toStrictEqual([]);
    },
  );
});
