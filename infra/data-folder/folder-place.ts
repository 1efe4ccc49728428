import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { DataFolder } from './data-folder.js';
import { makeFolder } from './make-folder.js';

const nameBytes = 12;

/**
 * The random name of a data folder (24 hexadecimal digits). It distinguishes the data folders of several machines that
 * share one log. The owner of the folder creates the name at the first call; later calls read it from the file.
 */
export const folderPlace = ({ folder, place }: Pick<DataFolder, 'folder' | 'place'>): string => {
  if (existsSync(place)) return readFileSync(place, 'utf8').trim();
  makeFolder(folder);
  const name = randomBytes(nameBytes).toString('hex');
  const draft = `${place}.draft`;
  writeFileSync(draft, `${name}\n`, { mode: 0o600 });
  renameSync(draft, place);
  return name;
};
