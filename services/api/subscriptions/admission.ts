import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { hash } from 'node:crypto';
import { costRefusal } from '../graphql/query-cost.js';
import { documentLimits } from '../graphql/document-limits.js';
import { fault } from '../graphql/api-fault.js';
import { knownOperations } from '../graphql/known-operations.js';
import type { Limits } from '../graphql/request-limits.js';
import { unsteadyRoot } from '../graphql/subscription-roots.js';
import { unusableVariables } from '../graphql/unusable-variables.js';
import { bareHash, type Safelist } from '../http/safelist.js';

/** An operation as it arrives in a WebSocket message. */
export type Asked = Readonly<{
  query: string;
  operationName?: string | null | undefined;
  variables?: Readonly<Record<string, unknown>> | null | undefined;
  extensions?: Readonly<Record<string, unknown>> | null | undefined;
}>;

/** An operation that has passed all checks. */
export type Admitted = Readonly<{
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  operationName: string | null;
  variableValues: Record<string, unknown>;
}>;

type Serving = Readonly<{ limits: Limits; production: boolean; safelist: Safelist | null }>;
type Errors = readonly GraphQLError[];

const isErrors = (value: DocumentNode | Admitted | Errors): value is Errors => Array.isArray(value);

/** A copy of the error with a code; a code that the error has already is kept. */
const coded = (error: GraphQLError, code: string, message = error.message): GraphQLError =>
  new GraphQLError(message, {
    nodes: error.nodes ?? null,
    originalError: error.originalError ?? null,
    extensions: { code, ...error.extensions },
  });

const hashNamed = ({ query, extensions }: Asked): string | null => {
  if (query !== '') return hash('sha256', query);
  const persisted = extensions?.['persistedQuery'];
  if (typeof persisted !== 'object' || persisted === null || !('sha256Hash' in persisted)) return null;
  return typeof persisted.sha256Hash === 'string' ? bareHash(persisted.sha256Hash) : null;
};

/** The text of the operation; if there is a safelist, the text comes from that list. */
const textOf = (asked: Asked, safelist: Safelist | null): string | Errors => {
  if (safelist === null) return asked.query;
  const listed = safelist.get(hashNamed(asked) ?? '');
  if (listed !== undefined) return listed;
  return [fault('NOT_SAFELISTED', 'this server answers known operations only, and this is none of them')];
};

const parsed = (text: string, { tokensMax }: Limits): DocumentNode | Errors => {
  try {
    return parse(text, { maxTokens: tokensMax });
  } catch (error) {
    if (error instanceof GraphQLError) return [coded(error, 'GRAPHQL_PARSE_FAILED')];
    throw error;
  }
};

/** The suggestion that graphql-js adds to an error about an unknown name. It reveals names of the schema. */
const proposal = / ?Did you mean(.+?)\?$/;

const invalid = (schema: GraphQLSchema, document: DocumentNode, { limits, production }: Serving): Errors => {
  const unsteady = unsteadyRoot(document, 'GRAPHQL_VALIDATION_FAILED');
  if (unsteady !== null) return [unsteady];
  const rules = [...specifiedRules, knownOperations, ...documentLimits(limits)];
  return validate(schema, document, rules).map((error) =>
    coded(
      error,
      'GRAPHQL_VALIDATION_FAILED',
      production ? error.message.replace(proposal, '') : error.message,
    ),
  );
};

const operationOf = (
  document: DocumentNode,
  name: string | null | undefined,
): OperationDefinitionNode | Errors => {
  const operation = getOperationAST(document, name);
  if (operation == null) {
    return [fault('OPERATION_RESOLUTION_FAILURE', 'name one of the operations of the document')];
  }
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) return operation;
  return [fault('BAD_REQUEST', `a ${operation.operation} is sent over HTTP, a subscription over WebSocket`)];
};

const isRefusal = (value: OperationDefinitionNode | Errors): value is Errors => Array.isArray(value);

/**
 * Checks an operation that arrives over a WebSocket by the same limits, and with the same error codes, as one over
 * HTTP. Only subscriptions are accepted.
 */
export const admission =
  (schema: GraphQLSchema, serving: Serving) =>
  (asked: Asked): Admitted | Errors => {
    const text = textOf(asked, serving.safelist);
    if (typeof text !== 'string') return text;
    const document = parsed(text, serving.limits);
    if (isErrors(document)) return document;
    const errors = invalid(schema, document, serving);
    if (errors.length > 0) return errors;
    const operation = operationOf(document, asked.operationName);
    if (isRefusal(operation)) return operation;
    const variables = { ...asked.variables };
    const unusable = unusableVariables({ schema, operation, variables });
    if (unusable.length > 0) return unusable;
    const operationName = asked.operationName ?? undefined;
    const costly = costRefusal({ schema, query: document, operationName, variables }, serving.limits);
    if (costly !== null) return [costly];
    return { schema, document, operation, operationName: operationName ?? null, variableValues: variables };
  };
