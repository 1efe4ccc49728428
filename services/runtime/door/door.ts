import type { AnswerOf, OrderName, OrderOf } from './orders.js';

/** How orders are answered: one function for each. */
export type Handlers<K extends OrderName> = Readonly<{
  [N in K]: (order: OrderOf<N>) => Promise<AnswerOf<N>>;
}>;

/** Whatever takes orders: the door itself, or what is wrapped around it. */
export interface Handing<K extends OrderName = OrderName> {
  hand<N extends K>(order: OrderOf<N>): Promise<AnswerOf<N>>;
}

/**
 * The one way into a ledger. Every order says who asks; what may be asked, counted or refused by that is decided by
 * wrappers around the door, so that nothing that is reached through it asks again.
 */
export class Door<K extends OrderName = OrderName> implements Handing<K> {
  constructor(private readonly handlers: Handlers<K>) {}

  async hand<N extends K>(order: OrderOf<N>): Promise<AnswerOf<N>> {
    return this.handlers[order.order](order);
  }
}
