import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The root folder of the checkout. It is searched upwards, because compiled files and source files are at different
 * depths.
 */
export const workspaceRoot = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'nx.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error('the ledger runs from its checkout; no nx.json was found above it');
    folder = above;
  }
  return folder;
};
