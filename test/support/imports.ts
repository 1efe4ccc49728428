import { importOfStream } from '@ledger/ledger/kernel/ids.js';
import { officeCode } from '@ledger/ledger/kernel/identifiers.js';
import { importFolder } from '@ledger/infra/imports/sealed-import-folder.js';
import type { ImportFolder } from '@ledger/ledger/ports/import-folder.js';
import { identifiers } from '@ledger/infra/identifiers/uuid-generator.js';
import { openKeptSheet } from '@ledger/infra/sheets/open-sheet.js';
import { OwnImports } from '@ledger/runtime/imports/own-imports.js';
import { stalledAfterMs } from '@ledger/runtime/imports/stall-watch.js';
import { sheetKey, type ImportPorts } from '@ledger/runtime/imports/import-ports.js';
import type { ReadSide } from '@ledger/runtime/door/read-your-writes.js';
import type { TestLedger } from './ledger.js';

/** The ids of all imports of a ledger, newest first. */
export const importIds = async (ledger: Pick<TestLedger, 'events'>): Promise<readonly string[]> =>
  (await ledger.events())
    .flatMap(({ event, stream }) => (event.type === 'ImportReceived' ? [importOfStream(stream)] : []))
    .toReversed();

/** The parts that are needed to read the views of a ledger in this process. Waiting for a view folds all views. */
export const readingOf = ({ store, log, fold }: TestLedger): ReadSide => ({
  store,
  log,
  moved: () => fold(),
});

/**
 * Opens the imports of a ledger in this process. Sheets are stored in this folder, given as a path or already opened.
 */
export const openImports = async (
  ledger: TestLedger,
  folder: string | ImportFolder,
  loggedErrors: string[] = [],
  { dryRun, place = 'here' }: Readonly<Partial<Pick<ImportPorts, 'dryRun' | 'place'>>> = {},
): Promise<OwnImports> => {
  const { log, vault, clock, catalogue, store, write: both } = ledger;
  const { importer, ...write } = both;
  await ledger.fold();
  const opened = typeof folder === 'string' ? importFolder(folder) : folder;
  return OwnImports.open({
    ...{ log, vault, clock, catalogue, store, ids: identifiers, write, importer, place },
    folder: opened,
    folded: async () => {
      await ledger.fold();
      return true;
    },
    stalledAfterMs,
    rowsTogether: 250,
    openSheet: openKeptSheet,
    // A stand-in for a dry run. Unlike a real one it records the accepted rows in the test's ledger; no test that uses
    // it checks that nothing is written.
    dryRun:
      dryRun ??
      (async () => ({
        import: async ({ sheet: { place, ...as }, office, options, ...order }, progress) => {
          if ('path' in place) throw new Error('only kept sheets are judged here');
          const key = await sheetKey({ vault }, place.kept);
          return importer.import({
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
    logError: (sentence) => loggedErrors.push(sentence),
  });
};
