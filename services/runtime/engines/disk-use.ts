import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A file of the data folder, or a folder in it with everything that it holds. */
export type DiskUse = Readonly<{ file: string; bytes: number }>;

const bytesOf = (path: string): number => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.size;
  let bytes = 0;
  for (const name of readdirSync(path)) bytes += bytesOf(join(path, name));
  return bytes;
};

/** What each file of a folder takes on disk, by name; one that goes while it is looked at takes nothing. */
export const diskUseOf = (folder: string): readonly DiskUse[] =>
  readdirSync(folder)
    .toSorted()
    .map((file) => ({ file, bytes: bytesOf(join(folder, file)) }));
