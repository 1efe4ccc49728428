import { rowsTogether } from '@ledger/ledger/imports/import-batch.js';
import type { Handlers } from '../door/door.js';
import type { CommandImportOrders } from '../door/operator-orders.js';
import type { CloseStack } from '../engines/close-stack.js';
import type { Settings } from '../engines/settings.js';
import type { LogError } from '../faults/log-error.js';
import { hasNoReport, isSettled } from '../imports/import-status.js';
import { openLedger, type Ledger } from './ledger.js';

/** Handlers for receiving, following and undoing imports. */
export type ImportHandlers = Handlers<'ReceiveSheet' | keyof CommandImportOrders>;

/** `sampleIn`: the data folder if this process owns the ledger and it is a sample (invented acts); otherwise null. */
export type OpenImports = Readonly<{ importer: ImportHandlers; sampleIn: string | null }>;

const lost = (id: string): Error => new Error(`the import ${id} was lost`);

/** Executes orders about imports with the ledger that this process owns. */
export const ownImportHandlers = ({ door, caughtUp }: Pick<Ledger, 'door' | 'caughtUp'>): ImportHandlers => ({
  ReceiveSheet: (order) => door.handle(order),
  FollowImport: async ({ id, by, progress }) => {
    const watched = (await door.handle({ order: 'WatchImport', by, id })) ?? [];
    for await (const status of watched) {
      if (status.rows !== null) progress(status.judged, status.rows);
      if (hasNoReport(status.failure)) return { report: null, failure: status.failure };
      if (isSettled(status)) return door.handle({ order: 'GetOutcome', by, id });
    }
    throw lost(id);
  },
  TakeImportBack: async ({ id, reason, by, progress }) => {
    await door.handle({ order: 'UndoImport', by, id, reason });
    const watched = (await door.handle({ order: 'WatchImport', by, id })) ?? [];
    for await (const { undo, state } of watched) {
      if (undo === null) continue;
      progress(undo.judged, undo.acts);
      if (state !== 'undone') continue;
      await caughtUp();
      return { ...undo, left: await door.handle({ order: 'GetActsLeft', by, id }) };
    }
    throw lost(id);
  },
  AwaitViews: () => caughtUp(),
});

/** Opens the ledger as its owner. Large batches of rows are used, because no other client waits for this process. */
export const openOwnImports = async (
  settings: Settings,
  logError: LogError,
  closing: CloseStack,
): Promise<OpenImports> => {
  const ledger = await openLedger(settings, logError, { rowsTogether });
  closing.add(() => ledger.close());
  return { importer: ownImportHandlers(ledger), sampleIn: ledger.sample ? settings.data.folder : null };
};
