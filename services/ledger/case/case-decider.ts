import { ruleOn } from '@ledger/schema/catalogue/rules.js';
import { laterActShapes } from '@ledger/schema/events/acts.js';
import { caseRecorded } from '@ledger/schema/events/case.js';
import { typesOf, type EventOf } from '@ledger/schema/events/event-shape.js';
import type { CountedAct } from '@ledger/schema/events/values.js';
import {
  changed,
  changesNothing,
  staysAtHome,
  type CorrectAct,
  type ReleaseActReference,
  type ReverseAct,
  releaseReference,
  reversalOf,
} from '../acts/act-corrections.js';
import { actOf, countsOf, undoingOf, type ActInput, type Circumstances } from '../acts/act-facts.js';
import { agreesWithRegister, atRightSession, referenceIsFree, sessionIsOpen } from '../acts/act-policies.js';
import type { Decider, Decision, Refused } from '../kernel/decision.js';
import { accepted, refused } from '../kernel/decision.js';
import type { StreamId } from '../kernel/ids.js';
import type { Counts } from '../kernel/count-arithmetic.js';

/** Command: record a legal case, a rights case, a dispute or a hotline call, with its result. */
export type RecordCase = Readonly<{
  type: 'RecordCase';
  data: Circumstances & Readonly<{ stream: StreamId; input: ActInput }>;
}>;

export type CaseCommand = RecordCase | CorrectAct | ReverseAct | ReleaseActReference;
const shapes = [caseRecorded, ...laterActShapes] as const;
export type CaseEvent = EventOf<typeof shapes>;

type RecordedCase = Readonly<{
  now: CountedAct;
  state: 'given' | 'reversed';
  /**
   * Whether the case's reference stays reserved. A case that was taken back keeps its reference unless it was
   * released.
   */
  keepsReference: boolean;
}>;
/** The acts of the case by act number. If an act was taken back, the case may be recorded again under a new number. */
export type CaseState = Readonly<{ next: number; acts: ReadonlyMap<number, RecordedCase> }>;

type Acts = CaseState['acts'];

const patch = (acts: Acts, act: number, change: Partial<RecordedCase>): Acts => {
  const before = acts.get(act);
  return before === undefined ? acts : new Map(acts).set(act, { ...before, ...change });
};

const evolveActs = (acts: Acts, { type, data }: CaseEvent): Acts => {
  switch (type) {
    case 'CaseRecorded':
      return new Map(acts).set(data.act, { now: data, state: 'given', keepsReference: true });
    case 'ActCorrected': {
      const { undone: _undone, heldIn: _heldIn, reason: _reason, ...now } = data;
      return patch(acts, data.act, { now });
    }
    case 'ActReversed':
      return patch(acts, data.act, { state: 'reversed', keepsReference: !data.releases });
    case 'ActReferenceReleased':
      return patch(acts, data.act, { keepsReference: false });
    case 'ReservationFenced':
      return acts;
  }
};

const attending = (input: ActInput): Counts => {
  const counts = countsOf(input);
  return input.session === null ? counts : { ...counts, headcount: 0 };
};

const notRecordedYet = ({ acts }: CaseState): Refused | null => {
  for (const { state } of acts.values()) if (state === 'given') return refused('WRONG_STATE', { state });
  return null;
};

const record = (state: CaseState, data: RecordCase['data']): Decision<CaseEvent> => {
  const { input } = data;
  const refusal =
    referenceIsFree(input, data) ??
    agreesWithRegister(data) ??
    notRecordedYet(state) ??
    sessionIsOpen(input, data);
  if (refusal !== null) return refusal;
  const judgedBy = ruleOn(data.rules, input.kind, input.on)?.version ?? null;
  return accepted<CaseEvent>({
    type: 'CaseRecorded',
    data: actOf(input, { act: state.next, judgedBy, counts: attending(input) }),
  });
};

const actInForce = (
  state: CaseState,
  { stream, act }: Readonly<{ stream: string; act: number }>,
): RecordedCase | Refused => {
  const found = state.acts.get(act);
  if (found === undefined) return refused('UNKNOWN_ACT', { act: `${stream}.${String(act)}` });
  return found.state === 'given' ? found : refused('WRONG_STATE', { state: found.state });
};

const correct = (state: CaseState, data: CorrectAct['data']): Decision<CaseEvent> => {
  const act = actInForce(state, data);
  if ('code' in act) return act;
  const { now } = act;
  const after = changed(now, data);
  if (!staysAtHome(now, after, data, ['case'])) return refused('NEEDS_MOVE');
  if (changesNothing(now, after)) return accepted();
  const misplaced = atRightSession(after, data.session);
  if (misplaced !== null) return misplaced;
  return accepted<CaseEvent>({
    type: 'ActCorrected',
    data: {
      ...after,
      counts: attending(after),
      undone: undoingOf(now),
      heldIn: null,
      reason: data.reason,
    },
  });
};

const reverse = (state: CaseState, data: ReverseAct['data']): Decision<CaseEvent> => {
  const act = actInForce(state, data);
  if ('code' in act) return act;
  const { now } = act;
  return accepted<CaseEvent>(reversalOf(now, undoingOf(now), data));
};

const decide = (state: CaseState, command: CaseCommand): Decision<CaseEvent> => {
  switch (command.type) {
    case 'RecordCase':
      return record(state, command.data);
    case 'CorrectAct':
      return correct(state, command.data);
    case 'ReverseAct':
      return reverse(state, command.data);
    case 'ReleaseActReference':
      return releaseReference(state.acts.get(command.data.act), command.data);
  }
};

/**
 * One case, stream `case-<id>`: its receipt, its result and the amount in dispute. Procedural steps and deadlines are
 * not recorded yet.
 */
export const caseFile: Decider<CaseState, CaseCommand, CaseEvent> = {
  types: typesOf(shapes),
  initial: { next: 0, acts: new Map() },
  evolve: (state, event) => ({ next: state.next + 1, acts: evolveActs(state.acts, event) }),
  decide,
  streamOf: (command) => command.data.stream,
};
