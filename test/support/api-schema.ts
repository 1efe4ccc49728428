import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scalars } from '@ledger/api/graphql/scalars.js';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { buildSchema, GraphQLScalarType, type GraphQLSchema } from 'graphql';

const folder = join(workspaceRoot(), 'schema', 'graphql');

/** The GraphQL schema built from the SDL files, with the API's own scalars but without resolvers. */
export const apiSchema = (): GraphQLSchema => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
  const schema = buildSchema(files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n'));
  for (const [name, { serialize, parseValue, parseLiteral }] of Object.entries(scalars)) {
    const type = schema.getType(name);
    if (!(type instanceof GraphQLScalarType)) throw new Error(`the SDL has no scalar ${name}`);
    Object.assign(type, { serialize, parseValue, parseLiteral });
  }
  return schema;
};
