import { Kind, parse, visit, type ASTNode, type EnumTypeDefinitionNode } from 'graphql';

const describable: ReadonlySet<string> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.ENUM_VALUE_DEFINITION,
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.UNION_TYPE_DEFINITION,
  Kind.FIELD_DEFINITION,
  Kind.INPUT_VALUE_DEFINITION,
  Kind.DIRECTIVE_DEFINITION,
]);

const nameOf = (node: ASTNode): string | null =>
  'name' in node && node.name !== undefined ? node.name.value : null;

const isDescribed = (node: ASTNode): boolean =>
  'description' in node && node.description !== undefined && node.description.value.trim() !== '';

/** The paths of all types, fields, arguments, inputs and enum values in the SDL that have no description. */
export const undescribedIn = (sdl: string): readonly string[] => {
  const path: string[] = [];
  const found: string[] = [];
  visit(parse(sdl), {
    enter: (node) => {
      const name = nameOf(node);
      // The mention of a type has a name but no description of its own.
      if (name === null || node.kind === Kind.NAMED_TYPE) return;
      path.push(name);
      if (describable.has(node.kind) && !isDescribed(node)) found.push(path.join('.'));
    },
    leave: (node) => {
      if (nameOf(node) !== null && node.kind !== Kind.NAMED_TYPE) path.pop();
    },
  });
  return found;
};

/** The values of an enum in the order of the SDL. */
export const valuesOf = (sdl: string, name: string): readonly string[] => {
  const isIt = (node: ASTNode): node is EnumTypeDefinitionNode =>
    node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === name;
  const found = parse(sdl).definitions.find(isIt);
  return (found?.values ?? []).map((value) => value.name.value);
};
