import type { DomainEvent } from '@ledger/ledger/kernel/event.js';
import type { EventShape } from '@ledger/schema/events/event.js';
import { allEvents } from '@ledger/schema/events/registry-of-events.js';

const newest = new Map<string, EventShape>();
for (const shape of allEvents) {
  if (shape.version > (newest.get(shape.type)?.version ?? 0)) newest.set(shape.type, shape);
}

/**
 * Fails where the contract does not know the event, would read it as something else, or would lose something of it
 * on its way through storage as JSON.
 */
export const expectInContract = ({ type, data }: DomainEvent): void => {
  const shape = newest.get(type);
  if (shape === undefined) throw new Error(`schema/events knows no event ${type}`);
  const stored: unknown = JSON.parse(JSON.stringify(data));
  expect(stored).toStrictEqual(data);
  expect(shape.data.parse(data)).toStrictEqual(data);
};
