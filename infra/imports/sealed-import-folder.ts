import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportFolder } from '@ledger/ledger/ports/import-folder.js';
import { makeFolder } from '../data-folder/make-folder.js';
import { asKeepFault, clearBytesOf, codeOf, openSealed, writeSealed } from './sealed-file.js';

const sealedEnd = '.sealed';
const draftEnd = '.draft';

/** Names are ids that the ledger creates. The check prevents a path that leaves the folder. */
const isName = (name: string): boolean => /^[0-9A-Za-z][0-9A-Za-z_.-]{0,99}$/.test(name);

const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';

const listed = async (folder: string): Promise<readonly string[]> => {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
};

/** Flushes the folder to disk: without this, a crash can undo the rename of a file in it. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

class FileImportFolder implements ImportFolder {
  constructor(private readonly folder: string) {}

  async keep(...[name, bytes, as]: Parameters<ImportFolder['keep']>): Promise<number> {
    let size = 0;
    await this.put(name + sealedEnd, async (draft) => {
      size = await writeSealed(draft, bytes, as);
    });
    return size;
  }

  open(...[name, key, size]: Parameters<ImportFolder['open']>): ReturnType<ImportFolder['open']> {
    return openSealed(this.path(name + sealedEnd), key, size);
  }

  async remove(name: string): Promise<void> {
    await rm(this.path(name + sealedEnd), { force: true });
  }

  async sizeOf(name: string): Promise<number | null> {
    if (!isName(name)) return null;
    try {
      return clearBytesOf((await stat(this.path(name + sealedEnd))).size);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async kept(): Promise<readonly string[]> {
    const names = await listed(this.folder);
    return names
      .filter((name) => name.endsWith(sealedEnd))
      .map((name) => name.slice(0, -sealedEnd.length))
      .sort();
  }

  async tidy(): Promise<void> {
    for (const name of await listed(this.folder))
      if (name.endsWith(draftEnd)) await rm(join(this.folder, name), { force: true });
  }

  private path(name: string): string {
    if (!isName(name)) throw new RangeError(`${name} cannot be a name in ${this.folder}`);
    return join(this.folder, name);
  }

  /** Writes a draft file and renames it: after a crash, the final name never holds a partly written file. */
  private async put(name: string, write: (draft: string) => Promise<void>): Promise<void> {
    const path = this.path(name);
    const draft = path + draftEnd;
    makeFolder(this.folder);
    try {
      await write(draft);
      await rename(draft, path);
      await syncFolder(this.folder);
    } catch (error) {
      await rm(draft, { force: true });
      throw asKeepFault(error);
    }
  }
}

/** The store of encrypted import files in the given folder. The folder is created at the first write. */
export const importFolder = (folder: string): ImportFolder => new FileImportFolder(folder);
