import ts from 'typescript';
import { isIn, type Rule } from './sources.js';

/** Words that names of the code have given up, each with the word that stands for it now (ARCHITECTURE.md, “Words”). */
export const retired: Readonly<Record<string, string>> = {
  bell: 'notifier',
  complain: 'log error',
  complaint: 'logged error',
  complaints: 'logged errors',
  desk: 'context, target or client',
  fate: 'outcome or stage',
  foresee: 'predict',
  handed: 'submitted, requested or sent',
  intake: 'import',
  journal: 'operator log',
  keeper: 'recorder, manager or storage',
  punctual: 'time limit',
  rung: 'notified',
  standing: 'state or status',
  survey: 'scan',
  told: 'reported, shown or logged',
  verdict: 'result',
};

/** Names that are stored, in the SDL, or of a driver: renaming them would change a format. */
export const spared: ReadonlySet<string> = new Set([
  'HandedInPerson',
  'handedIn',
  '_handedIn',
  'handedInPerson',
  'ImportStanding',
  'RowStanding',
  'standing',
  // An option of the MongoDB driver.
  'journal',
]);

/** The words of a name in camel case, in lower case. */
const wordsOf = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);

const namesIn = (syntax: ts.SourceFile): ReadonlySet<string> => {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  return names;
};

/** No name of the code contains a retired word. */
export const wordRule: Rule = {
  applies: ({ path }) => !isIn(path, 'schema/generated') && path !== 'test/architecture/words.ts',
  breaches: ({ syntax }) =>
    [...namesIn(syntax)].flatMap((name) =>
      spared.has(name)
        ? []
        : wordsOf(name)
            .filter((word) => Object.hasOwn(retired, word))
            .map((word) => `“${name}”: instead of “${word}” say ${retired[word] ?? ''}`),
    ),
};
