import type { CountedAct } from '@ledger/schema/events/values.js';
import { isOneOf, type DomainEvent } from '../kernel/domain-event.js';
import { corrections, reversals } from './amending-events.js';
import { openingEvents } from './opening-events.js';

/**
 * The act with its current counts, after all these events of its stream; null if it was taken back or does not count
 * yet.
 */
export const countedNow = (events: Iterable<DomainEvent>, act: number): CountedAct | null => {
  let now: CountedAct | null = null;
  for (const event of events) {
    if (isOneOf(openingEvents, event) || isOneOf(corrections, event)) {
      if (event.data.act === act && 'counts' in event.data) now = event.data;
    } else if (isOneOf(reversals, event) && event.data.act === act) now = null;
  }
  return now;
};

/** The number of the act that one of these events opens; null if none does. */
export const openedIn = (events: readonly DomainEvent[]): number | null => {
  for (const event of events) if (isOneOf(openingEvents, event)) return event.data.act;
  return null;
};

/** A stream's events by revision. */
type Stream = Readonly<{ length: number; at: (revision: number) => Readonly<{ event: DomainEvent }> }>;

/** Whether the act was taken back. */
export const isReversed = (stream: Stream, act: number): boolean => {
  for (let revision = act + 1; revision < stream.length; revision += 1) {
    const { event } = stream.at(revision);
    if (isOneOf(reversals, event) && event.data.act === act) return true;
  }
  return false;
};
