import type {
  DetailsContradicted,
  DetailsWithdrawn,
  RegistryEvent,
  WorkerDetails,
  WorkerDetailsCorrected,
  WorkerDetailsFilled,
} from '@ledger/schema/events/registry.js';
import type { EventTypes } from '../kernel/domain-event.js';
import type { ActId } from '../kernel/ids.js';

/** What acts say of a person; null is blank. */
export type Brought = Readonly<
  Pick<WorkerDetails, 'name' | 'nameFingerprint' | 'sex' | 'occupation' | 'employer'>
>;

type BroughtBy = Readonly<Partial<Record<DetailsWithdrawn['data']['fields'][number], ActId>>>;

/** What people are told apart by. */
type ToldApart = Readonly<Pick<WorkerDetails, 'nameFingerprint' | 'sex'>>;

/** Acts whose import was undone: they bring nothing any more, also where that was decided before the undoing. */
type Withdrawn = Readonly<{ withdrawn: readonly ActId[] }>;

export type RegistryState = Readonly<
  | ({ kind: 'nobody' } & Withdrawn)
  | ({
      kind: 'registered';
      details: WorkerDetails;
      /** Which act said what is known, as far as it was an act. */
      broughtBy: BroughtBy;
      /** Every name and sex that was registered and put right since. What was withdrawn is not among them. */
      putRight: readonly ToldApart[];
      contradictedBy: readonly ActId[];
    } & Withdrawn)
  | { kind: 'erasing' }
  | { kind: 'erased' }
>;

export const registryEvents: EventTypes<RegistryEvent> = {
  WorkerRegistered: true,
  WorkerDetailsCorrected: true,
  WorkerDetailsFilled: true,
  DetailsWithdrawn: true,
  DetailsContradicted: true,
  ErasureRequested: true,
  WorkerErased: true,
};

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

/** The state of a registered person after the details were replaced by these. */
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

/** Which act brought each field, but for those that are brought otherwise now, or blank. */
const stillBrought = (state: RegistryState, gone: readonly string[]): BroughtBy => {
  if (state.kind !== 'registered') return {};
  return Object.fromEntries(
    broughtFields.flatMap((field) => {
      const act = state.broughtBy[field];
      return act === undefined || gone.includes(field) ? [] : [[field, act] as const];
    }),
  );
};

/** The register's knowledge of a person after one more event. */
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

/** Whether somebody else is meant, or something wrong was said: a name or a sex that is not the registered one. */
export const contradicts = (known: Brought, said: Pick<Brought, 'nameFingerprint' | 'sex'>): boolean =>
  isOther(known.nameFingerprint, said.nameFingerprint) || isOther(known.sex, said.sex);

/**
 * In what an act that was recorded contradicts the register, because another was recorded at the same moment, or while
 * the register was blank. A name or sex that was put right since is no contradiction. Each act is told once.
 */
export const contradictions = (
  state: RegistryState,
  act: ActId,
  said: Pick<Brought, 'nameFingerprint' | 'sex'>,
): DetailsContradicted['data']['fields'] => {
  if (state.kind !== 'registered' || state.contradictedBy.includes(act)) return [];
  const { details, putRight } = state;
  const isNew = (field: keyof ToldApart): boolean =>
    isOther(details[field], said[field]) && !putRight.some((before) => before[field] === said[field]);
  return [...(isNew('nameFingerprint') ? ['name' as const] : []), ...(isNew('sex') ? ['sex' as const] : [])];
};

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
