import type { ActState } from '@ledger/schema/catalogue/act-states.js';
import type { EventFamily } from '@ledger/schema/catalogue/kinds.js';
import type { SubsidyApproved } from '@ledger/schema/events/passbook.js';
import type { ActFacts, CountedAct } from '@ledger/schema/events/values.js';
import { noCounts } from '../kernel/count-arithmetic.js';
import type { PlainDate } from '../kernel/calendar.js';
import type { Fen } from '../kernel/money.js';
import type { Enjoyed } from '../acts/act-policies.js';
import type { PassbookEvent } from './passbook-events.js';

/** The part of an act in the passbook that later decisions need. */
export type PassbookAct = Readonly<{
  /** The act with all corrections applied. Its counts are zero until it is given or paid. */
  now: CountedAct;
  family: EventFamily;
  state: ActState;
  /**
   * Whether the act's reference stays reserved. An act that was taken back keeps its reference unless it was
   * released.
   */
  keepsReference: boolean;
  /** The approved or assessed amount; null before the approval and after the payment. */
  approvedFen: Fen | null;
  requestedOn: PlainDate | null;
  /** The day of the last step before the payment. Later steps and the payment must not be earlier. */
  lastStepOn: PlainDate;
}>;

/** The state of a passbook. `next` is the revision of the next event, and so the number of the next act. */
export type PassbookState = Readonly<{ next: number; acts: ReadonlyMap<number, PassbookAct> }>;

export const emptyPassbook: PassbookState = { next: 0, acts: new Map() };

/** The states in which an act counts against a yearly limit or a cap. */
const used: ReadonlySet<ActState> = new Set<ActState>(['given', 'approved', 'assessed', 'paid']);

/** What the person received of this kind in the year, without the act `except`, which is being judged. */
export const enjoyedOf = (state: PassbookState, kind: string, except: number | null): Enjoyed => {
  let times = 0;
  let amountFen = 0;
  for (const [act, each] of state.acts) {
    if (act === except || each.now.kind !== kind || !used.has(each.state)) continue;
    times += 1;
    amountFen += each.approvedFen ?? each.now.amountFen ?? 0;
  }
  return { times, amountFen };
};

/** Whether an act that was neither reversed nor refused names the session already. */
export const hasAttended = (state: PassbookState, session: string): boolean => {
  for (const each of state.acts.values()) {
    if (each.now.session === session && each.state !== 'reversed' && each.state !== 'refused') return true;
  }
  return false;
};

const put = (state: PassbookState, act: number, next: PassbookAct | undefined): PassbookState => ({
  next: state.next + 1,
  acts: next === undefined ? state.acts : new Map(state.acts).set(act, next),
});

const patch = (state: PassbookState, act: number, change: Partial<PassbookAct>): PassbookState => {
  const before = state.acts.get(act);
  return put(state, act, before === undefined ? undefined : { ...before, ...change });
};

const given = (state: PassbookState, now: CountedAct, family: EventFamily): PassbookState =>
  put(state, now.act, {
    now,
    family,
    state: 'given',
    keepsReference: true,
    approvedFen: null,
    requestedOn: null,
    lastStepOn: now.on,
  });

const opened = (
  state: PassbookState,
  facts: ActFacts,
  family: EventFamily,
  as: 'requested' | 'submitted',
): PassbookState =>
  put(state, facts.act, {
    now: { ...facts, counts: noCounts },
    family,
    state: as,
    keepsReference: true,
    approvedFen: null,
    requestedOn: facts.on,
    lastStepOn: facts.on,
  });

/** After an approval or assessment: the rule that judged it becomes the act's rule, also for the payment. */
const agreed = (
  state: PassbookState,
  { act, on, amountFen, judgedBy }: SubsidyApproved['data'],
  as: 'approved' | 'assessed',
): PassbookState => {
  const before = state.acts.get(act);
  if (before === undefined) return put(state, act, undefined);
  const now = { ...before.now, judgedBy };
  return put(state, act, { ...before, now, state: as, approvedFen: amountFen, lastStepOn: on });
};

const paid = (
  state: PassbookState,
  data: CountedAct & Readonly<{ requestedOn: PlainDate | null }>,
  family: EventFamily,
): PassbookState => {
  const { requestedOn, ...now } = data;
  return put(state, data.act, {
    now,
    family,
    state: 'paid',
    keepsReference: true,
    approvedFen: null,
    requestedOn,
    lastStepOn: state.acts.get(data.act)?.lastStepOn ?? data.on,
  });
};

/** The state of the passbook after one more event. An event type without a case does not compile. */
export const evolve = (state: PassbookState, { type, data }: PassbookEvent): PassbookState => {
  switch (type) {
    case 'ServiceRecorded':
      return given(state, data, 'service');
    case 'HealthCheckRecorded':
      return given(state, data, 'health-check');
    case 'SubsidyRequested':
      return opened(state, data, 'subsidy', 'requested');
    case 'MutualAidClaimSubmitted':
      return opened(state, data, 'mutual-aid', 'submitted');
    case 'SubsidyApproved':
      return agreed(state, data, 'approved');
    case 'MutualAidClaimAssessed':
      return agreed(state, data, 'assessed');
    case 'SubsidyPaid':
      return paid(state, data, 'subsidy');
    case 'MutualAidPaid':
      return paid(state, data, 'mutual-aid');
    case 'SubsidyRefused':
    case 'MutualAidClaimRefused':
      return patch(state, data.act, { state: 'refused', lastStepOn: data.on });
    case 'ActCorrected': {
      const { undone: _undone, heldIn: _heldIn, reason: _reason, ...now } = data;
      return patch(state, data.act, { now });
    }
    case 'ActReversed':
      return patch(state, data.act, { state: 'reversed', keepsReference: !data.releases });
    case 'ActReferenceReleased':
      return patch(state, data.act, { keepsReference: false });
    case 'ReservationFenced':
      return put(state, 0, undefined);
  }
};
