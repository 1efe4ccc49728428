import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout: compiled and source files lie at different depths below it. */
export const workspaceRoot = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'nx.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error('the ledger runs from its checkout; no nx.json was found above it');
    folder = above;
  }
  return folder;
};
