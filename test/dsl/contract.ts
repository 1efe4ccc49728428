import type { DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import type { EventShape } from '@ledger/schema/events/event-shape.js';
import { allEvents } from '@ledger/schema/events/event-registry.js';

const newest = new Map<string, EventShape>();
for (const shape of allEvents) {
  if (shape.version > (newest.get(shape.type)?.version ?? 0)) newest.set(shape.type, shape);
}

/** A long past repeats the same event; what was checked once is not checked again. */
const checked = new WeakSet<DomainEvent>();

/**
 * Fails where the contract does not know the event, would read it as something else, or would lose something of it
 * on its way through storage as JSON.
 */
export const expectInContract = (event: DomainEvent): void => {
  if (checked.has(event)) return;
  const { type, data } = event;
  const shape = newest.get(type);
  if (shape === undefined) throw new Error(`schema/events knows no event ${type}`);
  const stored: unknown = JSON.parse(JSON.stringify(data));
  expect(stored).toStrictEqual(data);
  expect(shape.data.parse(data)).toStrictEqual(data);
  checked.add(event);
};
