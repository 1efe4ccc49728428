import { verify, verifyDigests, verifyKeys } from '@ledger/runtime/ledger/verification.js';
import { openingEvents } from '@ledger/ledger/acts/opening-events.js';
import { isOneOf } from '@ledger/ledger/kernel/domain-event.js';
import { sliceNameOf, type StreamId } from '@ledger/ledger/kernel/ids.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import { reservation, type ReservationState } from '@ledger/ledger/reservation/reservation-decider.js';
import { breachesIn } from '../support/serial-judge.js';
import type { Campaign } from './campaign.js';
import type { Order } from './orders.js';

/** How often the log records each reference. More than once is a fault. */
export const recordedIn = (events: readonly Recorded[]): ReadonlyMap<string, number> => {
  const times = new Map<string, number>();
  for (const { event } of events) {
    if (!isOneOf(openingEvents, event) || event.data.reference === null) continue;
    times.set(event.data.reference, (times.get(event.data.reference) ?? 0) + 1);
  }
  return times;
};

/** Expects that the positions of the log and the revisions of every stream follow one another without a gap. */
const expectNoGaps = (events: readonly Recorded[]): void => {
  const ends = new Map<StreamId, number>();
  const gaps: string[] = [];
  for (const [index, { stream, revision, position }] of events.entries()) {
    if (Number(position.slice(4)) !== index + 1) gaps.push(position);
    if (revision !== (ends.get(stream) ?? -1) + 1) gaps.push(`${stream} ${String(revision)}`);
    ends.set(stream, revision);
  }
  expect(gaps).toStrictEqual([]);
};

const reservationsIn = (events: readonly Recorded[]): ReadonlyMap<StreamId, ReservationState> => {
  const held = new Map<StreamId, ReservationState>();
  for (const { stream, event } of events) {
    if (!['key', 'ref'].includes(sliceNameOf(stream)) || !isOneOf(reservation.types, event)) continue;
    held.set(stream, reservation.evolve(held.get(stream) ?? reservation.initial, event));
  }
  return held;
};

/**
 * Reservations that no act of their command belongs to. A crash can leave them; the next attempt of the command repairs
 * this.
 */
export const danglingIn = (events: readonly Recorded[]): readonly StreamId[] => {
  const acts = new Set<string>();
  for (const { event, stream, origin } of events) {
    if (isOneOf(openingEvents, event)) acts.add(`${origin.commandId} ${stream}`);
  }
  return [...reservationsIn(events)].flatMap(([name, held]) =>
    held === null || acts.has(`${held.commandId} ${held.target}`) ? [] : [name],
  );
};

/**
 * Checks the files right after a kill, before any repair. No acknowledged order may be missing or recorded twice. No
 * event may exist that nobody submitted or that no serial order of the commands can produce. Positions and revisions
 * have no gaps. The log, the digests and the views agree.
 */
export const auditFiles = async (campaign: Campaign, pending: readonly Order[]): Promise<void> => {
  const events = await campaign.events();
  const recorded = recordedIn(events);
  const acknowledged = campaign.acknowledged.map(({ reference }) => reference);
  const known = new Set([...acknowledged, ...pending.map(({ reference }) => reference)]);
  expect(acknowledged.filter((reference) => recorded.get(reference) !== 1)).toStrictEqual([]);
  expect([...recorded].filter(([reference, times]) => times !== 1 || !known.has(reference))).toStrictEqual(
    [],
  );
  expectNoGaps(events);
  expect(breachesIn(events)).toStrictEqual([]);
  const wrong = (await verify(campaign.settings, () => undefined)).filter(
    ({ differences, stopped }) => differences > 0 || stopped !== null,
  );
  expect(wrong).toStrictEqual([]);
  expect(await verifyKeys(campaign.settings)).toStrictEqual({ erasing: [], keyless: [] });
  expect((await verifyDigests(campaign.settings, () => undefined)).misfit).toBeNull();
};
