import {
  getVariableValues,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { refusal } from './api-fault.js';

/** The maximum number of invalid values that are reported separately. */
const listedMax = 20;

type Given = Readonly<{
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  variables: Readonly<Record<string, unknown>>;
}>;

/**
 * The errors in the variables of an operation, all with the code BAD_USER_INPUT; empty if the operation can run. If
 * more than 20 values are invalid, one error names the first and says that there are more: graphql-js would stop with
 * an error that looks like an internal one.
 */
export const unusableVariables = ({ schema, operation, variables }: Given): readonly GraphQLError[] => {
  const definitions = operation.variableDefinitions ?? [];
  const { errors = [] } = getVariableValues(schema, definitions, variables, { maxErrors: listedMax });
  const messages = errors
    .slice(0, listedMax)
    .map(({ message, nodes }) => refusal('BAD_USER_INPUT', message, nodes));
  const [first] = messages;
  if (errors.length <= listedMax || first === undefined) return messages;
  const more = `${first.message} More than ${String(listedMax)} values of the variables are wrong; this is the first of them.`;
  return [refusal('BAD_USER_INPUT', more, first.nodes)];
};
