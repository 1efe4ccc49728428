import { typesOf } from '@ledger/schema/events/event-shape.js';
import { reservationShapes, type ReservationEvent } from '@ledger/schema/events/reservation.js';
import type { Command, Decider, Decision } from '../kernel/decision.js';
import { accepted } from '../kernel/decision.js';
import type { PlainDate } from '../kernel/calendar.js';
import type { StreamId } from '../kernel/ids.js';

type NameCommand<T extends string, D> = Command<T, D & Readonly<{ target: StreamId }>>;

/**
 * Command: reserve the reference or idempotency key for the command with this content hash, whose act will be
 * appended to the target stream.
 */
export type ReserveReference = NameCommand<'ReserveReference', Readonly<{ commandId: string; hash: string }>>;
/** Command: release the reference or idempotency key, if it is still reserved for that target stream. */
export type ReleaseReference = NameCommand<'ReleaseReference', unknown>;

/** Command: from now on compare new content with this hash, because the act was corrected on that day. */
export type CorrectFingerprint = NameCommand<'CorrectFingerprint', Corrected>;

export type ReservationCommand = ReserveReference | ReleaseReference | CorrectFingerprint;

/** An act that was corrected, last on the day `on`, and the hash of its corrected content. */
export type Corrected = Readonly<{ act: number; hash: string; on: PlainDate }>;

/**
 * Who holds the reference or idempotency key: nobody (null), or a command with the content `hash` for the stream
 * `target`.
 */
export type ReservationState = Readonly<{
  commandId: string;
  target: StreamId;
  hash: string;
  corrected: Corrected | null;
}> | null;

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
 * The reservation of a reference or an idempotency key, which is unique across streams: stream
 * `ref-<office>-<reference>` or `key-<idempotency key>`. This decider does not check whether it is free:
 * `engine/reservations.ts` does, because it sees the target stream too.
 */
export const reservation: Decider<ReservationState, ReservationCommand, ReservationEvent> = {
  types: typesOf(reservationShapes),
  initial: null,
  evolve,
  decide,
  streamOf: (command) => command.data.stream,
};
