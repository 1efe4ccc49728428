import { importFolder } from '@ledger/infra/imports/sealed-import-folder.js';
import { systemClock } from '@ledger/infra/identifiers/system-clock.js';
import { listImports } from '@ledger/projections/imports/imports-queries.js';
import type { ImportDocument } from '@ledger/projections/imports/imports-document.js';
import { pagesOf } from '@ledger/projections/reading/list-pages.js';
import { openViewReader } from '../engines/ledger-reader.js';
import type { Settings } from '../engines/settings.js';
import { cursorOf, isNewer } from './import-page.js';
import { KeptDryRuns } from './kept-dry-runs.js';
import { cardStatus, statusesOf } from './document-status.js';
import type { ImportStatus } from './import-status.js';

/**
 * Reads the imports of a ledger without owning it: those of the view and the dry runs of this data folder, the newest
 * first. Throws if there is no ledger.
 */
export const readImports = async (settings: Settings): Promise<readonly ImportStatus[]> => {
  const reader = await openViewReader(settings);
  try {
    const vault = await reader.vault();
    const docs: ImportDocument[] = [];
    for await (const page of pagesOf((slice) => listImports(reader.store, slice))) docs.push(...page);
    const folder = importFolder(settings.data.imports);
    const dryRuns = await KeptDryRuns.open({ folder, vault, clock: systemClock });
    const status = [...(await statusesOf(vault, docs, systemClock.now())), ...dryRuns.all().map(cardStatus)];
    return status.toSorted((a, b) => (isNewer(cursorOf(a), cursorOf(b)) ? -1 : 1));
  } finally {
    await reader.close();
  }
};
