export type Attributes = Readonly<Record<string, string>>;

const declaration = 'xmlns';

/** Namespace in which programs mark extensions that other programs may ignore. */
const compatibility = 'http://schemas.openxmlformats.org/markup-compatibility/2006';

/** Elements of the compatibility namespace whose content is for programs without extensions, such as this reader. */
const transparent: ReadonlySet<string> = new Set(['AlternateContent', 'Fallback']);

const prefixOf = (name: string): string => name.slice(0, Math.max(0, name.indexOf(':')));

export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The namespaces that are declared for an element, by prefix; the default namespace has the empty prefix. */
type Scope = ReadonlyMap<string, string>;

const declaredIn = (attributes: Attributes, outer: Scope): Scope => {
  let scope: Map<string, string> | null = null;
  for (const name in attributes) {
    if (!name.startsWith(declaration)) continue;
    if (name.length > declaration.length && name.charAt(declaration.length) !== ':') continue;
    scope ??= new Map(outer);
    scope.set(name.slice(declaration.length + 1), attributes[name] ?? '');
  }
  return scope ?? outer;
};

/** Tracks the namespaces while a part is parsed, and decides which elements are passed to the handlers. */
export class XmlNamespaces {
  /** Namespaces of each open element, the innermost element last. */
  private readonly scopes: Scope[] = [new Map()];
  /** Namespace of the root element. */
  private own: string | null = null;
  /** Number of open elements from the outermost element of a foreign namespace inwards; 0 if there is none. */
  private foreign = 0;
  /**
   * Whether the innermost open element is skipped while its children are kept (the names in `transparent`).
   * `transparents` stores this value for the outer elements.
   */
  private isTransparent = false;
  private readonly transparents: boolean[] = [];

  /** Whether the handlers get the innermost element: it and all outer elements are in the root's namespace. */
  get isRead(): boolean {
    return this.foreign === 0 && !this.isTransparent;
  }

  open(name: string, attributes: Attributes): void {
    this.scopes.push(declaredIn(attributes, this.scopes.at(-1) ?? new Map()));
    const space = this.spaceOf(name);
    this.own ??= space;
    this.transparents.push(this.isTransparent);
    this.isTransparent = space === compatibility && transparent.has(localName(name));
    if (this.foreign > 0 || (space !== this.own && !this.isTransparent)) this.foreign += 1;
  }

  close(): void {
    this.scopes.pop();
    this.isTransparent = this.transparents.pop() ?? false;
    if (this.foreign > 0) this.foreign -= 1;
  }

  /** The namespace of a name by its prefix; empty if none is declared. */
  spaceOf(name: string): string {
    return this.scopes.at(-1)?.get(prefixOf(name)) ?? '';
  }

  /** The value of an attribute of the innermost element in one of the namespaces; undefined if it is missing. */
  attribute(attributes: Attributes, spaces: ReadonlySet<string>, local: string): string | undefined {
    return Object.entries(attributes).find(
      ([name]) => name.includes(':') && localName(name) === local && spaces.has(this.spaceOf(name)),
    )?.[1];
  }
}
