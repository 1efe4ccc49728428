import { rowsTogether } from '@ledger/ledger/imports/import-batch.js';
import type { Handlers } from '../door/door.js';
import type { IntakeOrders } from '../door/operator-orders.js';
import type { CloseStack } from '../engines/close-stack.js';
import type { Settings } from '../engines/settings.js';
import type { Complain } from '../faults/complaints.js';
import { hasNoReport, isSettled } from '../imports/told-import.js';
import { openLedger, type Ledger } from './ledger.js';

/** What an owner is asked for: sheets are handed in, watched and undone. */
export type Intake = Handlers<'ReceiveSheet' | keyof IntakeOrders>;

/** Where sheets go, and the folder of a sample that this process owns then. */
export type OpenIntake = Readonly<{ intake: Intake; sampleIn: string | null }>;

const lost = (id: string): Error => new Error(`the import ${id} was lost`);

/** Orders about imports, carried out by the ledger of this process. */
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

/** Opens the ledger as its owner, to take sheets in. Nobody is at a desk here, so many rows are judged together. */
export const openOwnIntake = async (
  settings: Settings,
  complain: Complain,
  closing: CloseStack,
): Promise<OpenIntake> => {
  const ledger = await openLedger(settings, complain, { rowsTogether });
  closing.add(() => ledger.close());
  return { intake: ownIntake(ledger), sampleIn: ledger.sample ? settings.data.folder : null };
};
