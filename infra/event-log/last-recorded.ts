import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import { positionsOf } from './positions.js';

/** When the last event of a log was recorded (UTC); null where it has none. */
export const lastRecordedAt = async (log: EventLog): Promise<string | null> => {
  const { position, ordinal } = await log.head();
  if (ordinal === 0) return null;
  const positions = positionsOf(position.slice(0, 4));
  const { events } = await log.readAll(positions.of(positions.numberOf(position) - 1), 1);
  return events.at(-1)?.origin.at ?? null;
};
