import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import ts from 'typescript';

/** Placeholder for an imported module whose name is known only at run time. */
export const unreadable = 'a name that only the running program knows';

const folders = ['schema', 'projections', 'infra', 'test'].concat(
  readdirSync(join(workspaceRoot(), 'services')).map((name) => `services/${name}`),
);

const nameIn = (manifest: string): string =>
  (JSON.parse(readFileSync(manifest, 'utf8')) as Readonly<{ name: string }>).name;

/** The folder of each workspace package, by package name. */
export const packages: ReadonlyMap<string, string> = new Map(
  folders.flatMap((folder) => {
    const manifest = join(workspaceRoot(), folder, 'package.json');
    return existsSync(manifest) ? [[nameIn(manifest), folder] as const] : [];
  }),
);

/** The source file of a built file: a `dist` folder is compiled from the folder that contains it. */
const sourceOf = (path: string): string => path.replace(/\/dist\//, '/').replace(/\.js(x?)$/, '.ts$1');

/**
 * Resolves the name of an imported module: the path of a file in this repository, or the name of an external package.
 */
const resolve = (path: string, name: string): string => {
  if (name.startsWith('.')) return sourceOf(posix.join(posix.dirname(path), name));
  const [scope = '', own = '', ...rest] = name.split('/');
  const folder = packages.get(`${scope}/${own}`);
  return folder === undefined ? name : sourceOf(posix.join(folder, ...rest));
};

const isMeta = (node: ts.Node | undefined, member: string): boolean =>
  node !== undefined &&
  ts.isPropertyAccessExpression(node) &&
  ts.isMetaProperty(node.expression) &&
  node.name.text === member;

const isCallOf = ({ expression }: ts.CallExpression): boolean =>
  expression.kind === ts.SyntaxKind.ImportKeyword ||
  (ts.isIdentifier(expression) && expression.text === 'require') ||
  isMeta(expression, 'resolve');

const isOwnUrl = ({ expression, arguments: given }: ts.NewExpression): boolean =>
  ts.isIdentifier(expression) && expression.text === 'URL' && isMeta(given?.[1], 'url');

const nameInCall = (node: ts.Node): ts.Node | undefined => {
  if (ts.isCallExpression(node) && isCallOf(node)) return node.arguments[0];
  return ts.isNewExpression(node) && isOwnUrl(node) ? node.arguments?.[0] : undefined;
};

/** The expression in which this node names another module, if it does. */
const moduleNamedBy = (node: ts.Node): ts.Node | undefined => {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node;
  return nameInCall(node);
};

/**
 * The modules that a file imports, each once: repository paths or package names. These count: value imports, type
 * imports, imports for side effects, re-exports, dynamic imports, `require`, and files that `import.meta.url` refers
 * to, which run in other processes.
 */
export const importsIn = (path: string, file: ts.SourceFile): readonly string[] => {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    const named = moduleNamedBy(node);
    if (named !== undefined)
      found.add(ts.isStringLiteralLike(named) ? resolve(path, named.text) : unreadable);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...found];
};
