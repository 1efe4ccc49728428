import { officeCode } from '@ledger/ledger/kernel/identifiers.js';
import { importFolder } from '@ledger/infra/imports/sealed-import-folder.js';
import type { ImportFolder } from '@ledger/ledger/ports/import-folder.js';
import { identifiers } from '@ledger/infra/identifiers/uuid-generator.js';
import { openKeptSheet } from '@ledger/infra/sheets/open-sheet.js';
import { ImportJobs } from '@ledger/runtime/imports/import-jobs.js';
import { stalledAfterMs } from '@ledger/runtime/imports/stall-watch.js';
import { sheetKey, type ImportPorts } from '@ledger/runtime/imports/import-ports.js';
import type { TestLedger } from './ledger.js';

/** The imports of a ledger in this process, their sheets in a folder of their own, or in one that is opened before. */
export const openImports = (
  { log, vault, clock, catalogue, write: { intake, ...write } }: TestLedger,
  folder: string | ImportFolder,
  complaints: string[] = [],
  dryRun?: ImportPorts['dryRun'],
): Promise<ImportJobs> => {
  const opened = typeof folder === 'string' ? importFolder(folder) : folder;
  return ImportJobs.open({
    ...{ log, vault, clock, catalogue, ids: identifiers, write, intake },
    folder: opened,
    stalledAfterMs,
    rowsTogether: 250,
    openSheet: openKeptSheet,
    // It writes what it judges into the ledger of the test: no case here asks what a dry run leaves.
    dryRun:
      dryRun ??
      (async () => ({
        import: async ({ sheet: { place, ...as }, office, options, ...order }, progress) => {
          if ('path' in place) throw new Error('only kept sheets are judged here');
          const key = await sheetKey({ vault }, place.kept);
          return intake.import({
            ...{
              ...order,
              ...options,
              office: office === null ? null : officeCode(office),
              mapping: null,
              id: identifiers.fresh(),
            },
            source: await openKeptSheet(opened.open(place.kept, key, place.bytes), as),
            progress: (_judged, _rows, all) => {
              progress(all);
            },
          });
        },
        close: async () => undefined,
      })),
    complain: (sentence) => complaints.push(sentence),
  });
};
