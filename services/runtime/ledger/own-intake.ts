import { rowsTogether } from '@ledger/ledger/imports/import-batch.js';
import type { Handlers } from '../door/door.js';
import type { IntakeOrders } from '../door/operator-orders.js';
import type { CloseStack } from '../engines/close-stack.js';
import type { Settings } from '../engines/settings.js';
import type { Complain } from '../faults/complaints.js';
import { hasNoReport, isSettled } from '../imports/told-import.js';
import { openLedger, type Ledger } from './ledger.js';

/** Handlers for receiving, following and undoing imports. */
export type Intake = Handlers<'ReceiveSheet' | keyof IntakeOrders>;

/** `sampleIn`: the data folder if this process owns the ledger and it is a sample (invented acts); otherwise null. */
export type OpenIntake = Readonly<{ intake: Intake; sampleIn: string | null }>;

const lost = (id: string): Error => new Error(`the import ${id} was lost`);

/** Executes orders about imports with the ledger that this process owns. */
export const ownIntake = ({ door, caughtUp }: Pick<Ledger, 'door' | 'caughtUp'>): Intake => ({
  ReceiveSheet: (order) => door.hand(order),
  FollowImport: async ({ id, by, progress }) => {
    const watched = (await door.hand({ order: 'WatchImport', by, id })) ?? [];
    for await (const told of watched) {
      if (told.rows !== null) progress(told.judged, told.rows);
      if (hasNoReport(told.failure)) return { report: null, failure: told.failure };
      if (isSettled(told)) return door.hand({ order: 'GetOutcome', by, id });
    }
    throw lost(id);
  },
  TakeImportBack: async ({ id, reason, by, progress }) => {
    await door.hand({ order: 'UndoImport', by, id, reason });
    const watched = (await door.hand({ order: 'WatchImport', by, id })) ?? [];
    for await (const { undo, state } of watched) {
      if (undo === null) continue;
      progress(undo.judged, undo.acts);
      if (state !== 'undone') continue;
      await caughtUp();
      return { ...undo, left: await door.hand({ order: 'GetActsLeft', by, id }) };
    }
    throw lost(id);
  },
  AwaitViews: () => caughtUp(),
});

/** Opens the ledger as its owner. Large batches of rows are used, because no other client waits for this process. */
export const openOwnIntake = async (
  settings: Settings,
  complain: Complain,
  closing: CloseStack,
): Promise<OpenIntake> => {
  const ledger = await openLedger(settings, complain, { rowsTogether });
  closing.add(() => ledger.close());
  return { intake: ownIntake(ledger), sampleIn: ledger.sample ? settings.data.folder : null };
};
