import { isOneOf, type DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import { addCounts, noCounts, type Counts } from '@ledger/ledger/kernel/count-arithmetic.js';
import { countingEvents, linesOf } from '@ledger/projections/kernel/count-lines.js';
import type { Entry } from '@ledger/schema/events/values.js';

/** All lines that the events add to the totals, in order. */
export const linesOfAll = (events: readonly DomainEvent[]): readonly Entry[] =>
  events.flatMap((event) => (isOneOf(countingEvents, event) ? linesOf(event) : []));

/** The sum of all lines that the events add to the totals. */
export const sumOf = (events: readonly DomainEvent[]): Counts =>
  linesOfAll(events).reduce((sum, { counts }) => addCounts(sum, counts), noCounts);
