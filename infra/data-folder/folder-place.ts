import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { DataFolder } from './data-folder.js';
import { makeFolder } from './make-folder.js';

const nameBytes = 12;

/** The name of a data folder, among those of all machines that have the same log; it is made once, by the folder's owner. */
export const folderPlace = ({ folder, place }: Pick<DataFolder, 'folder' | 'place'>): string => {
  if (existsSync(place)) return readFileSync(place, 'utf8').trim();
  makeFolder(folder);
  const name = randomBytes(nameBytes).toString('hex');
  const draft = `${place}.draft`;
  writeFileSync(draft, `${name}\n`, { mode: 0o600 });
  renameSync(draft, place);
  return name;
};
