import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import ts from 'typescript';
import { importsIn } from './imports.js';

/**
 * A TypeScript file of the repository: its path from the root (with slashes), its text, its syntax tree, and its
 * imports.
 */
export type Source = Readonly<{
  path: string;
  text: string;
  syntax: ts.SourceFile;
  imports: readonly string[];
}>;

/**
 * A rule for files. `applies` must be true for at least one file of the repository, otherwise the rule checks nothing.
 */
export type Rule = Readonly<{
  applies: (source: Source) => boolean;
  breaches: (source: Source) => readonly string[];
}>;

const notOurs = new Set(['node_modules', 'dist', '.nx']);

/** All files below a folder, by path from the root, without built and installed files. */
export const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(workspaceRoot(), folder), { withFileTypes: true })
    .filter(({ name }) => !notOurs.has(name))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : [path];
    });

export const readText = (path: string): string => readFileSync(join(workspaceRoot(), path), 'utf8');

export const sourceOf = (path: string, text: string): Source => {
  const syntax = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  return { path, text, syntax, imports: importsIn(path, syntax) };
};

/** Whether a path (or package name) is equal to the place or below it. */
export const isIn = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);

/** The top folders that contain code. */
export const tops = ['schema', 'services', 'projections', 'infra', 'test'];

/** Whether an import is a file of this repository and not an external package. */
export const isOurs = (imported: string): boolean => tops.some((top) => isIn(imported, top));

export const isSpec = (path: string): boolean => path.endsWith('.spec.ts');

/** Whether a file is handwritten product code: not a spec, not below `test`, and not generated. */
export const isProduct = (path: string): boolean =>
  !isSpec(path) && !isIn(path, 'test') && !isIn(path, 'schema/generated');

/** All TypeScript files of the repository, including specs, tests and generated files. Parsed once for all rules. */
export const tree: readonly Source[] = tops
  .flatMap(filesIn)
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => sourceOf(path, readText(path)));

/** The breaches of a rule, as sentences that begin with the path of the file. */
export const breachesOf = (rule: Rule, sources: readonly Source[]): readonly string[] =>
  sources
    .filter((source) => rule.applies(source))
    .flatMap((source) => rule.breaches(source).map((what) => `${source.path}: ${what}`));

/** Expects that the rule has no breach in the repository and applies to at least one of its files. */
export const expectKept = (rule: Rule): void => {
  expect(breachesOf(rule, tree)).toStrictEqual([]);
  expect(tree.filter((source) => rule.applies(source)).length).toBeGreaterThan(0);
};

/** Made-up files that are not on disk, for violations that prove a rule. */
export const sourcesOf = (files: Readonly<Record<string, string>>): readonly Source[] =>
  Object.entries(files).map(([path, text]) => sourceOf(path, text));

/** The breaches of a rule in made-up files that are not on disk. */
export const planted = (rule: Rule, files: Readonly<Record<string, string>>): readonly string[] =>
  breachesOf(rule, sourcesOf(files));

export const importing = (what: string): string => `import { x } from '${what}';\nexport const y = x;\n`;
