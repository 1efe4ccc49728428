import {
  getVariableValues,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { refusal } from './api-fault.js';

/** How many values of variables that cannot be are told one by one. */
const toldMax = 20;

type Given = Readonly<{
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  variables: Readonly<Record<string, unknown>>;
}>;

/**
 * What is wrong with the variables of an operation, all of it BAD_USER_INPUT; none where it can be run with them. Past
 * 20 wrong values one sentence tells the first and that there are more: graphql-js gives up counting with an error that
 * looks like a fault of ours.
 */
export const unusableVariables = ({ schema, operation, variables }: Given): readonly GraphQLError[] => {
  const definitions = operation.variableDefinitions ?? [];
  const { errors = [] } = getVariableValues(schema, definitions, variables, { maxErrors: toldMax });
  const told = errors
    .slice(0, toldMax)
    .map(({ message, nodes }) => refusal('BAD_USER_INPUT', message, nodes));
  const [first] = told;
  if (errors.length <= toldMax || first === undefined) return told;
  const more = `${first.message} More than ${String(toldMax)} values of the variables are wrong; this is the first of them.`;
  return [refusal('BAD_USER_INPUT', more, first.nodes)];
};
