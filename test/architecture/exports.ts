import ts from 'typescript';
import { isIn, type Source } from './sources.js';

/** Exports that no file imports, because Node calls them by name: by file path, the name of the export. */
const asked: ReadonlyMap<string, string> = new Map([['test/faults/redirect.ts', 'resolve']]);

/** Generated files are not checked, because nobody chooses their exports by hand. */
const isByHand = ({ path }: Source): boolean => !isIn(path, 'schema/generated');

const isExported = (node: ts.Statement): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

const namesIn = (name: ts.Node | undefined): readonly string[] => {
  if (name === undefined) return [];
  if (ts.isIdentifier(name)) return [name.text];
  return ts.isObjectBindingPattern(name) || ts.isArrayBindingPattern(name)
    ? name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : []))
    : [];
};

/** The names that a file exports. */
const exportsOf = ({ syntax }: Source): readonly string[] =>
  syntax.statements.filter(isExported).flatMap((statement) => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) => namesIn(name));
    return 'name' in statement ? namesIn(statement.name as ts.Node | undefined) : [];
  });

/** How often each identifier occurs in a file. */
const wordsOf = ({ syntax }: Source): ReadonlyMap<string, number> => {
  const words = new Map<string, number>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) words.set(node.text, (words.get(node.text) ?? 0) + 1);
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  return words;
};

/**
 * Exported names that are not needed: no importing file contains the name, and the file itself contains it only once.
 */
export const deadExports = (sources: readonly Source[]): readonly string[] => {
  const words = new Map(sources.map((source) => [source.path, wordsOf(source)]));
  const importers = new Map<string, string[]>();
  for (const { path, imports } of sources)
    for (const imported of imports) importers.set(imported, [...(importers.get(imported) ?? []), path]);
  return sources.filter(isByHand).flatMap((source) => {
    const { path } = source;
    const isSpokenOf = (name: string): boolean =>
      (words.get(path)?.get(name) ?? 0) > 1 ||
      (importers.get(path) ?? []).some((importer) => words.get(importer)?.has(name)) ||
      asked.get(path) === name;
    return exportsOf(source)
      .filter((name) => !isSpokenOf(name))
      .map((name) => `${path} exports ${name} for nobody`);
  });
};
