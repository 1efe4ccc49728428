import {
  getOperationAST,
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { fault } from './api-fault.js';
import { documentLimits } from './document-limits.js';
import { knownOperations } from './known-operations.js';
import { costRefusal } from './query-cost.js';
import type { Limits } from './request-limits.js';
import { hashAsked, unlisted, type Safelist } from './safelist.js';
import { unsteadyRoot } from './subscription-roots.js';
import { unusableVariables } from './unusable-variables.js';

/** An operation as it arrives. Apollo has parsed the text of one that comes over HTTP. */
export type OperationRequest = Readonly<{
  query: string | DocumentNode;
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

/** Over HTTP the safelist is applied before the body is parsed, and `safelist` is null here. */
type Rules = Readonly<{
  limits: Limits;
  production: boolean;
  safelist: Safelist | null;
  over: 'HTTP' | 'WebSocket';
}>;
type Errors = readonly GraphQLError[];

const isErrors = (value: DocumentNode | OperationDefinitionNode | Errors): value is Errors =>
  Array.isArray(value);

/** A copy of the error with a code; a code that the error has already is kept. */
const coded = (error: GraphQLError, code: string, message = error.message): GraphQLError =>
  new GraphQLError(message, {
    nodes: error.nodes ?? null,
    originalError: error.originalError ?? null,
    extensions: { code, ...error.extensions },
  });

/** The parsed operation; if there is a safelist, its text comes from that list. */
const parsed = (asked: OperationRequest, { limits, safelist }: Rules): DocumentNode | Errors => {
  if (typeof asked.query !== 'string') return asked.query;
  const text = safelist === null ? asked.query : safelist.get(hashAsked(asked) ?? '');
  if (text === undefined) return [unlisted];
  try {
    return parse(text, { maxTokens: limits.tokensMax });
  } catch (error) {
    if (error instanceof GraphQLError) return [coded(error, 'GRAPHQL_PARSE_FAILED')];
    throw error;
  }
};

/** The suggestion that graphql-js adds to an error about an unknown name. It reveals names of the schema. */
const proposal = / ?Did you mean(.+?)\?$/;

/**
 * Returns a function that validates documents. Most clients send the same documents again and again, and Apollo then
 * passes the same object: it is validated once, because this takes as long as recording an act.
 */
const validation = (schema: GraphQLSchema, { limits, production }: Rules) => {
  const rules = [...specifiedRules, knownOperations, ...documentLimits(limits)];
  const errorsIn = (document: DocumentNode): Errors => {
    const unsteady = unsteadyRoot(document);
    if (unsteady !== null) return [unsteady];
    const [revealing] = production ? validate(schema, document, [NoSchemaIntrospectionCustomRule]) : [];
    if (revealing !== undefined) return [coded(revealing, 'INTROSPECTION_DISABLED')];
    return validate(schema, document, rules).map((error) =>
      coded(
        error,
        'GRAPHQL_VALIDATION_FAILED',
        production ? error.message.replace(proposal, '') : error.message,
      ),
    );
  };
  const known = new WeakMap<DocumentNode, Errors>();
  return (document: DocumentNode): Errors => {
    const errors = known.get(document) ?? errorsIn(document);
    known.set(document, errors);
    return errors;
  };
};

/** Subscriptions are sent over WebSocket; HTTP, which allows only one response, takes everything else. */
const misplaced = ({ operation }: OperationDefinitionNode, { over }: Rules): Errors => {
  const isSubscription = operation === OperationTypeNode.SUBSCRIPTION;
  if (isSubscription === (over === 'WebSocket')) return [];
  const message = isSubscription
    ? 'a subscription is sent over WebSocket, at this same address'
    : `a ${operation} is sent over HTTP, a subscription over WebSocket`;
  return [fault('BAD_REQUEST', message)];
};

const operationOf = (
  document: DocumentNode,
  name: OperationRequest['operationName'],
): OperationDefinitionNode | Errors => {
  const lacking = name == null ? '' : `; there is no "${name}"`;
  const message = `name one of the operations of the document${lacking}`;
  return getOperationAST(document, name) ?? [fault('OPERATION_RESOLUTION_FAILURE', message)];
};

/**
 * Checks an operation before it runs: by the same limits, and with the same error codes, over HTTP and over WebSocket.
 * Returns all errors of the first check that it does not pass.
 */
export const admission = (
  schema: GraphQLSchema,
  rules: Rules,
): ((asked: OperationRequest) => Admitted | Errors) => {
  const invalid = validation(schema, rules);
  return (asked) => {
    const { operationName = null, variables } = asked;
    const document = parsed(asked, rules);
    if (isErrors(document)) return document;
    const operation = operationOf(document, operationName);
    const wrong = isErrors(operation) ? [] : misplaced(operation, rules);
    const errors = wrong.length > 0 ? wrong : invalid(document);
    if (errors.length > 0) return errors;
    if (isErrors(operation)) return operation;
    const variableValues = { ...variables };
    const unusable = unusableVariables({ schema, operation, variables: variableValues });
    if (unusable.length > 0) return unusable;
    const named = operationName ?? undefined;
    const sized = { schema, query: document, operationName: named, variables: variableValues };
    const costly = costRefusal(sized, rules.limits);
    return costly === null ? { schema, document, operation, operationName, variableValues } : [costly];
  };
};
