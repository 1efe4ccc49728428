import type { EventFamily } from '@ledger/schema/catalogue/kinds.js';
import type { CountedAct } from '@ledger/schema/events/values.js';
import type { Counts } from '../kernel/count-arithmetic.js';
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
import { atRightSession, isOfSession } from '../acts/act-policies.js';
import type { Decision, Refused } from '../kernel/decision.js';
import { accepted, refused } from '../kernel/decision.js';
import { entryOf } from '../kernel/entries.js';
import { negated } from '../kernel/count-arithmetic.js';
import type { GatheringEvent } from './gathering-events.js';
import { heldSession, largerHeadcount, type GatheringAct, type GatheringState } from './gathering-state.js';

const actInForce = (
  state: GatheringState,
  { stream, act }: Readonly<{ stream: string; act: number }>,
): GatheringAct | Refused => {
  const found = state.acts[act];
  if (found === undefined) return refused('UNKNOWN_ACT', { act: `${stream}.${String(act)}` });
  return found.state === 'given' ? found : refused('WRONG_STATE', { state: found.state });
};

/** The gathering's headcount if this act had another headcount. */
const headcountWith = (state: GatheringState, act: GatheringAct, headcount: number): number =>
  act.role === 'held'
    ? largerHeadcount(headcount, state.attended)
    : largerHeadcount(state.stated, state.attended - act.now.headcount + headcount);

const headcountNow = (state: GatheringState): number => largerHeadcount(state.stated, state.attended);

/**
 * The event families to which the kind of an act may be corrected: training has events of its own, cases have streams
 * of their own, all other families share the gathering's events.
 */
const sharing = (family: EventFamily): readonly EventFamily[] =>
  family === 'training' ? ['training'] : ['service', 'health-check', 'subsidy', 'mutual-aid'];

/**
 * The district in which the headcount of an attendance counts: that of the session. Null for the session itself,
 * which counts in its own district.
 */
const heldIn = (state: GatheringState, { role, now }: GatheringAct): string | null =>
  role === 'held' ? null : (heldSession(state)?.district ?? now.district);

/**
 * Refuses corrections that break the match between a session and its attendances: an attendance must keep the
 * session's kind and day; a session with attendances must keep its kind, day and district and remain a session.
 */
const displaced = (state: GatheringState, { role, now }: GatheringAct, after: CountedAct): Refused | null => {
  if (role === 'attendance') return atRightSession(after, heldSession(state));
  const moves = after.sessions < 1 || after.district !== now.district || !isOfSession(after, now);
  return moves && state.attendances > 0 ? refused('HAS_ATTENDANCE', { attended: state.attendances }) : null;
};

/**
 * Corrects a session or an attendance. A gathering counts the larger of stated and attended headcount; the corrected
 * act takes over the change of that number.
 */
export const correct = (state: GatheringState, data: CorrectAct['data']): Decision<GatheringEvent> => {
  const act = keepsSum(state.acts[data.act]?.now, data) ?? actInForce(state, data);
  if ('code' in act) return act;
  const { now } = act;
  const after = changed(now, data);
  if (!staysAtHome(now, after, data, sharing(act.family))) return refused('NEEDS_MOVE');
  if (changesNothing(now, after)) return accepted();
  const misplaced = displaced(state, act, after);
  if (misplaced !== null) return misplaced;
  const headcount = now.counts.headcount + headcountWith(state, act, after.headcount) - headcountNow(state);
  return accepted<GatheringEvent>({
    type: 'ActCorrected',
    data: {
      ...after,
      counts: { ...countsOf(after), headcount },
      undone: undoingOf(now),
      heldIn: heldIn(state, act),
      reason: data.reason,
    },
  });
};

/** Takes back a session or an attendance. A session can be taken back only when it has no attendances. */
export const reverse = (state: GatheringState, data: ReverseAct['data']): Decision<GatheringEvent> => {
  const act = actInForce(state, data);
  if ('code' in act) return act;
  const { now } = act;
  if (act.role === 'held' && state.attendances > 0) {
    return refused('HAS_ATTENDANCE', { attended: state.attendances });
  }
  const counts: Counts = {
    ...negated(now.counts),
    headcount: headcountWith(state, act, 0) - headcountNow(state),
  };
  return accepted<GatheringEvent>(
    reversalOf(now, entryOf(now, counts), { ...data, heldIn: heldIn(state, act) }),
  );
};
