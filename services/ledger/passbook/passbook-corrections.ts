import { ruleOn } from '@ledger/schema/catalogue/rules.js';
import type { EventFamily } from '@ledger/schema/catalogue/kinds.js';
import {
  changed,
  changesNothing,
  keepsSum,
  staysAtHome,
  type CorrectAct,
  type ReverseAct,
  reversalOf,
} from '../acts/act-corrections.js';
import { countsOf, undoingOf } from '../acts/act-facts.js';
import type { CountedAct } from '@ledger/schema/events/values.js';
import { atRightSession, isOfSession, onceAYear, withinCap } from '../acts/act-policies.js';
import { yearOf } from '../kernel/calendar.js';
import type { Decision, Refused } from '../kernel/decision.js';
import { accepted, refused } from '../kernel/decision.js';
import type { PassbookEvent } from './passbook-events.js';
import { enjoyedOf, type PassbookAct, type PassbookState } from './passbook-state.js';

/** The event families to which the kind of an act may be corrected: those recorded with the same events. */
const sharing = (family: EventFamily): readonly EventFamily[] =>
  family === 'service' ? ['service', 'training'] : [family];

const actInForce = (
  state: PassbookState,
  { stream, act }: Readonly<{ stream: string; act: number }>,
): PassbookAct | Refused => {
  const found = state.acts.get(act);
  if (found === undefined) return refused('UNKNOWN_ACT', { act: `${stream}.${String(act)}` });
  const counts = found.state === 'given' || found.state === 'paid';
  return counts ? found : refused('WRONG_STATE', { state: found.state });
};

/** The act if it may be corrected at all, otherwise the refusal. */
const correctable = (state: PassbookState, data: CorrectAct['data']): PassbookAct | Refused =>
  keepsSum(state.acts.get(data.act)?.now, data) ?? actInForce(state, data);

/**
 * Refuses a correction that would move the act to another year or stream, put its day before an earlier step, or
 * break the match with its session.
 */
const displaced = (
  { now, requestedOn, lastStepOn, family }: PassbookAct,
  after: CountedAct,
  data: CorrectAct['data'],
): Refused | null => {
  const sameYear = requestedOn !== null || yearOf(after.on) === yearOf(now.on);
  if (!sameYear || !staysAtHome(now, after, data, sharing(family))) return refused('NEEDS_MOVE');
  if (requestedOn !== null && after.on < lastStepOn)
    return refused('DATE_OUT_OF_ORDER', { date: after.on, before: lastStepOn });
  // Only checked if the correction changes the kind or the day, because a payment may have another day than its
  // session.
  return isOfSession(after, now) ? null : atRightSession(after, data.session);
};

/** Corrects an act that was given or paid. The rules judge the corrected act as if it had been submitted that way. */
export const correct = (state: PassbookState, data: CorrectAct['data']): Decision<PassbookEvent> => {
  const act = correctable(state, data);
  if ('code' in act) return act;
  const { now, requestedOn } = act;
  const after = changed(now, data);
  const misplaced = displaced(act, after, data);
  if (misplaced !== null) return misplaced;
  if (changesNothing(now, after)) return accepted();
  const judgedOn = requestedOn ?? after.on;
  const rule = ruleOn(data.rules, after.kind, judgedOn);
  const enjoyed = enjoyedOf(state, after.kind, now.act);
  const refusal = onceAYear(rule, enjoyed, judgedOn) ?? withinCap(rule, enjoyed, { ...after, on: judgedOn });
  if (refusal !== null) return refusal;
  const counts = countsOf(after);
  return accepted<PassbookEvent>({
    type: 'ActCorrected',
    data: {
      ...after,
      judgedBy: rule?.version ?? null,
      counts: after.session === null ? counts : { ...counts, headcount: 0 },
      undone: undoingOf(now),
      heldIn: null,
      reason: data.reason,
    },
  });
};

/** Takes back an act that was given or paid. An unpaid request cannot be taken back; it must be refused instead. */
export const reverse = (state: PassbookState, data: ReverseAct['data']): Decision<PassbookEvent> => {
  const act = actInForce(state, data);
  if ('code' in act) return act;
  const { now } = act;
  return accepted<PassbookEvent>(reversalOf(now, undoingOf(now), data));
};
