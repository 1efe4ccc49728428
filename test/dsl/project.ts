import type { DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import { streamId, type StreamId } from '@ledger/ledger/kernel/ids.js';
import { isPosition, type Origin, type Position, type Recorded } from '@ledger/ledger/ports/event-log.js';
import type { Projection } from '@ledger/projections/kernel/projection.js';
import type { Document } from '@ledger/projections/ports/document-store.js';
import { folded } from '../properties/plain-fold.js';

/** The position of the nth event in a test's log. */
export const positionAt = (ordinal: number): Position => {
  const position = `c0de${String(ordinal).padStart(16, '0')}`;
  if (!isPosition(position)) throw new RangeError(`${position} is no position`);
  return position;
};

/** The same position in another log: only the four characters of the log's id differ. */
export const foreignTo = (position: Position): Position => {
  const foreign = `f0e1${position.slice(4)}`;
  if (!isPosition(foreign)) throw new RangeError(`${foreign} is no position`);
  return foreign;
};

/** The default origin of events: the caseworker `li` recorded them at 10:00 on 10 March in China (02:00 UTC). */
export const recordedAt = '2026-03-10T02:00:00.000Z';
export const origin: Origin = {
  commandId: 'command',
  hash: 'hash',
  actor: 'li',
  role: 'caseworker',
  district: '330603',
  at: recordedAt,
  correlation: 'desk',
  cause: null,
};

/** An event with its stream and origin, before a log gives it a revision and a position. */
export type Happened<E extends DomainEvent = DomainEvent> = Readonly<{
  stream: StreamId;
  event: E;
  origin: Origin;
}>;

export const happened = <E extends DomainEvent>(
  stream: string,
  event: E,
  said: Partial<Origin> = {},
): Happened<E> => ({ stream: streamId(stream), event, origin: { ...origin, ...said } });

/** The events as a log stores them, with consecutive positions, and revisions counted per stream. */
export const history = <E extends DomainEvent>(past: readonly Happened<E>[]): readonly Recorded<E>[] => {
  const revisions = new Map<StreamId, number>();
  return past.map((each, index) => {
    const revision = revisions.get(each.stream) ?? 0;
    revisions.set(each.stream, revision + 1);
    return { ...each, id: `event ${String(index + 1)}`, revision, position: positionAt(index + 1) };
  });
};

/**
 * Freezes a value, so that a fold which changes its input throws. Byte arrays are skipped, because they cannot be
 * frozen.
 */
const frozen = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
};

/**
 * Tests a projection: after the given events exactly the expected documents exist, by key. Null stands for a deleted
 * document (tombstone).
 */
export const project = <D extends Document, E extends DomainEvent>(projection: Projection<D, E>) => ({
  given: (...past: readonly Happened[]) => ({
    then: (expected: Readonly<Record<string, D | null>>): void => {
      const strict: Projection<D, E> = {
        ...projection,
        fold: (doc, event, key) => frozen(projection.fold(doc, frozen(event), key)),
      };
      const documents = [...folded(strict, history(past)).values()].map(({ key, doc }) => [key, doc]);
      expect(Object.fromEntries(documents)).toStrictEqual(expected);
    },
  }),
});
