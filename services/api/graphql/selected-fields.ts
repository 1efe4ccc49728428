import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

const fieldsOf = (
  info: GraphQLResolveInfo,
  set: SelectionSetNode | undefined,
  name: string,
): readonly FieldNode[] =>
  (set?.selections ?? []).flatMap((selection) => {
    switch (selection.kind) {
      case Kind.FIELD:
        return selection.name.value === name ? [selection] : [];
      case Kind.INLINE_FRAGMENT:
        return fieldsOf(info, selection.selectionSet, name);
      case Kind.FRAGMENT_SPREAD:
        return fieldsOf(info, info.fragments[selection.name.value]?.selectionSet, name);
    }
  });

/**
 * Whether the query selects the field at the end of `path`, below the field that is being resolved. A field with @skip
 * or @include counts as selected.
 */
export const selects = (info: GraphQLResolveInfo, ...path: readonly string[]): boolean => {
  let fields: readonly FieldNode[] = info.fieldNodes;
  for (const name of path) fields = fields.flatMap(({ selectionSet }) => fieldsOf(info, selectionSet, name));
  return fields.length > 0;
};
