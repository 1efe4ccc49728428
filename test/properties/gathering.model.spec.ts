import fc from 'fast-check';
import type { Changes } from '@ledger/ledger/acts/act-corrections.js';
import type { ActInput } from '@ledger/ledger/acts/act-facts.js';
import {
  gathering,
  type GatheringCommand,
  type GatheringEvent,
  type GatheringState,
} from '@ledger/ledger/gathering/gathering-decider.js';
import { attendanceMax } from '@ledger/ledger/acts/act-policies.js';
import { workerNo } from '@ledger/ledger/kernel/ids.js';
import { fen } from '@ledger/ledger/kernel/money.js';
import type { Entry } from '@ledger/schema/events/values.js';
import { act, day, reservationFenced } from '../dsl/acts.js';
import { expectInContract } from '../dsl/contract.js';
import * as dsl from '../dsl/gathering.js';
import { linesOfAll } from '../dsl/sums.js';
import * as naive from './gathering-naive.js';
import type { NaiveAct, NaiveGathering } from './gathering-naive.js';
import { recipes, starts, type Facts, type Recipe, type RecipeChanges } from './gathering-recipes.js';
import { propertyRuns } from '../support/test-extent.js';
import { Reached, totalsOfLines } from './tally.js';

/** One command in two forms: for the ledger's decider, and as a function on the naive gathering. */
type Order = Readonly<{ command: GatheringCommand; naively: (at: NaiveGathering) => string }>;

const numberOf = (worker: number | null) => (worker === null ? null : workerNo(worker));
const sumOf = (amount: number | null) => (amount === null ? null : fen(amount));

const inputOf = (kind: string, { on, district, worker, headcount, amount }: Facts): Partial<ActInput> => ({
  kind,
  on: day(on),
  district,
  worker: numberOf(worker),
  headcount,
  amountFen: sumOf(amount),
});

const recording = (recipe: Recording): Order => {
  const { type, training, reference, ...facts } = recipe;
  const kind = training ? 'skills-training' : 'legal-lecture';
  const isHeld = type === 'hold';
  const worker = isHeld ? null : facts.worker;
  const sessions = isHeld ? facts.sessions : 0;
  const input = inputOf(kind, { ...facts, worker });
  const command = isHeld
    ? dsl.recordGathering(dsl.lecture({ ...input, sessions }), { reference })
    : dsl.recordAttendance(dsl.attending(input), { reference });
  const recorded: NaiveAct = {
    number: -1,
    role: isHeld ? 'held' : 'attendance',
    kind,
    on: facts.on,
    district: facts.district,
    worker,
    headcount: facts.headcount,
    sessions,
    minutes: 0,
    amount: facts.amount,
    reversed: false,
  };
  return { command, naively: (at) => naive.record(at, recorded, reference) };
};

type Recording = Extract<Recipe, { training: boolean }>;

/** The worker of each noted act, by act number. It is fixed, because a correction cannot change an act's person. */
const persons = [1, 5_001, null] as const;

const noting = ({ act: number, headcount, on, district, ...rest }: Noting): Order => {
  const kind = 'health-check';
  const worker = persons[number] ?? null;
  const facts = act(inputOf(kind, { ...rest, on, district, worker, headcount }));
  return {
    command: dsl.noteAttendance(facts, dsl.elsewhere(number)),
    naively: (at) => naive.note(at, { act: number, worker, headcount, kind, on, district }),
  };
};

type Noting = Extract<Recipe, { type: 'note' }>;

const changesOf = ({ on, amount, ...rest }: RecipeChanges): Changes => ({
  ...rest,
  ...(on === undefined ? {} : { on: day(on) }),
  ...(amount === undefined ? {} : { amountFen: sumOf(amount) }),
});

const targetOf = ({ acts, events }: NaiveGathering, pick: number): number =>
  pick % 8 === 7 ? events : (acts[pick % Math.max(acts.length, 1)]?.number ?? events);

const orderOf = (recipe: Exclude<Recipe, { type: 'fence' }>, at: NaiveGathering): Order => {
  switch (recipe.type) {
    case 'hold':
    case 'attend':
      return recording(recipe);
    case 'note':
      return noting(recipe);
    case 'withdraw':
      return {
        command: dsl.withdrawAttendance(dsl.elsewhere(recipe.act)),
        naively: (book) => naive.withdraw(book, recipe.act),
      };
    case 'correct': {
      const number = targetOf(at, recipe.pick);
      return {
        command: dsl.correctAct(changesOf(recipe.changes), { act: number }),
        naively: (book) => naive.correct(book, number, recipe.changes),
      };
    }
    case 'reverse': {
      const number = targetOf(at, recipe.pick);
      return { command: dsl.reverseAct(number), naively: (book) => naive.reverse(book, number) };
    }
  }
};

/** A gathering in both implementations, with the totals lines of all events so far. */
type Twin = { naive: NaiveGathering; state: GatheringState; events: number; lines: readonly Entry[] };

const empty = (): Twin => ({
  naive: { events: 0, acts: [], noted: [] },
  state: gathering.initial,
  events: 0,
  lines: [],
});

const happen = (twin: Twin, fresh: readonly GatheringEvent[]): void => {
  fresh.forEach(expectInContract);
  twin.state = fresh.reduce(gathering.evolve, twin.state);
  twin.events += fresh.length;
  twin.lines = [...twin.lines, ...linesOfAll(fresh)];
};

const outcomeOf = (decision: ReturnType<typeof gathering.decide>): string => {
  if (decision.kind === 'refused') return decision.code;
  return decision.events.length === 0 ? 'nothing' : 'accepted';
};

/** Gives the same command to both implementations and expects the same result. */
const give = (twin: Twin, { command, naively }: Order): string => {
  const decision = gathering.decide(twin.state, command);
  const outcome = outcomeOf(decision);
  expect(outcome).toBe(naively(twin.naive));
  if (decision.kind === 'accepted') happen(twin, decision.events);
  expect(twin.events).toBe(twin.naive.events);
  return `${command.type} ${outcome}`;
};

const headcountOf = (lines: readonly Entry[]): number =>
  lines.reduce((sum, { counts }) => sum + counts.headcount, 0);

/**
 * Removes the headcount from a line. Which line carries a gathering's headcount depends on the order of the commands,
 * so only its sum is compared.
 */
const withoutHeadcount = (line: Entry): Entry => ({ ...line, counts: { ...line.counts, headcount: 0 } });

const expectSameTotals = ({ naive: plain, lines }: Twin): void => {
  expect(headcountOf(lines)).toBe(naive.headcountOf(plain));
  expect(totalsOfLines(lines.map(withoutHeadcount))).toStrictEqual(naive.totalsOf(plain));
};

const holding: Recording = {
  type: 'hold',
  training: false,
  reference: 'free',
  on: '2026-03-12',
  district: '330603',
  worker: null,
  headcount: 0,
  sessions: 1,
  amount: null,
};

/** A session with so many attendances. */
const attendedBy = (attendances: number): Twin => {
  const twin = empty();
  give(twin, recording(holding));
  for (let worker = 5_001; worker < 5_001 + attendances; worker += 1) {
    give(twin, recording({ ...holding, type: 'attend', worker, headcount: 1 }));
  }
  return twin;
};

const copyOf = (twin: Twin): Twin => ({
  ...twin,
  naive: { ...twin.naive, acts: twin.naive.acts.map((each) => ({ ...each })) },
});

/** Runs the same commands through both implementations. After each step the results and the totals must be equal. */
const run = (twin: Twin, orders: readonly Recipe[], reached: Reached): void => {
  for (const recipe of orders) {
    if (recipe.type === 'fence') {
      twin.naive.events += 1;
      happen(twin, [reservationFenced]);
      continue;
    }
    reached.note(give(twin, orderOf(recipe, twin.naive)));
    expectSameTotals(twin);
  }
};

/**
 * Results that must have occurred in the runs together. Without them the property would not prove anything about them.
 */
const wanted = [
  'RecordGathering accepted',
  'RecordGathering DUPLICATE',
  'RecordGathering REF_REUSED',
  'RecordGathering WRONG_STATE',
  'RecordAttendance accepted',
  'RecordAttendance WRONG_SESSION',
  'RecordAttendance DUPLICATE',
  'RecordAttendance REF_REUSED',
  'RecordAttendance UNKNOWN_SESSION',
  'RecordAttendance ALREADY_ATTENDED',
  'RecordAttendance SESSION_FULL',
  'NoteAttendance accepted',
  'NoteAttendance nothing',
  'WithdrawAttendance accepted',
  'WithdrawAttendance nothing',
  'CorrectAct accepted',
  'CorrectAct WRONG_SESSION',
  'CorrectAct nothing',
  'CorrectAct UNKNOWN_ACT',
  'CorrectAct WRONG_STATE',
  'CorrectAct NEEDS_MOVE',
  'CorrectAct HAS_ATTENDANCE',
  'ReverseAct accepted',
  'ReverseAct UNKNOWN_ACT',
  'ReverseAct WRONG_STATE',
  'ReverseAct HAS_ATTENDANCE',
];

test('a gathering decides as a naive one does, and its lines add up to what stands', () => {
  const reached = new Reached();
  const twins = {
    empty: empty(),
    'nearly full': attendedBy(attendanceMax - 1),
    full: attendedBy(attendanceMax),
  };
  fc.assert(
    fc.property(starts, recipes, (start, orders) => {
      run(copyOf(twins[start]), orders, reached);
    }),
    { numRuns: propertyRuns(250) },
  );
  expect(reached.missing(wanted)).toStrictEqual([]);
});
