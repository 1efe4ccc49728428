import { readFileSync } from 'node:fs';
import { projectFile } from './sheet-files.js';

/** The documents whose fenced blocks users copy, in the order in which they are read. */
export const readmes = [
  'README.md',
  'services/README.md',
  'schema/README.md',
  'projections/README.md',
  'infra/README.md',
  'test/README.md',
] as const;

/** A fenced block of a document. */
export type Block = Readonly<{
  document: string;
  language: string;
  /** Why no test can run it, as its fence says; null if a test runs it. */
  notRun: string | null;
  text: string;
  /** The paragraph before the block, which says what the block is: for example, the file that it shows. */
  before: string;
}>;

const fenced = /((?:[^\n]+\n)*)\n*```(\w*)(?: not-run: ([^\n]+))?\n([\s\S]*?)```/g;

export const blocksIn = (document: string, markdown: string): readonly Block[] =>
  [...markdown.matchAll(fenced)].map(([, before = '', language = '', notRun = null, text = '']) => ({
    ...{ document, language, notRun, text, before: before.trimEnd() },
  }));

export const readmeText = (document: string): string => readFileSync(projectFile(document), 'utf8');

export const readmeBlocks = (document: string): readonly Block[] => blocksIn(document, readmeText(document));
