import type {
  ErasureRequested,
  WorkerDetails,
  WorkerDetailsCorrected,
  WorkerErased,
  WorkerRegistered,
} from '@ledger/schema/events/registry.js';
import type { Decider, Decision } from '../kernel/decision.js';
import { accepted, refused } from '../kernel/decision.js';
import type { EventTypes } from '../kernel/domain-event.js';
import { printWorkerNo, type StreamId, type WorkerNo } from '../kernel/ids.js';

type Order<T extends string, D> = Readonly<{
  type: T;
  data: Readonly<D & { stream: StreamId; worker: WorkerNo }>;
}>;

/** Order: enter a person into the register. */
export type RegisterWorker = Order<'RegisterWorker', Readonly<{ details: WorkerDetails }>>;
/** Order: see to it that the person behind an accepted act is registered; a second time does nothing. */
export type EnsureWorkerRegistered = Order<'EnsureWorkerRegistered', Readonly<{ details: WorkerDetails }>>;
/** Order: put the details right; what is not named stays. */
export type CorrectWorkerDetails = Order<
  'CorrectWorkerDetails',
  Readonly<{ changes: Readonly<Partial<Omit<WorkerDetails, 'worker' | 'office'>>> }>
>;
/** Order: begin to forget who the person is; the history stays under the number. */
export type RequestErasure = Order<'RequestErasure', unknown>;
/** Order: note that the person's key, whose destruction was requested, is gone. */
export type EndErasure = Order<'EndErasure', unknown>;

export type RegistryCommand =
  RegisterWorker | EnsureWorkerRegistered | CorrectWorkerDetails | RequestErasure | EndErasure;
export type RegistryEvent = WorkerRegistered | WorkerDetailsCorrected | ErasureRequested | WorkerErased;

export type RegistryState = Readonly<
  | { kind: 'nobody' }
  | { kind: 'registered'; details: WorkerDetails }
  | { kind: 'erasing' }
  | { kind: 'erased' }
>;

const types: EventTypes<RegistryEvent> = {
  WorkerRegistered: true,
  WorkerDetailsCorrected: true,
  ErasureRequested: true,
  WorkerErased: true,
};

const evolve = (_state: RegistryState, { type, data }: RegistryEvent): RegistryState => {
  switch (type) {
    case 'WorkerRegistered':
    case 'WorkerDetailsCorrected':
      return { kind: 'registered', details: data };
    case 'ErasureRequested':
      return { kind: 'erasing' };
    case 'WorkerErased':
      return { kind: 'erased' };
  }
};

const registered = (details: WorkerDetails): Decision<RegistryEvent> =>
  accepted<RegistryEvent>({ type: 'WorkerRegistered', data: details });

const decide = (state: RegistryState, { type, data }: RegistryCommand): Decision<RegistryEvent> => {
  switch (type) {
    case 'RegisterWorker':
      return state.kind === 'nobody' ? registered(data.details) : refused('ALREADY_REGISTERED');
    case 'EnsureWorkerRegistered':
      return state.kind === 'nobody' ? registered(data.details) : accepted();
    case 'CorrectWorkerDetails': {
      if (state.kind !== 'registered')
        return refused('UNKNOWN_WORKER', { worker: printWorkerNo(data.worker) });
      if (Object.keys(data.changes).length === 0) return accepted();
      return accepted<RegistryEvent>({
        type: 'WorkerDetailsCorrected',
        data: { ...state.details, ...data.changes },
      });
    }
    case 'RequestErasure':
      if (state.kind === 'nobody') return refused('UNKNOWN_WORKER', { worker: printWorkerNo(data.worker) });
      if (state.kind !== 'registered') return accepted();
      return accepted<RegistryEvent>({ type: 'ErasureRequested', data: { worker: data.worker } });
    case 'EndErasure':
      if (state.kind !== 'erasing') return accepted();
      return accepted<RegistryEvent>({ type: 'WorkerErased', data: { worker: data.worker } });
  }
};

/** A person, stream `worker-<no>`: registered once; every personal datum sealed with the person's own key. */
export const registry: Decider<RegistryState, RegistryCommand, RegistryEvent> = {
  types,
  initial: { kind: 'nobody' },
  evolve,
  decide,
  streamOf: (command) => command.data.stream,
};
