import type {
  ErasureRequested,
  WorkerDetails,
  WorkerDetailsCorrected,
  WorkerDetailsFilled,
  WorkerErased,
  WorkerRegistered,
} from '@ledger/schema/events/registry.js';
import type { Decider, Decision } from '../kernel/decision.js';
import { accepted, refused } from '../kernel/decision.js';
import type { EventTypes } from '../kernel/domain-event.js';
import { printWorkerNo, type ActId, type StreamId, type WorkerNo } from '../kernel/ids.js';

type Order<T extends string, D> = Readonly<{
  type: T;
  data: Readonly<D & { stream: StreamId; worker: WorkerNo }>;
}>;

/** Order: enter a person into the register. */
export type RegisterWorker = Order<'RegisterWorker', Readonly<{ details: WorkerDetails }>>;
/** Order: take over what an accepted act says of its person, as far as nothing is known; a second time does nothing. */
export type BringDetails = Order<'BringDetails', Readonly<{ act: ActId; details: WorkerDetails }>>;
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
  RegisterWorker | BringDetails | CorrectWorkerDetails | RequestErasure | EndErasure;
export type RegistryEvent =
  WorkerRegistered | WorkerDetailsCorrected | WorkerDetailsFilled | ErasureRequested | WorkerErased;

/** What acts say of a person; null is blank. */
export type Brought = Readonly<
  Pick<WorkerDetails, 'name' | 'nameFingerprint' | 'sex' | 'occupation' | 'employer'>
>;

export type RegistryState = Readonly<
  | { kind: 'nobody' }
  | { kind: 'registered'; details: WorkerDetails }
  | { kind: 'erasing' }
  | { kind: 'erased' }
>;

const types: EventTypes<RegistryEvent> = {
  WorkerRegistered: true,
  WorkerDetailsCorrected: true,
  WorkerDetailsFilled: true,
  ErasureRequested: true,
  WorkerErased: true,
};

/** A blank name is filled, and a masked one by one that is not. */
const lacksName = (
  known: Brought,
  { hasName, nameFingerprint }: Readonly<{ hasName: boolean }> & Pick<Brought, 'nameFingerprint'>,
): boolean => (known.name === null ? hasName : known.nameFingerprint === null && nameFingerprint !== null);

const withBrought = (details: WorkerDetails, brought: Brought): WorkerDetails => ({
  ...details,
  ...(brought.name === null ? {} : { name: brought.name, nameFingerprint: brought.nameFingerprint }),
  sex: brought.sex ?? details.sex,
  occupation: brought.occupation ?? details.occupation,
  employer: brought.employer ?? details.employer,
});

const evolve = (state: RegistryState, { type, data }: RegistryEvent): RegistryState => {
  switch (type) {
    case 'WorkerRegistered': {
      const { act: _act, ...details } = data;
      return { kind: 'registered', details };
    }
    case 'WorkerDetailsCorrected':
      return { kind: 'registered', details: data };
    case 'WorkerDetailsFilled':
      return state.kind === 'registered'
        ? { kind: 'registered', details: withBrought(state.details, data) }
        : state;
    case 'ErasureRequested':
      return { kind: 'erasing' };
    case 'WorkerErased':
      return { kind: 'erased' };
  }
};

const registered = (details: WorkerDetails, act: ActId | null): Decision<RegistryEvent> =>
  accepted<RegistryEvent>({ type: 'WorkerRegistered', data: { ...details, act } });

const isOther = <T>(known: T | null, said: T | null): boolean =>
  known !== null && said !== null && known !== said;

/** Whether somebody else is meant, or something wrong was said: a name or a sex that is not the registered one. */
export const contradicts = (known: Brought, said: Pick<Brought, 'nameFingerprint' | 'sex'>): boolean =>
  isOther(known.nameFingerprint, said.nameFingerprint) || isOther(known.sex, said.sex);

/** Whether the register has a place for something that an act says; never for somebody who is or will be erased. */
export const lacks = (
  state: RegistryState,
  said: Readonly<{ hasName: boolean }> & Omit<Brought, 'name'>,
): boolean => {
  if (state.kind !== 'registered') return state.kind === 'nobody';
  const { details } = state;
  if (contradicts(details, said)) return false;
  return (
    lacksName(details, said) ||
    (['sex', 'occupation', 'employer'] as const).some(
      (field) => details[field] === null && said[field] !== null,
    )
  );
};

const filling = (known: WorkerDetails, { act, worker, details }: BringDetails['data']): RegistryEvent => {
  const takesName = lacksName(known, { ...details, hasName: details.name !== null });
  return {
    type: 'WorkerDetailsFilled',
    data: {
      worker,
      act,
      name: takesName ? details.name : null,
      nameFingerprint: takesName ? details.nameFingerprint : null,
      sex: known.sex === null ? details.sex : null,
      occupation: known.occupation === null ? details.occupation : null,
      employer: known.employer === null ? details.employer : null,
    },
  };
};

const bring = (state: RegistryState, data: BringDetails['data']): Decision<RegistryEvent> => {
  if (state.kind === 'nobody') return registered(data.details, data.act);
  const said = { ...data.details, hasName: data.details.name !== null };
  return state.kind === 'registered' && lacks(state, said)
    ? accepted(filling(state.details, data))
    : accepted();
};

const decide = (state: RegistryState, { type, data }: RegistryCommand): Decision<RegistryEvent> => {
  switch (type) {
    case 'RegisterWorker':
      return state.kind === 'nobody' ? registered(data.details, null) : refused('ALREADY_REGISTERED');
    case 'BringDetails':
      return bring(state, data);
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
