import type { EventFamily } from '@ledger/schema/catalogue/kinds.js';
import type { Counts } from '../kernel/counts.js';
import {
  changed,
  changesNothing,
  staysAtHome,
  type CorrectAct,
  type ReverseAct,
  reversalOf,
} from '../acts/act-corrections.js';
import { countsOf, undoingOf } from '../acts/act-facts.js';
import type { Decision, Refused } from '../kernel/decision.js';
import { accepted, refused } from '../kernel/decision.js';
import { entryOf } from '../kernel/entries.js';
import { negated } from '../kernel/counts.js';
import type { GatheringEvent } from './gathering-events.js';
import { largerHeadcount, type GatheringAct, type GatheringState } from './gathering-state.js';

const standing = (
  state: GatheringState,
  { stream, act }: Readonly<{ stream: string; act: number }>,
): GatheringAct | Refused => {
  const found = state.acts[act];
  if (found === undefined) return refused('UNKNOWN_ACT', { act: `${stream}.${String(act)}` });
  return found.state === 'given' ? found : refused('WRONG_STATE', { state: found.state });
};

/** The gathering's headcount if the act stated, or attended with, another number. */
const headcountWith = (state: GatheringState, act: GatheringAct, headcount: number): number =>
  act.role === 'held'
    ? largerHeadcount(headcount, state.attended)
    : largerHeadcount(state.stated, state.attended - act.now.headcount + headcount);

const headcountNow = (state: GatheringState): number => largerHeadcount(state.stated, state.attended);

/** All kinds share the events of a gathering but training, which has its own, and cases, which have a home. */
const sharing = (family: EventFamily): readonly EventFamily[] =>
  family === 'training' ? ['training'] : ['service', 'health-check', 'subsidy', 'mutual-aid'];

/** Puts a session or an attendance right; the difference to the larger headcount goes with it. */
export const correct = (state: GatheringState, data: CorrectAct['data']): Decision<GatheringEvent> => {
  const act = standing(state, data);
  if ('code' in act) return act;
  const { now } = act;
  const after = changed(now, data);
  if (!staysAtHome(now, after, data, sharing(act.family))) return refused('NEEDS_MOVE');
  if (changesNothing(now, after)) return accepted();
  if (act.role === 'held' && after.sessions < 1 && state.attendances > 0) {
    return refused('HAS_ATTENDANCE', { attended: state.attendances });
  }
  const headcount = now.counts.headcount + headcountWith(state, act, after.headcount) - headcountNow(state);
  return accepted<GatheringEvent>({
    type: 'ActCorrected',
    data: {
      ...after,
      counts: { ...countsOf(after), headcount },
      undone: undoingOf(now),
      reason: data.reason,
    },
  });
};

/** Takes a session or an attendance back; a session goes only after its attendance. */
export const reverse = (state: GatheringState, data: ReverseAct['data']): Decision<GatheringEvent> => {
  const act = standing(state, data);
  if ('code' in act) return act;
  const { now } = act;
  if (act.role === 'held' && state.attendances > 0) {
    return refused('HAS_ATTENDANCE', { attended: state.attendances });
  }
  const counts: Counts = {
    ...negated(now.counts),
    headcount: headcountWith(state, act, 0) - headcountNow(state),
  };
  return accepted<GatheringEvent>(reversalOf(now, entryOf(now, counts), data));
};
