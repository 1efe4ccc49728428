import type { DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import type { EventShape } from '@ledger/schema/events/event-shape.js';
import { allEvents } from '@ledger/schema/events/event-registry.js';

const newest = new Map<string, EventShape>();
for (const shape of allEvents) {
  if (shape.version > (newest.get(shape.type)?.version ?? 0)) newest.set(shape.type, shape);
}

/** Events that were checked already. Long histories repeat the same event object, and checking is slow. */
const checked = new WeakSet<DomainEvent>();

/**
 * Fails if the event contract does not know the event, if parsing changes its data, or if storing it as JSON loses
 * data.
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
