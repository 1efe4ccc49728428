import { Door, type Handing } from '@ledger/runtime/door/door.js';
import type { ActOrders, OrderName, WorkerOrders } from '@ledger/runtime/door/orders.js';
import { actHandlers, workerHandlers } from '@ledger/runtime/door/write-handlers.js';
import type { TestLedger } from './ledger.js';

/** The orders about acts and persons over a ledger in this process. */
export const writingDoor = (ledger: TestLedger): Handing => {
  const door: Handing<keyof (ActOrders & WorkerOrders)> = new Door({
    ...actHandlers(ledger),
    ...workerHandlers(ledger),
  });
  return door;
};

/** Gives the answers in their order, and notes in `asked` what was ordered. */
export const scriptedDoor = (answers: readonly unknown[], asked: unknown[]): Handing => {
  const left = [...answers];
  const hand = async (order: unknown): Promise<unknown> => {
    asked.push(order);
    const answer = left.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { hand } as unknown as Handing;
};

/** A door that answers each order by what stands under its name. */
export const tellingDoor = (
  answers: Readonly<Partial<Record<OrderName, (order: never) => unknown>>>,
): Handing => new Door(answers as never);
