import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import type { GraphQLError, ValidationContext, ValidationRule } from 'graphql';
import { fault } from './api-fault.js';
import type { Limits } from './request-limits.js';

/**
 * Options that make a rule of the library report our error. By default the rule throws its own error, which would look
 * like an internal error of the server.
 */
const reporting = (error: GraphQLError) => ({
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null) => {
      context?.reportError(error);
    },
  ],
});

/**
 * Validation rules that limit the depth of a document and the number of its aliases. A fragment counts each time it is
 * used.
 */
export const documentLimits = ({ depthMax, aliasesMax }: Limits): readonly ValidationRule[] => {
  const tooDeep = fault('QUERY_TOO_DEEP', `fields may be nested ${String(depthMax)} deep, no deeper`);
  const tooMany = fault('TOO_MANY_ALIASES', `an operation may have ${String(aliasesMax)} aliases, no more`);
  const depth = maxDepthRule({ n: depthMax, flattenFragments: true, ...reporting(tooDeep) });
  const aliases = maxAliasesRule({ n: aliasesMax, ...reporting(tooMany) });
  return [(context) => depth(context), (context) => aliases(context)];
};
