import { officeCode } from '@ledger/ledger/kernel/identifiers.js';
import type { Handlers } from '../door/door.js';
import type { CloseStack } from '../engines/close-stack.js';
import { listeningOwner, ownerOf, type ListeningOwner } from '../engines/ledger-owner.js';
import type { Settings } from '../engines/settings.js';
import { isSettled } from '../imports/import-status.js';
import type { LogError } from '../faults/log-error.js';
import type { ImportHandlers, OpenImports } from './own-import-handlers.js';

/** What orders of the command line are executed with. */
export type Surroundings = Readonly<{
  settings: Settings;
  logError: LogError;
  /** Makes the client that sends orders about imports to a running owner (the server process of the ledger). */
  carriedTo: (owner: ListeningOwner) => Promise<ImportHandlers & Handlers<'ListNewestImports'>>;
}>;

/** Calls `make` at the first call, and returns the same result at all later ones. */
export const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
};

/**
 * Handlers of orders about imports. They are sent to the running owner if there is one; otherwise this process becomes the
 * owner. Dry runs are always executed in this process.
 */
export const commandImports = (
  { settings, logError, carriedTo }: Surroundings,
  closing: CloseStack,
): Handlers<keyof ImportHandlers | 'OpenImports' | 'TrySheet' | 'ListNewestImports'> => {
  const opened = once(async (): Promise<OpenImports> => {
    const owner = listeningOwner(settings);
    if (owner !== null) return { importer: await carriedTo(owner), sampleIn: null };
    // The modules that open a ledger take a third of a second to load, so they are loaded only without a running owner.
    const { openOwnImports } = await import('./own-import-handlers.js');
    return openOwnImports(settings, logError, closing);
  });
  const trying = once(async () => {
    // A command serves no other requests, so it needs no worker process for a dry run, as the server does.
    const { openDryRun } = await import('../imports/dry-run.js');
    const dry = await openDryRun(settings);
    closing.add(() => dry.close());
    return dry;
  });
  return {
    OpenImports: async ({ dryRun }) => {
      if (!dryRun) return { sampleIn: (await opened()).sampleIn };
      await trying();
      return { sampleIn: null };
    },
    ReceiveSheet: async (order) => (await opened()).importer.ReceiveSheet(order),
    FollowImport: async (order) => (await opened()).importer.FollowImport(order),
    TakeImportBack: async (order) => (await opened()).importer.TakeImportBack(order),
    AwaitViews: async (order) => (await opened()).importer.AwaitViews(order),
    TrySheet: async ({ sheet: { file, worksheet, options, ...sheet }, by }) => {
      const dry = await trying();
      const { openSheetFile } = await import('../imports/sheet-files.js');
      const source = await openSheetFile(file, worksheet);
      const office = sheet.office === null ? null : officeCode(sheet.office);
      return dry.import({ ...sheet, ...options, source, office, by });
    },
    ListNewestImports: async (order) => {
      const owner = listeningOwner(settings);
      if (owner !== null) return (await carriedTo(owner)).ListNewestImports(order);
      const { readImports } = await import('../imports/read-imports.js');
      const isUnowned = ownerOf(settings) === null;
      return (await readImports(settings)).map(({ by, ...status }) => ({
        ...{ ...status, actor: by.actor },
        brokenOff: isUnowned && !isSettled(status),
      }));
    },
  };
};
