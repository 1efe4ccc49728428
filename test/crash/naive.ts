import type { Order } from './orders.js';

/** Totals from a simple count without the project's code. Only kinds with disputed money have a rule of their own. */
export type NaiveRow = Readonly<{
  acts: number;
  headcount: number;
  people: number;
  sessions: number;
  hours: number;
  items: number;
  amountFen: number;
  paidFen: number;
}>;

const rowOf = (orders: readonly Order[]): NaiveRow => {
  const amountOf = (counted: readonly Order[]): number =>
    counted.reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0);
  return {
    acts: orders.length,
    headcount: orders.reduce((sum, { headcount }) => sum + headcount, 0),
    people: new Set(orders.flatMap(({ member }) => (member === null ? [] : [member]))).size,
    sessions: 0,
    hours: 0,
    items: 0,
    amountFen: amountOf(orders),
    paidFen: amountOf(orders.filter(({ kind }) => kind !== 'hotline-case')),
  };
};

/** The rows that totals must return for these orders and this split. */
export const naiveTotals = (
  orders: readonly Order[],
  split: 'kind' | 'month' | 'none',
): readonly Readonly<Record<string, string | number>>[] => {
  if (split === 'none') return [rowOf(orders)];
  const keyOf = ({ kind, on }: Order): string => (split === 'kind' ? kind : on.slice(0, 7));
  const keys = [...new Set(orders.map(keyOf))].sort();
  return keys.map((key) => ({ [split]: key, ...rowOf(orders.filter((order) => keyOf(order) === key)) }));
};
