import type {
  FingerprintCorrected,
  ReferenceReleased,
  ReferenceReserved,
} from '@ledger/schema/events/reservation.js';
import type { Decider, Decision } from '../kernel/decision.js';
import { accepted } from '../kernel/decision.js';
import type { EventTypes } from '../kernel/domain-event.js';
import type { PlainDate } from '../kernel/calendar.js';
import type { StreamId } from '../kernel/ids.js';

type Order<T extends string, D> = Readonly<{
  type: T;
  data: Readonly<D & { stream: StreamId; target: StreamId }>;
}>;

/** Order: take the name for what is handed in with this fingerprint, to be appended to the target stream. */
export type ReserveReference = Order<'ReserveReference', Readonly<{ commandId: string; hash: string }>>;
/** Order: give the name free, if it is still held for that target. */
export type ReleaseReference = Order<'ReleaseReference', unknown>;

/** Order: from now on the act of that number, which was put right on that day, is known by this fingerprint. */
export type CorrectFingerprint = Order<'CorrectFingerprint', Corrected>;

export type ReservationCommand = ReserveReference | ReleaseReference | CorrectFingerprint;
export type ReservationEvent = ReferenceReserved | ReferenceReleased | FingerprintCorrected;

/** An act that was put right, last on that day, and its fingerprint since. */
export type Corrected = Readonly<{ act: number; hash: string; on: PlainDate }>;

/** Who holds the name: nobody, or a command that handed in `hash` for the stream `target`. */
export type ReservationState = Readonly<{
  commandId: string;
  target: StreamId;
  hash: string;
  corrected: Corrected | null;
}> | null;

const types: EventTypes<ReservationEvent> = {
  ReferenceReserved: true,
  ReferenceReleased: true,
  FingerprintCorrected: true,
};

const evolve = (state: ReservationState, { type, data }: ReservationEvent): ReservationState => {
  switch (type) {
    case 'ReferenceReserved':
      return { ...data, corrected: null };
    case 'FingerprintCorrected': {
      const { act, hash, on } = data;
      return state === null ? null : { ...state, corrected: { act, hash, on } };
    }
    case 'ReferenceReleased':
      return null;
  }
};

const isKnown = (before: Corrected | null, { act, hash, on }: Corrected): boolean =>
  before?.act === act && before.hash === hash && before.on === on;

const decide = (state: ReservationState, { type, data }: ReservationCommand): Decision<ReservationEvent> => {
  switch (type) {
    case 'ReserveReference': {
      const { commandId, target, hash } = data;
      return accepted<ReservationEvent>({ type: 'ReferenceReserved', data: { commandId, target, hash } });
    }
    case 'CorrectFingerprint': {
      const { target, act, hash, on } = data;
      if (state?.target !== target || isKnown(state.corrected, data)) return accepted();
      return accepted<ReservationEvent>({ type: 'FingerprintCorrected', data: { target, act, hash, on } });
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
