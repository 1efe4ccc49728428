import {
  Kind,
  OperationTypeNode,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type SelectionSetNode,
} from 'graphql';
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
export const unsteadyRoot = ({ definitions }: DocumentNode): GraphQLError | null => {
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
    'GRAPHQL_VALIDATION_FAILED',
    'the field of a subscription must always be there: neither @skip nor @include may stand at it, nor at a fragment around it',
    nodes,
  );
};
