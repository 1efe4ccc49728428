import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * Creates a folder and its missing parent folders, readable for the current user only (mode 0700). The option
 * `recursive` of node:fs is not used: it never returns on a file system such as /proc, which answers ENOENT although
 * the parent folder exists.
 */
export const makeFolder = (folder: string): void => {
  if (isFolder(folder)) return;
  const above = dirname(folder);
  if (above !== folder && !existsSync(above)) makeFolder(above);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have created the folder at the same moment.
    if (!isFolder(folder)) throw error;
  }
};
