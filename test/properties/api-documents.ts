import fc from 'fast-check';
import {
  getNamedType,
  isCompositeType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
} from 'graphql';
import {
  anythingIn,
  literalOf,
  oneIn,
  valueIn,
  type Choose,
  type Known,
  type Place,
  type Sent,
} from './api-values.js';

/** A GraphQL request: the document and the values of its variables. */
export type Request = Readonly<{ query: string; variables: Readonly<Record<string, Sent>> }>;

type Field = GraphQLField<unknown, unknown>;

const depthMax = 9;
const types = [
  'Int',
  'String',
  'ID',
  'Boolean',
  '[ID!]',
  'ActFilter',
  'Month!',
  'Boolean!',
  'Sex',
  '[[Int]]',
];

/** Generates one document that follows the schema, with occasional mistakes of the kind that clients make. */
class Writer {
  readonly variables: Record<string, Sent> = {};
  private readonly declared: string[] = [];
  private readonly fragments: string[] = [];
  private names = 0;

  constructor(
    private readonly choose: Choose,
    private readonly known: Known,
    /** How often a value has the wrong type: one in this many. */
    private readonly wrongOneIn: number,
  ) {}

  /** The whole document: an operation with this field, and the fragments it uses. */
  document(kind: string, root: GraphQLObjectType, field: Field): string {
    const selected = this.field(root, field, 0);
    const declared = this.declared.length === 0 ? '' : `(${this.declared.join(', ')})`;
    return [`${kind} Q${declared} { ${selected} }`, ...this.fragments].join(' ');
  }

  private one(many: number): boolean {
    return oneIn(this.choose, many);
  }

  private fresh(prefix: string): string {
    this.names += 1;
    return `${prefix}${String(this.names)}`;
  }

  /** Adds a variable. It may be left undeclared, get a wrong type, or have no value. */
  private variable(type: string, value: Sent): string {
    const name = this.fresh('v');
    if (!this.one(200))
      this.declared.push(`$${name}: ${this.one(150) ? this.choose(() => fc.constantFrom(...types)) : type}`);
    if (!this.one(60)) this.variables[name] = value;
    return `$${name}`;
  }

  private argument(place: Place): string {
    const { name, type } = place;
    const value = valueIn(this.choose, this.known, place, this.wrongOneIn);
    const isLong = Array.isArray(value) && value.length > 500;
    if (isLong || this.one(2)) return `${name}: ${this.variable(String(type), value)}`;
    // A list literal with a variable as its only item.
    if (Array.isArray(value) && this.one(4))
      return `${name}: [${this.variable('ID', anythingIn(this.choose, this.known))}]`;
    const literal = literalOf(value, type);
    return `${name}: ${literal.length > 20_000 ? this.variable(String(type), value) : literal}`;
  }

  private arguments(field: Field): string {
    const given = field.args.filter(({ type }) => (isNonNullType(type) ? !this.one(200) : this.one(3)));
    return given.length === 0 ? '' : `(${given.map((each) => this.argument(each)).join(', ')})`;
  }

  private directive(): string {
    if (!this.one(25)) return '';
    const value = this.one(2)
      ? this.variable(
          this.one(2) ? 'Boolean!' : 'Boolean',
          this.one(3) ? anythingIn(this.choose, this.known) : this.one(2),
        )
      : this.choose(() => fc.constantFrom('true', 'false', 'true', 'false', 'null'));
    return ` @${this.choose(() => fc.constantFrom('skip', 'include'))}(if: ${value})`;
  }

  private field(parent: GraphQLObjectType, field: Field, depth: number): string {
    const type = getNamedType(field.type);
    const alias = this.one(15) ? `${this.fresh('a')}: ` : '';
    const head = `${alias}${field.name}${this.arguments(field)}${this.directive()}`;
    if (!isCompositeType(type) || !isObjectType(type)) return head;
    const selection = `{ ${this.selection(type, depth + 1)} }`;
    return this.one(25)
      ? `${head} ${selection} ... on ${parent.name} { __typename }`
      : `${head} ${selection}`;
  }

  private selection(type: GraphQLObjectType, depth: number): string {
    const all = Object.values(type.getFields());
    const leaves = all.filter((field) => !isCompositeType(getNamedType(field.type)));
    const within = depth < depthMax ? all.filter((field) => !leaves.includes(field)) : [];
    const chosen = [
      ...leaves.filter(() => this.one(4)).map((field) => this.field(type, field, depth)),
      ...within
        .filter(() => this.one(2))
        .slice(0, 3)
        .map((field) => this.field(type, field, depth)),
    ];
    return this.wrapped(type, ['__typename', ...chosen].join(' '));
  }

  /**
   * Returns the selection as it is or puts it into a fragment. A named fragment may spread itself, which is an error.
   */
  private wrapped(type: GraphQLObjectType, selection: string): string {
    if (this.one(10)) return `... on ${type.name}${this.directive()} { ${selection} }`;
    if (!this.one(12)) return selection;
    const name = this.fresh('F');
    const again = this.one(5) ? `...${name}` : '';
    this.fragments.push(`fragment ${name} on ${type.name} { ${selection} ${again} }`);
    return `...${name}${this.directive()}`;
  }
}

/** A random request for a random field of this root type. */
export const requestFor = (
  choose: Choose,
  known: Known,
  kind: 'query' | 'mutation' | 'subscription',
  root: GraphQLObjectType,
): Request => {
  const field = choose(() => fc.constantFrom(...Object.values(root.getFields())));
  const writer = new Writer(
    choose,
    known,
    choose(() => fc.constantFrom(1_000, 1_000, 200, 50, 6)),
  );
  return { query: writer.document(kind, root, field), variables: writer.variables };
};
