import { isOneOf, type DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import { readAllLimitMax, type Position, type Recorded } from '@ledger/ledger/ports/event-log.js';
import { latestOf } from '../kernel/checkpoint.js';
import { readName, type Projection } from '../kernel/projection.js';
import { viewState, type ReadPorts, type ViewState } from './view-state.js';
import type { Document } from '../ports/document-store.js';

/** Whether the stored documents match a view's position exactly: no document contains an event after that position. */
const isUntouched = async <D extends Document, E extends DomainEvent>(
  { store, log }: ReadPorts,
  projection: Projection<D, E>,
  position: Position,
): Promise<boolean> => {
  // Unreadable events are folded into no document.
  const isOurs = (past: Recorded): past is Recorded<E> =>
    past.unreadable === undefined && isOneOf(projection.types, past.event);
  // Between two checkpoints a runner folds at most one batch, which is smaller than this read.
  const { events } = await log.readAll(position, readAllLimitMax);
  const keys = new Set(events.filter(isOurs).flatMap((past) => projection.keysOf(past)));
  if (keys.size === 0) return true;
  const kept = await store.getMany<D>(readName(projection), [...keys]);
  const positions = [...kept.values()].map((document) => document.position);
  return latestOf(position, positions) === position;
};

/**
 * Notes the position of a view before a long read. `settled` then resolves to true if everything that was read matches
 * exactly that position. The read documents alone cannot prove this, because documents may move within the list during
 * the read.
 */
export const settling = async <D extends Document, E extends DomainEvent>(
  ports: ReadPorts,
  projection: Projection<D, E>,
): Promise<Readonly<{ began: ViewState; settled: () => Promise<boolean> }>> => {
  const began = await viewState(ports, projection);
  return {
    began,
    settled: async () => {
      const { position } = await viewState(ports, projection);
      return position === began.position && (await isUntouched(ports, projection, position));
    },
  };
};
