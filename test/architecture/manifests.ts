import { packages, unreadable } from './imports.js';
import { isNode, packageOf } from './package-homes.js';
import { isIn, isOurs, isSpec, readText, type Source } from './sources.js';

/** What a package says of itself: what it depends on, and which folders its compilation refers to. */
export type Manifest = Readonly<{
  folder: string;
  dependencies: readonly string[];
  references: readonly string[];
}>;

/** Packages that others load by their names. */
const loadedByOthers = ['@as-integrations/express5', 'rxjs'];

/** Packages whose sources go into the product. The tests' own package also uses what the workspace installs. */
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

/** Where a package's dependencies are not what its sources import, or its references not its dependencies of ours. */
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
