import type { DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import { streamId, type StreamId } from '@ledger/ledger/kernel/ids.js';
import { isPosition, type Origin, type Position, type Recorded } from '@ledger/ledger/ports/event-log.js';
import type { Projection } from '@ledger/projections/kernel/projection.js';
import type { Document } from '@ledger/projections/ports/document-store.js';
import { folded } from '../properties/plain-fold.js';

/** The position of the nth event of a log. */
export const positionAt = (ordinal: number): Position => {
  const position = `c0de${String(ordinal).padStart(16, '0')}`;
  if (!isPosition(position)) throw new RangeError(`${position} is no position`);
  return position;
};

/** The same place in another log. */
export const foreignTo = (position: Position): Position => {
  const foreign = `f0e1${position.slice(4)}`;
  if (!isPosition(foreign)) throw new RangeError(`${foreign} is no position`);
  return foreign;
};

/** The caseworker 李 recorded everything on the morning of 10 March, unless said otherwise. */
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

/** An event that happened in a stream, before the log has given it a place. */
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

/** The events as a log keeps them: one position after the other, revisions counted in each stream. */
export const history = <E extends DomainEvent>(past: readonly Happened<E>[]): readonly Recorded<E>[] => {
  const revisions = new Map<StreamId, number>();
  return past.map((each, index) => {
    const revision = revisions.get(each.stream) ?? 0;
    revisions.set(each.stream, revision + 1);
    return { ...each, id: `event ${String(index + 1)}`, revision, position: positionAt(index + 1) };
  });
};

/** Nothing that is handed to a fold may be changed by it; bytes cannot be frozen. */
const frozen = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
};

/** Examples for a view: from what happened, exactly these documents under these keys; null is a tombstone. */
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
