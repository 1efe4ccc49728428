import type { AnswerOf, AnyOrder, OrderName, OrderOf } from './orders.js';

/** One handler per order. An order is a command or query to the ledger. */
export type Handlers<K extends AnyOrder> = Readonly<{
  [N in K]: (order: OrderOf<N>) => Promise<AnswerOf<N>>;
}>;

/** Something that executes orders (commands and queries): the Door itself, or a wrapper around it, e.g. for metrics. */
export interface OrderHandler<K extends AnyOrder = OrderName> {
  handle<N extends K>(order: OrderOf<N>): Promise<AnswerOf<N>>;
}

/**
 * The only entry to a ledger: executes commands and queries, each with its caller. Checks and counts that depend on the
 * caller are done once, by wrappers around this class.
 */
export class Door<K extends AnyOrder = OrderName> implements OrderHandler<K> {
  constructor(private readonly handlers: Handlers<K>) {}

  async handle<N extends K>(order: OrderOf<N>): Promise<AnswerOf<N>> {
    return this.handlers[order.order](order);
  }
}
