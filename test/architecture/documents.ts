import { isIn, tops } from './sources.js';

/** The text from a heading to the next one of the same depth; a text without it has no such section. */
const sectionOf = (document: string, heading: string): string => {
  const [, section = ''] = document.split(`\n## ${heading}\n`);
  return section.split('\n## ')[0] ?? '';
};

const fencedIn = (section: string): string => /```text\n([\s\S]*?)```/.exec(section)?.[1] ?? '';

/** Names of folders and files at the beginning of a line, with one blank between; after two blanks, words on them. */
const drawnLine = /^( *)((?:[\w-]+\/|[\w-]+\.ts)(?: (?:[\w-]+\/|[\w-]+\.ts))*)(?: {2}|$)/;

/**
 * What the drawing under a heading names. Two blanks of indentation are one level; a name that stands alone on its line
 * is the parent of the lines indented below it; a line that begins with no name goes on with the words of the last.
 */
export const drawnIn = (document: string, heading: string): readonly string[] => {
  const way: string[] = [];
  return fencedIn(sectionOf(document, heading))
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', names = ''] = drawnLine.exec(line) ?? [];
      const depth = indent.length / 2;
      if (names === '' || !Number.isInteger(depth) || depth > way.length) return [];
      way.length = depth;
      const paths = names.split(' ').map((name) => [...way, name.replace(/\/$/, '')].join('/'));
      way.push(names.replace(/\/$/, ''));
      return paths;
    });
};

const isSource = (path: string): boolean => /\.(?:tsx?|graphql|mjs|csv)$/.test(path);

/** How deep a drawing goes: to the rooms, and in the tests to their kinds. */
const depthOf = (path: string): number => (isIn(path, 'test') ? 2 : 3);

/** Every folder that leads to a source, to the depth of a drawing. */
const foldersOf = (files: readonly string[]): ReadonlySet<string> =>
  new Set(
    files.filter(isSource).flatMap((file) => {
      const parts = file.split('/').slice(0, -1).slice(0, depthOf(file));
      return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
    }),
  );

const exists = (path: string, files: readonly string[]): boolean => files.some((file) => isIn(file, path));

/** Where a drawing and the tree differ: what is drawn and not there, and folders of sources that are not drawn. */
export const drawingFaults = (drawn: readonly string[], files: readonly string[]): readonly string[] => {
  const folders = foldersOf(files);
  return [
    ...drawn.filter((path) => !exists(path, files)).map((path) => `${path} is drawn, but not there`),
    ...[...folders].filter((path) => !drawn.includes(path)).map((path) => `${path} is there, but not drawn`),
  ];
};

const codeIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);

/**
 * The places of a table under a heading, from the last cell of each row. A word without a slash lies beside the path
 * named before it; what has a blank is a command.
 */
export const placesIn = (document: string, heading: string): readonly string[] =>
  sectionOf(document, heading)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .flatMap((row) => {
      let beside = '';
      return codeIn(row.split('|').at(-2) ?? '')
        .filter((code) => !code.includes(' '))
        .map((code) => {
          const path = code.includes('/') || beside === '' ? code : `${beside}/${code}`;
          if (code.includes('/')) beside = code.split('/').slice(0, -1).join('/');
          return path.replace(/\/$/, '');
        });
    });

export const missingPlaces = (places: readonly string[], files: readonly string[]): readonly string[] =>
  places.filter((place) => !exists(place, files));

/** Paths of ours that a document names anywhere, from the root or by the end of a file's path. */
export const pathsIn = (document: string): readonly string[] =>
  codeIn(document)
    .filter((code) => !code.includes(' '))
    .filter((code) => tops.some((top) => code.startsWith(`${top}/`)) || /^[\w/.-]+\.ts$/.test(code))
    .map((code) => code.replace(/\/$/, ''));

export const missingPaths = (paths: readonly string[], files: readonly string[]): readonly string[] =>
  paths.filter((path) => !exists(path, files) && !files.some((file) => file.endsWith(`/${path}`)));
