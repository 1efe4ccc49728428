import { unreadable } from './imports.js';
import { knownBy, rooms } from './layout.js';
import { isIn, isOurs, isProduct, tree, type Rule } from './sources.js';

const isRoom = (place: string): boolean => Object.hasOwn(rooms, place);

const longestFirst = Object.keys(rooms).toSorted((a, b) => b.length - a.length);

/** The room of a file: the longest path in the layout that contains the file. */
export const roomOf = (path: string): string | undefined => longestFirst.find((room) => isIn(path, room));

/**
 * Whether a path that a rule allows covers a file. If the path is a room (a folder that the layout lists), it covers
 * only the files of that room, not those of other rooms inside it. Any other path covers everything below it.
 */
export const holds = (place: string, path: string): boolean =>
  isIn(path, place) && (!isRoom(place) || roomOf(path) === place);

/** Every file of the product must belong to a room and may import only the places that its room allows. */
export const roomRule: Rule = {
  applies: ({ path }) => isProduct(path),
  breaches: ({ path, imports }) => {
    const room = roomOf(path);
    if (room === undefined) return ['stands in no room'];
    return imports
      .filter((imported) => isOurs(imported) && roomOf(imported) !== room)
      .filter((imported) => !(rooms[room] ?? []).some((place) => holds(place, imported)))
      .map((imported) => `${room} may not import ${imported}`);
  },
};

/**
 * Only the listed folders may import certain packages, and this also holds for specs. Infra is for the runtime only;
 * nobody may import the API or the CLI. (All may be used in `test`.)
 */
export const knownByRule: Rule = {
  applies: ({ imports }) =>
    imports.some((imported) => Object.keys(knownBy).some((place) => isIn(imported, place))),
  breaches: ({ path, imports }) =>
    imports.flatMap((imported) => {
      const [place, known = []] = Object.entries(knownBy).find(([name]) => isIn(imported, name)) ?? [];
      if (place === undefined || known.some((home) => isIn(path, home))) return [];
      return [`${imported} is known by ${known.join(', ')} alone`];
    }),
};

/** A dynamic import in the product must name its module as a literal, otherwise no rule could check it. */
export const namedImportRule: Rule = {
  applies: ({ path }) => isProduct(path),
  breaches: ({ imports }) => imports.filter((name) => name === unreadable).map((name) => `imports ${name}`),
};

const paths: ReadonlySet<string> = new Set(tree.map(({ path }) => path));

/**
 * Every imported file exists. The compiler finds most missing files, but not those started as other processes by
 * `import.meta.url`.
 */
export const presentRule: Rule = {
  applies: ({ imports }) => imports.some(isOurs),
  breaches: ({ imports }) =>
    imports
      .filter((imported) => isOurs(imported) && !paths.has(imported))
      .map((imported) => `imports ${imported}, which is not there`),
};
