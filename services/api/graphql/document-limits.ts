import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import type { GraphQLError, ValidationContext, ValidationRule } from 'graphql';
import { fault } from './api-fault.js';
import type { Limits } from './request-limits.js';

/** Lets a rule report one error of ours instead of throwing one of its own, which would look like a fault of ours. */
const reporting = (error: GraphQLError) => ({
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null) => {
      context?.reportError(error);
    },
  ],
});

/** How deep a document may go, and how many aliases an operation may have; fragments count where they are spread. */
export const documentLimits = ({ depthMax, aliasesMax }: Limits): readonly ValidationRule[] => {
  const tooDeep = fault('QUERY_TOO_DEEP', `fields may be nested ${String(depthMax)} deep, no deeper`);
  const tooMany = fault('TOO_MANY_ALIASES', `an operation may have ${String(aliasesMax)} aliases, no more`);
  const depth = maxDepthRule({ n: depthMax, flattenFragments: true, ...reporting(tooDeep) });
  const aliases = maxAliasesRule({ n: aliasesMax, ...reporting(tooMany) });
  return [(context) => depth(context), (context) => aliases(context)];
};
