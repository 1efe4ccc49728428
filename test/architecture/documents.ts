import { posix } from 'node:path';
import { isIn, tops } from './sources.js';

/**
 * The text of a Markdown section, from its heading to the next heading of level 2. Empty when there is no such section.
 */
const sectionOf = (document: string, heading: string): string => {
  const [, section = ''] = document.split(`\n## ${heading}\n`);
  return section.split('\n## ')[0] ?? '';
};

const fencedIn = (section: string): string => /```text\n([\s\S]*?)```/.exec(section)?.[1] ?? '';

/**
 * A line of a folder drawing: names of folders or files, separated by one space. After two spaces, the rest is a
 * description.
 */
const drawnLine = /^( *)((?:[\w-]+\/|[\w-]+\.ts)(?: (?:[\w-]+\/|[\w-]+\.ts))*)(?: {2}|$)/;

/**
 * The paths that the folder drawing under a heading names. Two spaces of indentation are one level. A name that is
 * alone on its line is the parent of the lines indented below it. A line without a name continues the description
 * before it.
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

/** How many folder levels a drawing shows: two below the folder `test`, three elsewhere. */
const depthOf = (path: string): number => (isIn(path, 'test') ? 2 : 3);

/** Every folder that contains a source at any depth, down to the depth of a drawing. */
const foldersOf = (files: readonly string[]): ReadonlySet<string> =>
  new Set(
    files.filter(isSource).flatMap((file) => {
      const parts = file.split('/').slice(0, -1).slice(0, depthOf(file));
      return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
    }),
  );

const exists = (path: string, files: readonly string[]): boolean => files.some((file) => isIn(file, path));

/**
 * The differences between a drawing and the repository: drawn paths that do not exist, and source folders that are not
 * drawn.
 */
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
 * The paths in the last column of the table under a heading. A word without a slash is in the same folder as the path
 * before it. Code that contains a space is a command and is left out.
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

/** The repository paths that a document names: full paths from the root, or the end of a file's path. */
export const pathsIn = (document: string): readonly string[] =>
  codeIn(document)
    .filter((code) => !code.includes(' '))
    .filter((code) => tops.some((top) => code.startsWith(`${top}/`)) || /^[\w/.-]+\.ts$/.test(code))
    .map((code) => code.replace(/\/$/, ''));

export const missingPaths = (paths: readonly string[], files: readonly string[]): readonly string[] =>
  paths.filter((path) => !exists(path, files) && !files.some((file) => file.endsWith(`/${path}`)));

/** The links of a document to files of the repository, as paths from the root, each with its heading after a `#`. */
export const linksIn = (document: string, text: string): readonly string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) =>
      target.startsWith('#') ? `${document}${target}` : posix.join(posix.dirname(document), target),
    );

/** What a link to a heading calls it, as GitHub does. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

const headingsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

/** Links whose file or folder does not exist, or whose file has no such heading. */
export const deadLinks = (
  links: readonly string[],
  files: readonly string[],
  textOf: (path: string) => string,
): readonly string[] =>
  links.filter((link) => {
    const [path = '', heading] = link.split('#');
    return !exists(path, files) || (heading !== undefined && !headingsOf(textOf(path)).includes(heading));
  });
