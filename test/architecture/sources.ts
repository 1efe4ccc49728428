import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import ts from 'typescript';

/** A file of ours: its path from the root, with slashes, and its text. */
export type Source = Readonly<{ path: string; text: string }>;

/** What is wrong in a file, in words. */
export type Breach = Readonly<{ path: string; what: string }>;

/** A rule over files. `applies` must hold for some file of the tree, or the rule guards nothing. */
export type Rule = Readonly<{
  applies: (path: string) => boolean;
  breaches: (source: Source) => readonly string[];
}>;

const top = ['schema', 'services', 'projections', 'infra', 'test'] as const;
const notOurs = new Set(['node_modules', 'dist', 'generated', '.nx']);

const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(workspaceRoot(), folder), { withFileTypes: true })
    .filter(({ name }) => !notOurs.has(name))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : [path];
    });

export const readSource = (path: string): Source => ({
  path,
  text: readFileSync(join(workspaceRoot(), path), 'utf8'),
});

/** Every TypeScript file of ours, specs and tests too. */
export const tree: readonly Source[] = top
  .flatMap(filesIn)
  .filter((path) => path.endsWith('.ts'))
  .map(readSource);

export const isSpec = (path: string): boolean => path.endsWith('.spec.ts');

const packages: Readonly<Record<string, string>> = {
  schema: 'schema',
  ledger: 'services/ledger',
  api: 'services/api',
  cli: 'services/cli',
  projections: 'projections',
  infra: 'infra',
  test: 'test',
};

const resolve = (path: string, imported: string): string => {
  if (imported.startsWith('.')) return posix.join(posix.dirname(path), imported).replace(/\.js$/, '.ts');
  const [, name = '', rest = ''] = /^@ledger\/(\w+)\/(.*)$/.exec(imported) ?? [];
  const folder = packages[name];
  return folder === undefined ? imported : `${folder}/${rest}`.replace(/\.js$/, '.ts');
};

/** What a file imports, statically, dynamically or to export it again: paths of ours, or names of packages. */
export const importsOf = ({ path, text }: Source): readonly string[] =>
  ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => resolve(path, fileName));

/** Whether a path, or a package's name, is that or lies in it. */
export const isIn = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);

export const breachesOf = (rule: Rule, sources: readonly Source[]): readonly Breach[] =>
  sources
    .filter(({ path }) => rule.applies(path))
    .flatMap((source) => rule.breaches(source).map((what) => ({ path: source.path, what })));

/** The rule holds for the whole tree, and there is something in the tree that it holds for. */
export const expectKept = (rule: Rule): void => {
  expect(breachesOf(rule, tree)).toStrictEqual([]);
  expect(tree.filter(({ path }) => rule.applies(path)).length).toBeGreaterThan(0);
};
