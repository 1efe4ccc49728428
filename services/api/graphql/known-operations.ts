import { GraphQLError, type ValidationRule } from 'graphql';

/**
 * Refuses an operation type for which the schema has no root (e.g. a mutation) during validation. Executing the
 * operation would fail in a way that looks like an internal error.
 */
export const knownOperations: ValidationRule = (context) => ({
  OperationDefinition(node) {
    if (context.getSchema().getRootType(node.operation) != null) return;
    context.reportError(new GraphQLError(`the ledger has no ${node.operation}`, { nodes: node }));
  },
});
