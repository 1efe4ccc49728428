import type { ReversalGround } from '@ledger/schema/events/acts.js';
import { caseRecorded } from '@ledger/schema/events/case.js';
import { typesOf, type EventOf } from '@ledger/schema/events/event-shape.js';
import {
  gatheringAttended,
  gatheringHeld,
  trainingAttended,
  trainingSessionHeld,
} from '@ledger/schema/events/gathering.js';
import {
  healthCheckRecorded,
  mutualAidClaimSubmitted,
  mutualAidPaid,
  serviceRecorded,
  subsidyPaid,
  subsidyRequested,
} from '@ledger/schema/events/passbook.js';
import { referenceReleases, reversals } from './amending-events.js';
import type { OfficeCode, Reference } from '../kernel/identifiers.js';
import { isOneOf, type DomainEvent } from '../kernel/domain-event.js';

/** The events that open an act, in all kinds of streams. Each carries the act's facts. */
export const openingShapes = [
  serviceRecorded,
  healthCheckRecorded,
  subsidyRequested,
  subsidyPaid,
  mutualAidClaimSubmitted,
  mutualAidPaid,
  gatheringHeld,
  gatheringAttended,
  trainingSessionHeld,
  trainingAttended,
  caseRecorded,
] as const;
export type OpeningEvent = EventOf<typeof openingShapes>;
export const openingEvents = typesOf(openingShapes);

type Wanted = Readonly<{ office: OfficeCode; reference: Reference }>;

/** The act that holds a reference. `reversal` is the event that took the act back without releasing the reference. */
export type Referent = Readonly<{
  act: number;
  reversal: Readonly<{ revision: number; ground: ReversalGround | null }> | null;
}>;

/** The act that holds the reference after one more event of its stream. */
const holderAfter = (
  holder: Referent | null,
  event: DomainEvent,
  { revision, office, reference }: Wanted & Readonly<{ revision: number }>,
): Referent | null => {
  if (isOneOf(openingEvents, event)) {
    const { data } = event;
    const isIt = data.reference === reference && data.office === office;
    return isIt ? { act: data.act, reversal: null } : holder;
  }
  if (holder === null) return null;
  if (isOneOf(referenceReleases, event)) return event.data.act === holder.act ? null : holder;
  if (!isOneOf(reversals, event) || event.data.act !== holder.act) return holder;
  const { act, ground, releases: isFree } = event.data;
  return isFree ? null : { act, reversal: { revision, ground } };
};

/** The act that holds the reference, found in all events of one stream from the first on; null if there is none. */
export const actUnderReference = (events: Iterable<DomainEvent>, wanted: Wanted): Referent | null => {
  let holder: Referent | null = null;
  let revision = 0;
  for (const event of events) {
    holder = holderAfter(holder, event, { ...wanted, revision });
    revision += 1;
  }
  return holder;
};
