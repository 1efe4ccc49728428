import { unreadable } from './imports.js';
import { knownBy, rooms } from './layout.js';
import { isIn, isOurs, isProduct, tree, type Rule } from './sources.js';

const isRoom = (place: string): boolean => Object.hasOwn(rooms, place);

const longestFirst = Object.keys(rooms).toSorted((a, b) => b.length - a.length);

/** The room of a file: the longest place of the layout that holds it. */
export const roomOf = (path: string): string | undefined => longestFirst.find((room) => isIn(path, room));

/** A place that is a room means that room alone; any other place means all that lies in it. */
export const holds = (place: string, path: string): boolean =>
  isIn(path, place) && (!isRoom(place) || roomOf(path) === place);

/** Every file of the product stands in a room, and imports only what its room may. */
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

/** Only a few know a package, and specs are no exception: infra is for the runtime, API and CLI are for nobody. */
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

/** A dynamic import in the product names its module, or no rule could see the arrow. */
export const namedImportRule: Rule = {
  applies: ({ path }) => isProduct(path),
  breaches: ({ imports }) => imports.filter((name) => name === unreadable).map((name) => `imports ${name}`),
};

const paths: ReadonlySet<string> = new Set(tree.map(({ path }) => path));

/** What is imported is there. The compiler sees to most of it, but not to files that are named for other processes. */
export const presentRule: Rule = {
  applies: ({ imports }) => imports.some(isOurs),
  breaches: ({ imports }) =>
    imports
      .filter((imported) => isOurs(imported) && !paths.has(imported))
      .map((imported) => `imports ${imported}, which is not there`),
};
