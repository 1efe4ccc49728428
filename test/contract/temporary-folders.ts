import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Creates a new temporary folder at each call. All are removed after the case. Call this inside `describe`. */
export const temporaryFolders = (): (() => string) => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'ledger-spec-'));
    folders.push(folder);
    return folder;
  };
};
