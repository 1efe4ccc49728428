import { typesOf } from '@ledger/schema/events/event-shape.js';
import {
  registryShapes,
  type DetailsContradicted,
  type DetailsWithdrawn,
  type RegistryEvent,
  type WorkerDetails,
  type WorkerDetailsCorrected,
  type WorkerDetailsFilled,
} from '@ledger/schema/events/registry.js';
import type { ActId } from '../kernel/ids.js';

/** The details of a person that acts can add to the register; null means missing. */
export type Brought = Readonly<
  Pick<WorkerDetails, 'name' | 'nameFingerprint' | 'sex' | 'occupation' | 'employer'>
>;

type BroughtBy = Readonly<Partial<Record<DetailsWithdrawn['data']['fields'][number], ActId>>>;

/** The details by which a contradiction between an act and the register is detected. */
type TellingDetail = Readonly<Pick<WorkerDetails, 'nameFingerprint' | 'sex'>>;

/** Acts whose import was undone. They add no details any more, even if that was decided before the undo. */
type Withdrawn = Readonly<{ withdrawn: readonly ActId[] }>;

export type RegistryState = Readonly<
  | ({ kind: 'nobody' } & Withdrawn)
  | ({
      kind: 'registered';
      details: WorkerDetails;
      /** For each known detail, the act that brought it. Details that no act brought are absent. */
      broughtBy: BroughtBy;
      /**
       * Every name and sex that was registered and corrected later. Details that were withdrawn (import undone) are
       * not included.
       */
      putRight: readonly TellingDetail[];
      contradictedBy: readonly ActId[];
    } & Withdrawn)
  | { kind: 'erasing' }
  | { kind: 'erased' }
>;

export const registryEvents = typesOf(registryShapes);

/** Whether a person is erased or being erased. */
export const isGone = ({ kind }: RegistryState): boolean => kind === 'erasing' || kind === 'erased';

/**
 * Whether the registered name should be replaced: it is missing and a name was given, or it is masked (张*) and a full
 * name was given.
 */
export const lacksName = (
  known: Brought,
  { hasName, nameFingerprint }: Readonly<{ hasName: boolean }> & Pick<Brought, 'nameFingerprint'>,
): boolean => (known.name === null ? hasName : known.nameFingerprint === null && nameFingerprint !== null);

export const broughtFields = ['name', 'sex', 'occupation', 'employer'] as const;

const broughtWith = (brought: Brought, act: ActId): BroughtBy =>
  Object.fromEntries(
    broughtFields.flatMap((field) => (brought[field] === null ? [] : [[field, act] as const])),
  );

const withBrought = (details: WorkerDetails, brought: Brought): WorkerDetails => ({
  ...details,
  ...(brought.name === null ? {} : { name: brought.name, nameFingerprint: brought.nameFingerprint }),
  sex: brought.sex ?? details.sex,
  occupation: brought.occupation ?? details.occupation,
  employer: brought.employer ?? details.employer,
});

type Registered = Extract<RegistryState, { kind: 'registered' }>;

/** Whether acts may still add details to this person's entry; never if the person is erased or being erased. */
export const mayBring = (state: RegistryState): state is Extract<RegistryState, Withdrawn> =>
  state.kind === 'nobody' || state.kind === 'registered';

/** Whether the import of the act was undone. */
export const isWithdrawn = (state: RegistryState, act: ActId): boolean =>
  mayBring(state) && state.withdrawn.includes(act);

/**
 * The state of a registered person with these details; corrections, contradictions and withdrawals known so far are
 * kept.
 */
const registeredAs = (before: RegistryState, details: WorkerDetails, broughtBy: BroughtBy): Registered => {
  const { putRight, contradictedBy } =
    before.kind === 'registered' ? before : { putRight: [], contradictedBy: [] };
  const withdrawn = mayBring(before) ? before.withdrawn : [];
  return {
    kind: 'registered',
    details,
    broughtBy,
    putRight,
    contradictedBy,
    withdrawn,
  };
};

const correctedTo = (
  before: RegistryState,
  { named, ...details }: WorkerDetailsCorrected['data'],
): Registered => {
  const after = registeredAs(before, details, stillBrought(before, named));
  if (before.kind !== 'registered') return after;
  const nameFingerprint = named.includes('name') ? before.details.nameFingerprint : null;
  const sex = named.includes('sex') ? before.details.sex : null;
  return { ...after, putRight: [...before.putRight, { nameFingerprint, sex }] };
};

const filledWith = (state: Registered, data: WorkerDetailsFilled['data']): RegistryState =>
  registeredAs(state, withBrought(state.details, data), {
    ...state.broughtBy,
    ...broughtWith(data, data.act),
  });

const withdrawnFrom = (state: RegistryState, { act, fields }: DetailsWithdrawn['data']): RegistryState => {
  if (!mayBring(state)) return state;
  const withdrawn = [...state.withdrawn, act];
  if (state.kind === 'nobody') return { ...state, withdrawn };
  return {
    ...state,
    details: without(state.details, fields),
    broughtBy: stillBrought(state, fields),
    withdrawn,
  };
};

const without = (details: WorkerDetails, gone: DetailsWithdrawn['data']['fields']): WorkerDetails => ({
  ...details,
  ...(gone.includes('name') ? { name: null, nameFingerprint: null } : {}),
  ...(gone.includes('sex') ? { sex: null } : {}),
  ...(gone.includes('occupation') ? { occupation: null } : {}),
  ...(gone.includes('employer') ? { employer: null } : {}),
});

/** Which act brought each detail, without the details that were corrected or removed. */
const stillBrought = (state: RegistryState, gone: readonly string[]): BroughtBy => {
  if (state.kind !== 'registered') return {};
  return Object.fromEntries(
    broughtFields.flatMap((field) => {
      const act = state.broughtBy[field];
      return act === undefined || gone.includes(field) ? [] : [[field, act] as const];
    }),
  );
};

/** The state of the register entry after one more event. */
export const evolve = (state: RegistryState, { type, data }: RegistryEvent): RegistryState => {
  switch (type) {
    case 'WorkerRegistered': {
      const { act, ...details } = data;
      return registeredAs(state, details, act === null ? {} : broughtWith(details, act));
    }
    case 'WorkerDetailsCorrected':
      return correctedTo(state, data);
    case 'WorkerDetailsFilled':
      return state.kind === 'registered' ? filledWith(state, data) : state;
    case 'DetailsWithdrawn':
      return withdrawnFrom(state, data);
    case 'DetailsContradicted':
      return state.kind === 'registered'
        ? { ...state, contradictedBy: [...state.contradictedBy, data.act] }
        : state;
    case 'ErasureRequested':
      return { kind: 'erasing' };
    case 'WorkerErased':
      return { kind: 'erased' };
  }
};

const isOther = <T>(known: T | null, said: T | null): boolean =>
  known !== null && said !== null && known !== said;

/**
 * Whether a name or a sex differs from the registered one: either the act is about another person, or a detail is
 * wrong.
 */
export const contradicts = (known: Brought, said: Pick<Brought, 'nameFingerprint' | 'sex'>): boolean =>
  isOther(known.nameFingerprint, said.nameFingerprint) || isOther(known.sex, said.sex);

/**
 * The fields in which a recorded act contradicts the register, for example because two acts with different details
 * were recorded at the same time. A name or a sex that was registered before and corrected since is not a
 * contradiction. Each act is reported once.
 */
export const contradictions = (
  state: RegistryState,
  act: ActId,
  said: Pick<Brought, 'nameFingerprint' | 'sex'>,
): DetailsContradicted['data']['fields'] => {
  if (state.kind !== 'registered' || state.contradictedBy.includes(act)) return [];
  const { details, putRight } = state;
  const isNew = (field: keyof TellingDetail): boolean =>
    isOther(details[field], said[field]) && !putRight.some((before) => before[field] === said[field]);
  return [...(isNew('nameFingerprint') ? ['name' as const] : []), ...(isNew('sex') ? ['sex' as const] : [])];
};

/** Whether the act has a detail that the register lacks; never for a person who is erased or being erased. */
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
