import fc from 'fast-check';
import type { ActInput, Circumstances } from '@ledger/ledger/acts/act-facts.js';
import { streamId } from '@ledger/ledger/kernel/ids.js';
import { fen } from '@ledger/ledger/kernel/money.js';
import {
  passbook,
  type PassbookCommand,
  type PassbookEvent,
} from '@ledger/ledger/passbook/passbook-decider.js';
import type { Changes } from '@ledger/ledger/acts/act-corrections.js';
import type { Rule } from '@ledger/schema/catalogue/rules.js';
import { expectInContract } from '../dsl/contract.js';
import { act, day, reservationFenced, ruleFor } from '../dsl/acts.js';
import * as dsl from '../dsl/passbook.js';
import { linesOfAll } from '../dsl/sums.js';
import { correct, open, reverse, step, totalsOf, type NaiveAct, type NaiveBook } from './passbook-naive.js';
import {
  before,
  changesFor,
  recipes,
  type Opening,
  type Picking,
  type Recipe,
  type RecipeChanges,
} from './passbook-recipes.js';
import { propertyRuns } from '../support/test-extent.js';
import { Reached, totalsOfLines } from './tally.js';

const cap = (per: 'act' | 'year', male: number, female: number): Rule['cap'] => ({
  per,
  fen: { male, female, unknown: male },
});
/** The same rules as those written into the naive passbook. */
const rules: readonly Rule[] = [
  ruleFor('health-check', { until: '2026-06-30', oncePerYear: true, cap: cap('act', 1_000, 1_500) }),
  ruleFor('health-check', { from: '2026-07-01', cap: cap('act', 800, 900) }),
  ruleFor('recuperation', { oncePerYear: true, cap: cap('act', 1_000, 1_000) }),
  ruleFor('education-subsidy', { cap: cap('year', 2_000, 2_000) }),
  ruleFor('hardship-relief', { oncePerYear: true }),
  ruleFor('medical-mutual-aid-payout', { cap: cap('year', 3_000, 3_000) }),
];
const today = day('2027-01-31');

const isSubsidy = (kind: string): boolean => kind === 'education-subsidy' || kind === 'hardship-relief';
const isClaim = (kind: string): boolean => kind.endsWith('mutual-aid-payout');

const inputOf = ({ kind, on, sex, amount, headcount, minutes, session }: Opening): ActInput =>
  act({
    kind,
    on: day(on),
    sex,
    amountFen: amount === null ? null : fen(amount),
    headcount,
    minutes,
    session: session === null ? null : streamId(session),
  });

const saidOf = ({ reference, sessionState, session }: Opening): Partial<Circumstances> => ({
  reference,
  session: session === null ? 'none' : sessionState,
  rules,
});

/** One command in two forms: for the ledger's decider, and as a function on the naive passbook. */
type Order = Readonly<{ command: PassbookCommand; naively: (book: NaiveBook) => string }>;

const opening = (recipe: Extract<Recipe, Opening>): Order => {
  const { kind, on, sex, amount, headcount, minutes, session, reference, sessionState } = recipe;
  const isRequest = recipe.type === 'request';
  const makers = isSubsidy(kind) ? dsl.requestSubsidy : dsl.submitMutualAidClaim;
  const make = isRequest ? makers : dsl.recordService;
  const asked = isSubsidy(kind) ? 'requested' : 'submitted';
  const recorded = isSubsidy(kind) || isClaim(kind) ? 'paid' : 'given';
  const naive: NaiveAct = {
    number: -1,
    kind,
    on,
    district: '330603',
    sex,
    session,
    headcount,
    minutes,
    amount,
    state: isRequest ? asked : recorded,
    requestedOn: isRequest ? on : null,
    lastStepOn: on,
    agreed: null,
  };
  return {
    command: make(inputOf(recipe), saidOf(recipe)),
    naively: (book) => open(book, naive, { reference, session: sessionState }),
  };
};

const stepping = (recipe: Extract<Recipe, { type: 'step' }>, target: Target): Order => {
  const amountFen = recipe.amount === null ? null : fen(recipe.amount);
  const said = { act: target.number, on: day(recipe.on), today };
  const ofSubsidy = {
    agree: dsl.approveSubsidy({ ...said, amountFen, rules }),
    pay: dsl.paySubsidy(said),
    refuse: dsl.refuseSubsidy(said),
  };
  const ofClaim = {
    agree: dsl.assessMutualAidClaim({ ...said, amountFen, rules }),
    pay: dsl.payMutualAidClaim(said),
    refuse: dsl.refuseMutualAidClaim(said),
  };
  const due = target.state === 'requested' || target.state === 'submitted' ? 'agree' : 'pay';
  const does = recipe.step === 'next' ? due : recipe.step;
  const command = (isSubsidy(target.kind) === recipe.wild ? ofClaim : ofSubsidy)[does];
  const { on, amount } = recipe;
  return { command, naively: (book) => step(book, command.type, { number: target.number, on, amount }) };
};

const changesOf = ({ on, amount, ...rest }: RecipeChanges): Changes => ({
  ...rest,
  ...(on === undefined ? {} : { on: day(on) }),
  ...(amount === undefined ? {} : { amountFen: amount === null ? null : fen(amount) }),
});

type Target = Pick<NaiveAct, 'number' | 'kind' | 'state'>;

type Ready = (act: NaiveAct) => boolean;

const isWaiting: Ready = ({ state }) => ['requested', 'submitted', 'approved', 'assessed'].includes(state);
const isCounting: Ready = ({ state }) => state === 'given' || state === 'paid';
const wasRequested: Ready = (act) => isCounting(act) && act.requestedOn !== null;

/**
 * Selects one of the acts that the command fits. If `wild` is set or none fits, it selects any act or a number that no
 * act has.
 */
const targetOf = ({ acts, events }: NaiveBook, { pick, wild }: Picking, isReady: Ready): Target => {
  const ready = acts.filter(isReady);
  if (!wild && ready.length > 0) return ready[pick % ready.length] ?? nobodyAt(events);
  return acts[pick % (acts.length + 1)] ?? nobodyAt(events);
};

const nobodyAt = (number: number): Target => ({ number, kind: 'education-subsidy', state: 'requested' });

const orderOf = (recipe: Exclude<Recipe, { type: 'fence' }>, book: NaiveBook): Order => {
  switch (recipe.type) {
    case 'record':
    case 'request':
      return opening(recipe);
    case 'step':
      return stepping(recipe, targetOf(book, recipe, isWaiting));
    case 'correct': {
      const isReady = book.acts.some(wasRequested) && recipe.pick % 2 === 0 ? wasRequested : isCounting;
      const { number, kind } = targetOf(book, recipe, isReady);
      const changes = changesFor(recipe.changes, kind);
      return {
        command: dsl.correctAct(changesOf(changes), { act: number, rules }),
        naively: (at) => correct(at, number, changes),
      };
    }
    case 'reverse': {
      const { number } = targetOf(book, recipe, isCounting);
      return { command: dsl.reverseAct(number), naively: (at) => reverse(at, number) };
    }
  }
};

const outcomeOf = (decision: ReturnType<typeof passbook.decide>): string => {
  if (decision.kind === 'refused') return decision.code;
  return decision.events.length === 0 ? 'nothing' : 'accepted';
};

/** Runs the same commands through both implementations. After each step the results and the totals must be equal. */
const run = (fences: number, orders: readonly Recipe[], reached: Reached): void => {
  const book: NaiveBook = { events: fences, acts: [] };
  let events: readonly PassbookEvent[] = Array.from({ length: fences }, () => reservationFenced);
  let state = events.reduce(passbook.evolve, passbook.initial);
  for (const recipe of orders) {
    if (recipe.type === 'fence') {
      book.events += 1;
      events = [...events, reservationFenced];
      state = passbook.evolve(state, reservationFenced);
      continue;
    }
    const { command, naively } = orderOf(recipe, book);
    const decision = passbook.decide(state, command);
    const outcome = outcomeOf(decision);
    expect(outcome).toBe(naively(book));
    reached.note(outcome);
    reached.note(`${command.type} ${outcome}`);
    const fresh = decision.kind === 'accepted' ? decision.events : [];
    fresh.forEach(expectInContract);
    state = fresh.reduce(passbook.evolve, state);
    events = [...events, ...fresh];
    expect(events).toHaveLength(book.events);
    expect(totalsOfLines(linesOfAll(events))).toStrictEqual(totalsOf(book));
  }
};

/**
 * Results that must have occurred in the runs together. Without them the property would not prove anything about them.
 */
const wanted = [
  'RecordService accepted',
  'RequestSubsidy accepted',
  'ApproveSubsidy accepted',
  'PaySubsidy accepted',
  'RefuseSubsidy accepted',
  'SubmitMutualAidClaim accepted',
  'AssessMutualAidClaim accepted',
  'PayMutualAidClaim accepted',
  'RefuseMutualAidClaim accepted',
  'CorrectAct accepted',
  'CorrectAct nothing',
  'ReverseAct accepted',
  'RecordService ONCE_PER_YEAR',
  'RecordService OVER_CAP',
  'RecordService PASSBOOK_FULL',
  'ApproveSubsidy ONCE_PER_YEAR',
  'ApproveSubsidy OVER_CAP',
  'CorrectAct ONCE_PER_YEAR',
  'CorrectAct OVER_CAP',
  'CorrectAct DATE_OUT_OF_ORDER',
  'DATE_IN_FUTURE',
  'MISSING_AMOUNT',
  'DUPLICATE',
  'REF_REUSED',
  'UNKNOWN_ACT',
  'WRONG_STATE',
  'NEEDS_MOVE',
  'DATE_OUT_OF_ORDER',
  'UNKNOWN_SESSION',
  'ALREADY_ATTENDED',
  'SESSION_FULL',
  'OVER_REQUEST',
];

test('a passbook decides as a naive one does, and its lines add up to what stands', () => {
  const reached = new Reached();
  fc.assert(
    fc.property(before, recipes, (fences, orders) => {
      run(fences, orders, reached);
    }),
    { numRuns: propertyRuns(400) },
  );
  expect(reached.missing(wanted)).toStrictEqual([]);
});
