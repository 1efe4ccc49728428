export type Attributes = Readonly<Record<string, string>>;

const declaration = 'xmlns';

/** How programs mark what others need not understand. */
const compatibility = 'http://schemas.openxmlformats.org/markup-compatibility/2006';

/** Elements of the compatibility namespace whose content is for readers that know no extension, as this one. */
const transparent: ReadonlySet<string> = new Set(['AlternateContent', 'Fallback']);

const prefixOf = (name: string): string => name.slice(0, Math.max(0, name.indexOf(':')));

export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The namespaces that hold within one element, by prefix; the default one has the empty prefix. */
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

/** Which namespace each name belongs to, while a part is read, and whether its reader is told of it. */
export class XmlNamespaces {
  /** The scopes of the elements that are open, the innermost last. */
  private readonly scopes: Scope[] = [new Map()];
  /** The namespace of the root: the part's own. */
  private own: string | null = null;
  /** How many elements are open from the outermost on that is of another namespace. */
  private foreign = 0;
  /** Whether the innermost element only holds what is for readers such as this one; and of those around it. */
  private isTransparent = false;
  private readonly transparents: boolean[] = [];

  /** Whether the innermost element is the part's own, and all around it. */
  get isTold(): boolean {
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

  /** The namespace of an element's name; empty where it has none. */
  spaceOf(name: string): string {
    return this.scopes.at(-1)?.get(prefixOf(name)) ?? '';
  }

  /** The value of the innermost element's attribute of that name in one of the namespaces; undefined without. */
  attribute(attributes: Attributes, spaces: ReadonlySet<string>, local: string): string | undefined {
    return Object.entries(attributes).find(
      ([name]) => name.includes(':') && localName(name) === local && spaces.has(this.spaceOf(name)),
    )?.[1];
  }
}
