import { Door, type Handing } from '../door/door.js';
import type { AnswerOf, CommandLineOrder, ListReads, OrderOf, PersonReads } from '../door/orders.js';
import { CloseStack } from '../engines/close-stack.js';
import { commandIntake, once, type Surroundings } from './command-intake.js';

/** The entry point for all orders (commands and queries) of the command line. `close` closes what they have opened. */
export type CommandDoor = Handing<CommandLineOrder> & Readonly<{ close: () => Promise<void> }>;

type ReadOrder = Extract<CommandLineOrder, keyof (PersonReads & ListReads) | 'ExportSheet'>;

/**
 * Makes the door of the command line. Files and modules are opened and loaded by the first order that needs them, because
 * loading everything takes longer than most commands run.
 */
export const commandDoor = (surroundings: Surroundings): CommandDoor => {
  const { settings, complain } = surroundings;
  const closing = new CloseStack();
  const reads = once(async () => (await import('./ledger-reads.js')).openReads(settings, closing));
  const read = async <K extends ReadOrder>(order: OrderOf<K>): Promise<AnswerOf<K>> =>
    (await reads()).hand(order);
  const verification = () => import('./verification.js');
  const door = new Door<CommandLineOrder>({
    ...commandIntake(surroundings, closing),
    ...{ FindWorker: read, FindKeys: read, GetActHistories: read, GetTotals: read, GetView: read },
    ...{ ListActs: read, ListPayouts: read, TotalPayouts: read, ExportSheet: read },
    GetStatus: async () => (await import('./ledger-status.js')).statusOf(settings),
    VerifyViews: async ({ progress }) => (await verification()).verify(settings, progress),
    VerifyKeys: async () => (await verification()).verifyKeys(settings),
    VerifyLog: async ({ progress }) => (await verification()).verifyDigests(settings, progress),
    MaintainViews: async ({ work, progress, by }) => {
      const { maintain } = await import('./maintenance-client.js');
      return maintain(settings, work, { by, progress, complain });
    },
    MakeSample: async ({ loaded }) =>
      (await import('./sample-data.js')).makeSample(settings, complain, loaded),
  });
  return { hand: (order) => door.hand(order), close: () => closing.run() };
};
