/** Maximum number of keys in one query, so that it stays far below the size limit of a MongoDB message. */
const askedMax = 5_000;

export const chunksOf = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / askedMax) }, (_, index) =>
    all.slice(index * askedMax, (index + 1) * askedMax),
  );
