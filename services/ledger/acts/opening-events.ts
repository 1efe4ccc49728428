import type { ActReversed } from '@ledger/schema/events/acts.js';
import type { CaseRecorded } from '@ledger/schema/events/case.js';
import type {
  GatheringAttended,
  GatheringHeld,
  TrainingAttended,
  TrainingSessionHeld,
} from '@ledger/schema/events/gathering.js';
import type {
  HealthCheckRecorded,
  MutualAidClaimSubmitted,
  MutualAidPaid,
  ServiceRecorded,
  SubsidyPaid,
  SubsidyRequested,
} from '@ledger/schema/events/passbook.js';
import type { OfficeCode, Reference } from '../kernel/identifiers.js';
import { isOneOf, type DomainEvent, type EventTypes } from '../kernel/domain-event.js';

/** The events that open an act, whichever its home; each carries the act's facts. */
export type OpeningEvent =
  | ServiceRecorded
  | HealthCheckRecorded
  | SubsidyRequested
  | SubsidyPaid
  | MutualAidClaimSubmitted
  | MutualAidPaid
  | GatheringHeld
  | GatheringAttended
  | TrainingSessionHeld
  | TrainingAttended
  | CaseRecorded;

export const openingEvents: EventTypes<OpeningEvent> = {
  ServiceRecorded: true,
  HealthCheckRecorded: true,
  SubsidyRequested: true,
  SubsidyPaid: true,
  MutualAidClaimSubmitted: true,
  MutualAidPaid: true,
  GatheringHeld: true,
  GatheringAttended: true,
  TrainingSessionHeld: true,
  TrainingAttended: true,
  CaseRecorded: true,
};

const reversals: EventTypes<ActReversed> = { ActReversed: true };

/** The number of the act that stands under this reference among the events of one stream; null where none does. */
export const actUnderReference = (
  events: Iterable<DomainEvent>,
  { office, reference }: Readonly<{ office: OfficeCode; reference: Reference }>,
): number | null => {
  let found: number | null = null;
  for (const event of events) {
    if (isOneOf(openingEvents, event)) {
      if (event.data.reference === reference && event.data.office === office) found = event.data.act;
    } else if (isOneOf(reversals, event) && event.data.act === found) {
      found = null;
    }
  }
  return found;
};
