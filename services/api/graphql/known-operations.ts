import { GraphQLError, type ValidationRule } from 'graphql';

/** A kind of operation that the schema has no root for is the client's mistake; executing it would look like ours. */
export const knownOperations: ValidationRule = (context) => ({
  OperationDefinition(node) {
    if (context.getSchema().getRootType(node.operation) != null) return;
    context.reportError(new GraphQLError(`the ledger has no ${node.operation}`, { nodes: node }));
  },
});
