import type { ApolloServerPlugin } from '@apollo/server';
import {
  Kind,
  OperationTypeNode,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type SelectionSetNode,
} from 'graphql';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { refusal } from './api-fault.js';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** The @skip and @include directives on the fields of a selection and on the fragments that contain these fields. */
const leavingOut = (
  { selections }: SelectionSetNode,
  fragments: Fragments,
  visited: Set<string>,
): readonly DirectiveNode[] =>
  selections.flatMap((selection) => {
    const own = (selection.directives ?? []).filter(({ name }) => ['skip', 'include'].includes(name.value));
    switch (selection.kind) {
      case Kind.FIELD:
        return own;
      case Kind.INLINE_FRAGMENT:
        return [...own, ...leavingOut(selection.selectionSet, fragments, visited)];
      case Kind.FRAGMENT_SPREAD: {
        const { value } = selection.name;
        const within = visited.has(value) ? undefined : fragments.get(value);
        visited.add(value);
        return within === undefined ? own : [...own, ...leavingOut(within.selectionSet, fragments, visited)];
      }
    }
  });

/**
 * The refusal of a document in which @skip or @include may leave out the root field of a subscription; null if there is
 * no such document. The rule is from the GraphQL specification of 2025. It must run before the rules of graphql-js,
 * because one of them throws in this case instead of reporting an error.
 */
export const unsteadyRoot = ({ definitions }: DocumentNode, code: Api.ErrorCode): GraphQLError | null => {
  const fragments: Fragments = new Map(
    definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  const nodes = definitions.flatMap((each) =>
    each.kind === Kind.OPERATION_DEFINITION && each.operation === OperationTypeNode.SUBSCRIPTION
      ? leavingOut(each.selectionSet, fragments, new Set())
      : [],
  );
  if (nodes.length === 0) return null;
  return refusal(
    code,
    'the field of a subscription must always be there: neither @skip nor @include may stand at it, nor at a fragment around it',
    nodes,
  );
};

/**
 * Reports the error over HTTP as one that the client caused: the rule of graphql-js throws, and Apollo would report an
 * internal error.
 */
export const steadyRoots: ApolloServerPlugin = {
  unexpectedErrorProcessingRequest: async ({ requestContext: { document } }) => {
    const refused = document === undefined ? null : unsteadyRoot(document, 'BAD_REQUEST');
    if (refused !== null) throw refused;
  },
};
