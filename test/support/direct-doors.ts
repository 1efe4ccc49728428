import { Door, type OrderHandler } from '@ledger/runtime/door/door.js';
import type { ActOrders, AnyOrder, OrderName, WorkerOrders } from '@ledger/runtime/door/orders.js';
import { actHandlers, workerHandlers } from '@ledger/runtime/door/write-handlers.js';
import type { TestLedger } from './ledger.js';

/**
 * A door (entry point for orders) that handles the orders about acts and workers, directly on a ledger in this process.
 */
export const writingDoor = (ledger: TestLedger): OrderHandler => {
  const door: OrderHandler<keyof (ActOrders & WorkerOrders)> = new Door({
    ...actHandlers(ledger),
    ...workerHandlers(ledger),
  });
  return door;
};

/**
 * A door (entry point for orders) that returns the given answers one after the other, whatever the order is. If an
 * answer is an error, it is thrown. Each order is added to `asked`.
 */
export const scriptedDoor = (answers: readonly unknown[], asked: unknown[]): OrderHandler => {
  const left = [...answers];
  const handle = async (order: unknown): Promise<unknown> => {
    asked.push(order);
    const answer = left.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { handle } as unknown as OrderHandler;
};

/** A door (entry point for orders) that answers each order with the function of the same name in `answers`. */
export const answeringDoor = <K extends AnyOrder = OrderName>(
  answers: Readonly<Partial<Record<AnyOrder, (order: never) => unknown>>>,
): OrderHandler<K> => new Door<K>(answers as never);
