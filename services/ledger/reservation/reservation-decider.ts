import type { ReferenceReleased, ReferenceReserved } from '@ledger/schema/events/reservation.js';
import type { Decider, Decision } from '../kernel/decision.js';
import { accepted } from '../kernel/decision.js';
import type { EventTypes } from '../kernel/domain-event.js';
import type { StreamId } from '../kernel/ids.js';

type Order<T extends string, D> = Readonly<{
  type: T;
  data: Readonly<D & { stream: StreamId; target: StreamId }>;
}>;

/** Order: take the name for what is handed in with this fingerprint, to be appended to the target stream. */
export type ReserveReference = Order<'ReserveReference', Readonly<{ commandId: string; hash: string }>>;
/** Order: give the name free, if it is still held for that target. */
export type ReleaseReference = Order<'ReleaseReference', unknown>;

export type ReservationCommand = ReserveReference | ReleaseReference;
export type ReservationEvent = ReferenceReserved | ReferenceReleased;

/** Who holds the name: nobody, or a command that handed in `hash` for the stream `target`. */
export type ReservationState = Readonly<{ commandId: string; target: StreamId; hash: string }> | null;

const types: EventTypes<ReservationEvent> = { ReferenceReserved: true, ReferenceReleased: true };

const evolve = (_state: ReservationState, { type, data }: ReservationEvent): ReservationState => {
  switch (type) {
    case 'ReferenceReserved':
      return data;
    case 'ReferenceReleased':
      return null;
  }
};

const decide = (state: ReservationState, { type, data }: ReservationCommand): Decision<ReservationEvent> => {
  switch (type) {
    case 'ReserveReference': {
      const { commandId, target, hash } = data;
      return accepted<ReservationEvent>({ type: 'ReferenceReserved', data: { commandId, target, hash } });
    }
    case 'ReleaseReference':
      if (state?.target !== data.target) return accepted();
      return accepted<ReservationEvent>({ type: 'ReferenceReleased', data: { target: data.target } });
  }
};

/**
 * A name that is unique beyond one stream, stream `ref-<office>-<reference>` or `key-<idempotency key>`. Whether it
 * may be taken is judged by `engine/reservations.ts`, which sees the target stream too.
 */
export const reservation: Decider<ReservationState, ReservationCommand, ReservationEvent> = {
  types,
  initial: null,
  evolve,
  decide,
  streamOf: (command) => command.data.stream,
};
