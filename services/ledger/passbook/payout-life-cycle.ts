import type { ActState } from '@ledger/schema/catalogue/act-states.js';
import { ruleOn, type Rule } from '@ledger/schema/catalogue/rules.js';
import type { Sealed } from '@ledger/schema/events/values.js';
import { countsOf } from '../acts/act-facts.js';
import { onceAYear, withinCap } from '../acts/act-policies.js';
import type { PlainDate } from '../kernel/calendar.js';
import type { Decision, Refused } from '../kernel/decision.js';
import { accepted, refused } from '../kernel/decision.js';
import { noFen, yuan, type Fen } from '../kernel/money.js';
import type {
  ApproveSubsidy,
  AssessMutualAidClaim,
  PayMutualAidClaim,
  PaySubsidy,
  RefuseMutualAidClaim,
  RefuseSubsidy,
} from './passbook-commands.js';
import type { PassbookEvent } from './passbook-events.js';
import { enjoyedOf, type PassbookAct, type PassbookState } from './passbook-state.js';

type Approving = Pick<ApproveSubsidy['data'], 'on' | 'today' | 'amountFen'>;
type Step = Readonly<{ act: number; on: PlainDate; today: PlainDate; stream: string }>;

/** The act that a step of the life cycle applies to, if it is in one of the states `from`; otherwise the refusal. */
const actIn = (state: PassbookState, step: Step, from: readonly ActState[]): PassbookAct | Refused => {
  if (step.on > step.today) return refused('DATE_IN_FUTURE', { date: step.on, today: step.today });
  const act = state.acts.get(step.act);
  if (act === undefined) return refused('UNKNOWN_ACT', { act: `${step.stream}.${String(step.act)}` });
  if (!from.includes(act.state)) return refused('WRONG_STATE', { state: act.state });
  if (step.on < act.lastStepOn)
    return refused('DATE_OUT_OF_ORDER', { date: step.on, before: act.lastStepOn });
  return act;
};

const isRefused = (found: PassbookAct | Refused): found is Refused => 'code' in found;

/**
 * Refuses an approval of zero: to pay nothing, the request must be refused. A day in the future is left to a later
 * check, which outranks this one.
 */
const ofNothing = ({ on, today, amountFen }: Approving): Refused | null =>
  on <= today && amountFen === noFen ? refused('MISSING_AMOUNT') : null;

/** Judges a request as if it were given with this amount, by the rule in force on the day of the request. */
const judged = (
  state: PassbookState,
  { now }: PassbookAct,
  { rule, amountFen }: Readonly<{ rule: Rule | null; amountFen: Fen }>,
): Refused | null => {
  const enjoyed = enjoyedOf(state, now.kind, now.act);
  const askedFen = now.amountFen ?? noFen;
  if (amountFen === noFen) return refused('MISSING_AMOUNT');
  return (
    onceAYear(rule, enjoyed, now.on) ??
    withinCap(rule, enjoyed, { sex: now.sex, amountFen, on: now.on }) ??
    (amountFen > askedFen ? refused('OVER_REQUEST', { requested: yuan(askedFen) }) : null)
  );
};

/**
 * Approves or assesses. Refused if the person may receive the kind once a year and has received it, if the cap would
 * be exceeded together with everything approved and paid, or if the amount is above the requested one.
 */
export const approve = (
  state: PassbookState,
  { type, data }: ApproveSubsidy | AssessMutualAidClaim,
): Decision<PassbookEvent> => {
  const from: ActState = type === 'ApproveSubsidy' ? 'requested' : 'submitted';
  const act = ofNothing(data) ?? actIn(state, data, [from]);
  if (isRefused(act)) return act;
  const { now } = act;
  const amountFen = data.amountFen ?? now.amountFen ?? noFen;
  const rule = ruleOn(data.rules, now.kind, now.on);
  const refusal = judged(state, act, { rule, amountFen });
  if (refusal !== null) return refusal;
  const { on, reason } = data;
  const approval = { act: now.act, on, amountFen, judgedBy: rule?.version ?? null, reason };
  switch (type) {
    case 'ApproveSubsidy':
      return accepted<PassbookEvent>({ type: 'SubsidyApproved', data: approval });
    case 'AssessMutualAidClaim':
      return accepted<PassbookEvent>({ type: 'MutualAidClaimAssessed', data: approval });
  }
};

/** Pays the approved or assessed amount. From the day of payment on, the act counts. */
export const pay = (
  state: PassbookState,
  { type, data }: PaySubsidy | PayMutualAidClaim,
): Decision<PassbookEvent> => {
  const act = actIn(state, data, [type === 'PaySubsidy' ? 'approved' : 'assessed']);
  if (isRefused(act)) return act;
  const facts = { ...act.now, on: data.on, amountFen: act.approvedFen };
  const counts = countsOf(facts);
  const payment = {
    ...facts,
    counts: facts.session === null ? counts : { ...counts, headcount: 0 },
    requestedOn: act.requestedOn,
  };
  switch (type) {
    case 'PaySubsidy':
      return accepted<PassbookEvent>({ type: 'SubsidyPaid', data: payment });
    case 'PayMutualAidClaim':
      return accepted<PassbookEvent>({ type: 'MutualAidPaid', data: payment });
  }
};

/** Refuses a request or a claim that has not been paid, with a reason. */
export const refuse = (
  state: PassbookState,
  { type, data }: RefuseSubsidy | RefuseMutualAidClaim,
): Decision<PassbookEvent> => {
  const from: readonly ActState[] =
    type === 'RefuseSubsidy' ? ['requested', 'approved'] : ['submitted', 'assessed'];
  const act = actIn(state, data, from);
  if (isRefused(act)) return act;
  const reason: Sealed | null = data.reason;
  const refusal = { act: act.now.act, on: data.on, reason };
  switch (type) {
    case 'RefuseSubsidy':
      return accepted<PassbookEvent>({ type: 'SubsidyRefused', data: refusal });
    case 'RefuseMutualAidClaim':
      return accepted<PassbookEvent>({ type: 'MutualAidClaimRefused', data: refusal });
  }
};
