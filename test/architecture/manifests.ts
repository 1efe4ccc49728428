import { packages, unreadable } from './imports.js';
import { isNode, packageOf } from './package-homes.js';
import { isIn, isOurs, isSpec, readText, type Source } from './sources.js';

/** The dependencies in a package's package.json, and the folders that its tsconfig.json refers to. */
export type Manifest = Readonly<{
  folder: string;
  dependencies: readonly string[];
  references: readonly string[];
}>;

/** Packages that the code does not import, because other packages load them by name. */
const loadedByOthers = ['@as-integrations/express5', 'rxjs'];

/**
 * Packages whose sources are part of the product. The package of the tests is left out, because it also uses packages
 * that the workspace root installs.
 */
const folders = [...packages.values()].filter((folder) => folder !== 'test');

const json = (path: string): unknown => JSON.parse(readText(path));

export const manifests = (): readonly Manifest[] =>
  folders.map((folder) => {
    const { dependencies = {} } = json(`${folder}/package.json`) as { dependencies?: Record<string, string> };
    const { references } = json(`${folder}/tsconfig.json`) as { references: { path: string }[] };
    return {
      folder,
      dependencies: Object.keys(dependencies),
      references: references.map(({ path }) => new URL(path, `file:///${folder}/`).pathname.slice(1)),
    };
  });

const nameOf = (imported: string): string =>
  isOurs(imported)
    ? ([...packages].find(([, folder]) => isIn(imported, folder))?.[0] ?? imported)
    : packageOf(imported);

const neededBy = (folder: string, sources: readonly Source[]): ReadonlySet<string> =>
  new Set(
    sources
      .filter(({ path }) => isIn(path, folder) && !isSpec(path))
      .flatMap(({ imports }) => imports)
      .filter((imported) => imported !== unreadable && !isNode(imported) && !isIn(imported, folder))
      .map(nameOf),
  );

/**
 * Differences between a package's dependencies and its imports, and between its references and those dependencies that
 * are workspace packages.
 */
export const manifestFaults = (
  { folder, dependencies, references }: Manifest,
  sources: readonly Source[],
): readonly string[] => {
  const needed = neededBy(folder, sources);
  const referred = dependencies.flatMap((name) => packages.get(name) ?? []);
  return [
    ...[...needed]
      .filter((name) => !dependencies.includes(name))
      .map((name) => `${folder} imports ${name}, but does not depend on it`),
    ...dependencies
      .filter((name) => !needed.has(name) && !loadedByOthers.includes(name))
      .map((name) => `${folder} depends on ${name}, but does not import it`),
    ...referred
      .filter((other) => !references.includes(other))
      .map((other) => `${folder} does not refer to ${other}`),
    ...references
      .filter((other) => !referred.includes(other))
      .map((other) => `${folder} refers to ${other}, but does not depend on it`),
  ];
};
