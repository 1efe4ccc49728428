import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildFilesOf } from '@ledger/infra/documents/embedded/build-files.js';
import { enginesOf } from './engines.js';
import type { Settings } from './settings.js';

/** A file in the data folder, or a folder in it with all its contents. */
export type FileUse = Readonly<{ file: string; bytes: number }>;

/** Bytes on disk of each part of the ledger; null if the part is stored on a server. */
export type PartUse = Readonly<Record<'log' | 'vault' | 'views', number | null>>;

/** The disk use of a ledger: by part, and by file of its data folder, sorted by name. */
export type DiskUse = Readonly<{ parts: PartUse; files: readonly FileUse[] }>;

/**
 * The size in bytes of a file or folder; 0 if it does not exist, because files may be removed during the measurement.
 */
const bytesOf = (path: string): number => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.size;
  let bytes = 0;
  for (const name of readdirSync(path)) bytes += bytesOf(join(path, name));
  return bytes;
};

const withLog = (file: string): number => bytesOf(file) + bytesOf(`${file}-wal`);

/** The bytes of the views, including builds (separately folded copies of a view) that have files of their own. */
const viewsBytesOf = (file: string): number =>
  [file, ...buildFilesOf(file)].reduce((bytes, each) => bytes + withLog(each), 0);

const partsOf = (settings: Settings): PartUse => {
  const { data } = settings;
  const { log, views, keys } = enginesOf(settings);
  return {
    log: log.engine === 'embedded' ? withLog(data.log) : null,
    vault: keys.engine === 'embedded' ? withLog(data.vault) : null,
    views: views.engine === 'embedded' ? viewsBytesOf(data.views) : null,
  };
};

const filesOf = (folder: string): readonly FileUse[] =>
  readdirSync(folder)
    .toSorted()
    .map((file) => ({ file, bytes: bytesOf(join(folder, file)) }));

/** The current disk use, by part of the ledger and by file of the data folder. */
export const diskUseOf = (settings: Settings): DiskUse => ({
  parts: partsOf(settings),
  files: filesOf(settings.data.folder),
});
