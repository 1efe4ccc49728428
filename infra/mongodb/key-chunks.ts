/** So many identifiers in one query stay far below the size of a message. */
const askedMax = 5_000;

export const chunksOf = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / askedMax) }, (_, index) =>
    all.slice(index * askedMax, (index + 1) * askedMax),
  );
