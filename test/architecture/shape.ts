import ts from 'typescript';
import { isIn, isSpec, type Rule } from './sources.js';

export const codeLinesMax = 200;
export const testLinesMax = 400;

/** Lines with a token on them: blank ones and comments are not counted. */
export const codeLinesOf = (text: string): number => {
  const file = ts.createSourceFile('counted.ts', text, ts.ScriptTarget.ES2022, true);
  const lines = new Set<number>();
  const mark = (node: ts.Node): void => {
    if (ts.isJSDoc(node)) return;
    if (node.getChildCount(file) === 0 && node.getEnd() > node.getStart(file)) {
      const [first, last] = [node.getStart(file), node.getEnd()].map(
        (at) => file.getLineAndCharacterOfPosition(at).line,
      );
      for (let line = first ?? 0; line <= (last ?? 0); line += 1) lines.add(line);
    }
    for (const child of node.getChildren(file)) mark(child);
  };
  mark(file);
  return lines.size;
};

export const sizeRule: Rule = {
  applies: () => true,
  breaches: ({ path, text }) => {
    const most = isSpec(path) || isIn(path, 'test') ? testLinesMax : codeLinesMax;
    const lines = codeLinesOf(text);
    return lines > most ? [`${String(lines)} lines of code; at most ${String(most)}`] : [];
  },
};

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.ts$/;

/** Files are named in kebab-case, and a word behind a dot says what they are. */
export const nameRule: Rule = {
  applies: () => true,
  breaches: ({ path }) => (kebab.test(path.split('/').at(-1) ?? '') ? [] : ['is not named in kebab-case']),
};

/** Only a slice has an index: elsewhere a file is imported by its own name. */
export const barrelRule: Rule = {
  applies: () => true,
  breaches: ({ path }) =>
    path.endsWith('/index.ts') && !/^services\/ledger\/[a-z-]+\/index\.ts$/.test(path)
      ? ['is a barrel outside of a slice']
      : [],
};

/** Rules of the core are not switched off where they bite. */
export const pardonRule: Rule = {
  applies: (path) => ['schema', 'services', 'projections', 'infra'].some((place) => isIn(path, place)),
  breaches: ({ text }) =>
    [...text.matchAll(/eslint-disable[\w-]*|@ts-(?:ignore|expect-error|nocheck)|as unknown as/g)].map(
      ([pardon]) => `has “${pardon}”`,
    ),
};
