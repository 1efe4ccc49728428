import { isOneOf, type DomainEvent } from '@ledger/ledger/kernel/domain-event.js';
import { readAllLimitMax, type Position, type Recorded } from '@ledger/ledger/ports/event-log.js';
import { latestOf } from '../kernel/checkpoint.js';
import { readName, type Projection } from '../kernel/projection.js';
import { viewState, type ReadPorts, type ViewState } from './view-state.js';
import type { Document } from '../ports/document-store.js';

/** Whether documents are exactly those of a view's position: none that a later event touches knows that event. */
const isUntouched = async <D extends Document, E extends DomainEvent>(
  { store, log }: ReadPorts,
  projection: Projection<D, E>,
  position: Position,
): Promise<boolean> => {
  // What cannot be read is folded into no document.
  const isOurs = (past: Recorded): past is Recorded<E> =>
    past.unreadable === undefined && isOneOf(projection.types, past.event);
  // A runner folds no more than one such batch between two checkpoints.
  const { events } = await log.readAll(position, readAllLimitMax);
  const keys = new Set(events.filter(isOurs).flatMap((past) => projection.keysOf(past)));
  if (keys.size === 0) return true;
  const kept = await store.getMany<D>(readName(projection), [...keys]);
  const positions = [...kept.values()].map((document) => document.position);
  return latestOf(position, positions) === position;
};

/**
 * Tells, once reading is over, whether everything that was read is exactly what the view held where it stood at the
 * beginning. Documents change place in an order while one reads on, so looking at those that were read would not do.
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
