import { Door, type OrderHandler } from '../door/door.js';
import type { AnswerOf, CommandLineOrder, ListReads, OrderOf, PersonReads } from '../door/orders.js';
import { CloseStack } from '../engines/close-stack.js';
import { commandImports, once, type Surroundings } from './command-imports.js';

/** The entry point for all orders (commands and queries) of the command line. `close` closes what they have opened. */
export type CommandDoor = OrderHandler<CommandLineOrder> & Readonly<{ close: () => Promise<void> }>;

type ReadOrder = Extract<CommandLineOrder, keyof (PersonReads & ListReads) | 'ExportSheet'>;

/**
 * Makes the door of the command line. Files and modules are opened and loaded by the first order that needs them, because
 * loading everything takes longer than most commands run.
 */
export const commandDoor = (surroundings: Surroundings): CommandDoor => {
  const { settings, logError } = surroundings;
  const closing = new CloseStack();
  const reads = once(async () => (await import('./ledger-reads.js')).openReads(settings, closing));
  const read = async <K extends ReadOrder>(order: OrderOf<K>): Promise<AnswerOf<K>> =>
    (await reads()).handle(order);
  const verification = () => import('./verification.js');
  const door = new Door<CommandLineOrder>({
    ...commandImports(surroundings, closing),
    ...{ FindWorker: read, FindKeys: read, GetActHistories: read, GetTotals: read, GetView: read },
    ...{ ListActs: read, ListPayouts: read, TotalPayouts: read, ExportSheet: read },
    GetStatus: async () => (await import('./ledger-status.js')).statusOf(settings),
    VerifyViews: async ({ progress }) => (await verification()).verify(settings, progress),
    VerifyKeys: async () => (await verification()).verifyKeys(settings),
    VerifyLog: async ({ progress }) => (await verification()).verifyDigests(settings, progress),
    MaintainViews: async ({ work, progress, by }) => {
      const { maintain } = await import('./maintenance-client.js');
      return maintain(settings, work, { by, progress, logError });
    },
    MakeSample: async ({ loaded }) =>
      (await import('./sample-data.js')).makeSample(settings, logError, loaded),
  });
  return { handle: (order) => door.handle(order), close: () => closing.run() };
};
