import { ruleOn } from '@ledger/schema/catalogue/rules.js';
import type { CountedAct } from '@ledger/schema/events/values.js';
import { actOf, countsOf, type SessionState } from '../acts/act-facts.js';
import {
  agreesWithRegister,
  onceAYear,
  referenceIsFree,
  sessionIsOpen,
  withinCap,
} from '../acts/act-policies.js';
import type { Decision, Refused } from '../kernel/decision.js';
import { accepted, firstRefusal, refused } from '../kernel/decision.js';
import type { RecordService, RequestSubsidy, SubmitMutualAidClaim } from './passbook-commands.js';
import type { PassbookEvent } from './passbook-events.js';
import { enjoyedOf, hasAttended, type PassbookState } from './passbook-state.js';

/**
 * The largest number of events in a passbook. Every decision reads the whole passbook; a year with more events is
 * certainly a mistake.
 */
export const passbookEventsMax = 1_000;

type Recording = RecordService['data'];

/**
 * The state of the session for this person. The person's own passbook is checked too, because the session's stream
 * may not have recorded that attendance yet.
 */
const sessionFor = (state: PassbookState, { input, session }: Recording): SessionState =>
  typeof session === 'string' &&
  session !== 'unknown' &&
  input.session !== null &&
  hasAttended(state, input.session)
    ? 'attended'
    : session;

const roomLeft = (state: PassbookState): Refused | null =>
  state.next < passbookEventsMax ? null : refused('PASSBOOK_FULL', { max: passbookEventsMax });

const judged = (state: PassbookState, data: Recording): Refused | null => {
  const { input } = data;
  const rule = ruleOn(data.rules, input.kind, input.on);
  const enjoyed = enjoyedOf(state, input.kind, null);
  return firstRefusal<Recording>(
    [
      () => referenceIsFree(input, data),
      () => agreesWithRegister(data),
      () => sessionIsOpen(input, { session: sessionFor(state, data) }),
      () => onceAYear(rule, enjoyed, input.on),
      () => withinCap(rule, enjoyed, input),
      () => roomLeft(state),
    ],
    data,
  );
};

/**
 * The act with its number, rule and counts. An attendance has headcount 0 here, because its session counts the
 * people.
 */
const counted = (state: PassbookState, { input, rules }: Recording): CountedAct => {
  const counts = countsOf(input);
  return actOf(input, {
    act: state.next,
    judgedBy: ruleOn(rules, input.kind, input.on)?.version ?? null,
    counts: input.session === null ? counts : { ...counts, headcount: 0 },
  });
};

const recorded = (data: Recording, act: CountedAct): PassbookEvent => {
  switch (data.family) {
    case 'health-check':
      return { type: 'HealthCheckRecorded', data: act };
    case 'subsidy':
      return { type: 'SubsidyPaid', data: { ...act, requestedOn: null } };
    case 'mutual-aid':
      return { type: 'MutualAidPaid', data: { ...act, requestedOn: null } };
    case 'service':
    case 'training':
    case 'case':
      return { type: 'ServiceRecorded', data: act };
  }
};

/** Decides on an act that was already given or paid. */
export const recordService = (state: PassbookState, data: Recording): Decision<PassbookEvent> =>
  judged(state, data) ?? accepted(recorded(data, counted(state, data)));

/**
 * Decides on a request or a claim. It counts nowhere before it is paid, but if it could never be approved, it is
 * refused now.
 */
export const open = (
  state: PassbookState,
  { type, data }: RequestSubsidy | SubmitMutualAidClaim,
): Decision<PassbookEvent> => {
  if (data.input.amountFen === null) return refused('MISSING_AMOUNT');
  const refusal = judged(state, data);
  if (refusal !== null) return refusal;
  const { counts: _counts, ...facts } = counted(state, data);
  switch (type) {
    case 'RequestSubsidy':
      return accepted<PassbookEvent>({ type: 'SubsidyRequested', data: facts });
    case 'SubmitMutualAidClaim':
      return accepted<PassbookEvent>({ type: 'MutualAidClaimSubmitted', data: facts });
  }
};
