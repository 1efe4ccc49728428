import { reservationFenced, type ReservationFenced } from '@ledger/schema/events/acts.js';
import { typesOf } from '@ledger/schema/events/event-shape.js';
import {
  registryShapes,
  type RegistryEvent,
  type WorkerDetails,
  type WorkerDetailsCorrected,
} from '@ledger/schema/events/registry.js';
import type { Command, Decider, Decision, Refused } from '../kernel/decision.js';
import { accepted, refused } from '../kernel/decision.js';
import { printWorkerNo, type ActId, type WorkerNo } from '../kernel/ids.js';
import {
  broughtFields,
  contradictions,
  evolve,
  isWithdrawn,
  lacks,
  lacksName,
  mayBring,
  type RegistryState,
} from './registry-state.js';

type WorkerCommand<T extends string, D> = Command<T, D & Readonly<{ worker: WorkerNo }>>;

/** Command: enter a person into the register. */
export type RegisterWorker = WorkerCommand<'RegisterWorker', Readonly<{ details: WorkerDetails }>>;
/**
 * Command: take over the details of a person from an accepted act. It registers an unknown person, fills missing
 * details of a known one, and records contradictions. Idempotent.
 */
export type BringDetails = WorkerCommand<'BringDetails', Readonly<{ act: ActId; details: WorkerDetails }>>;
/**
 * Command: remove from the register the details that an act of an undone import brought. The event is recorded even
 * if the act brought nothing: a concurrent command may be about to write such details, and this event makes the
 * append of that command fail.
 */
export type WithdrawDetails = WorkerCommand<'WithdrawDetails', Readonly<{ act: ActId; importId: string }>>;
/** Command: correct the named details; the other details stay. */
export type CorrectWorkerDetails = WorkerCommand<
  'CorrectWorkerDetails',
  Readonly<{ changes: Readonly<Partial<Omit<WorkerDetails, 'worker' | 'office'>>> }>
>;
/** Command: begin to erase the person's identity. The acts stay, under the worker number. */
export type RequestErasure = WorkerCommand<'RequestErasure', unknown>;
/** Command: record that the person's key, whose destruction was requested, is gone. */
export type EndErasure = WorkerCommand<'EndErasure', unknown>;

export type RegistryCommand =
  RegisterWorker | BringDetails | WithdrawDetails | CorrectWorkerDetails | RequestErasure | EndErasure;

const correctable = ['membership', 'nationalId', 'name', 'phone', 'sex', 'occupation', 'employer'] as const;

const registered = (details: WorkerDetails, act: ActId | null): Decision<RegistryEvent> =>
  accepted<RegistryEvent>({ type: 'WorkerRegistered', data: { ...details, act } });

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

const withdraw = (
  state: RegistryState,
  { worker, act, importId }: WithdrawDetails['data'],
): Decision<RegistryEvent> => {
  if (!mayBring(state) || isWithdrawn(state, act)) return accepted();
  const broughtBy = state.kind === 'registered' ? state.broughtBy : {};
  const fields = broughtFields.filter((field) => broughtBy[field] === act);
  return accepted<RegistryEvent>({ type: 'DetailsWithdrawn', data: { worker, act, importId, fields } });
};

const bring = (state: RegistryState, data: BringDetails['data']): Decision<RegistryEvent> => {
  if (isWithdrawn(state, data.act)) return accepted();
  if (state.kind === 'nobody') return registered(data.details, data.act);
  const said = { ...data.details, hasName: data.details.name !== null };
  const { worker, act } = data;
  const fields = contradictions(state, act, said);
  if (fields.length > 0)
    return accepted<RegistryEvent>({ type: 'DetailsContradicted', data: { worker, act, fields } });
  return state.kind === 'registered' && lacks(state, said)
    ? accepted(filling(state.details, data))
    : accepted();
};

const namedIn = (changes: CorrectWorkerDetails['data']['changes']): WorkerDetailsCorrected['data']['named'] =>
  correctable.filter((field) => changes[field] !== undefined);

const alreadyRegistered = ({ worker }: WorkerDetails): Refused =>
  refused('ALREADY_REGISTERED', { worker: printWorkerNo(worker) });

const decide = (state: RegistryState, { type, data }: RegistryCommand): Decision<RegistryEvent> => {
  switch (type) {
    case 'RegisterWorker':
      return state.kind === 'nobody' ? registered(data.details, null) : alreadyRegistered(data.details);
    case 'BringDetails':
      return bring(state, data);
    case 'WithdrawDetails':
      return withdraw(state, data);
    case 'CorrectWorkerDetails': {
      if (state.kind !== 'registered')
        return refused('UNKNOWN_WORKER', { worker: printWorkerNo(data.worker) });
      if (Object.keys(data.changes).length === 0) return accepted();
      return accepted<RegistryEvent>({
        type: 'WorkerDetailsCorrected',
        data: { ...state.details, ...data.changes, named: namedIn(data.changes) },
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

/**
 * One person, stream `worker-<number>`: registered once; all personal data are encrypted with the person's own key.
 */
export const registry: Decider<RegistryState, RegistryCommand, RegistryEvent | ReservationFenced> = {
  types: typesOf([...registryShapes, reservationFenced]),
  initial: { kind: 'nobody', withdrawn: [] },
  // A fence is in the stream of a registration or correction that lost its idempotency key. It changes nothing.
  evolve: (state, event) => (event.type === 'ReservationFenced' ? state : evolve(state, event)),
  decide,
  streamOf: (command) => command.data.stream,
};
