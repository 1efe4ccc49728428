import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import ts from 'typescript';
import { importsIn } from './imports.js';

/** A file of ours: its path from the root, with slashes, its text, its syntax, and what it imports. */
export type Source = Readonly<{
  path: string;
  text: string;
  syntax: ts.SourceFile;
  imports: readonly string[];
}>;

/** A rule over files. `applies` must hold for some file of the tree, or the rule guards nothing. */
export type Rule = Readonly<{
  applies: (source: Source) => boolean;
  breaches: (source: Source) => readonly string[];
}>;

const notOurs = new Set(['node_modules', 'dist', '.nx']);

/** Every file below a folder, by its path from the root; nothing that was built or installed. */
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

/** Whether a path, or a package's name, is that or lies in it. */
export const isIn = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);

/** The folders of the repository that hold code. */
export const tops = ['schema', 'services', 'projections', 'infra', 'test'];

/** Whether what is imported is a file of ours, and no foreign package. */
export const isOurs = (imported: string): boolean => tops.some((top) => isIn(imported, top));

export const isSpec = (path: string): boolean => path.endsWith('.spec.ts');

/** What goes into the product and was written by hand: no spec, nothing of `test`, nothing generated. */
export const isProduct = (path: string): boolean =>
  !isSpec(path) && !isIn(path, 'test') && !isIn(path, 'schema/generated');

/** Every TypeScript file of ours, specs, tests and what was generated too. Parsed once for all rules. */
export const tree: readonly Source[] = tops
  .flatMap(filesIn)
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => sourceOf(path, readText(path)));

/** What is wrong, in sentences that begin with the file. */
export const breachesOf = (rule: Rule, sources: readonly Source[]): readonly string[] =>
  sources
    .filter((source) => rule.applies(source))
    .flatMap((source) => rule.breaches(source).map((what) => `${source.path}: ${what}`));

/** The rule holds for the whole tree, and there is something in the tree that it holds for. */
export const expectKept = (rule: Rule): void => {
  expect(breachesOf(rule, tree)).toStrictEqual([]);
  expect(tree.filter((source) => rule.applies(source)).length).toBeGreaterThan(0);
};

/** Files that are in no tree, for the violations that prove a rule. */
export const sourcesOf = (files: Readonly<Record<string, string>>): readonly Source[] =>
  Object.entries(files).map(([path, text]) => sourceOf(path, text));

/** What the rule says of files that are in no tree. */
export const planted = (rule: Rule, files: Readonly<Record<string, string>>): readonly string[] =>
  breachesOf(rule, sourcesOf(files));

export const importing = (what: string): string => `import { x } from '${what}';\nexport const y = x;\n`;
