import { reference } from '../support/identifiers.js';
import type { Amendment, ChangesRead } from '@ledger/ledger/use-cases/act-amendments.js';
import type { ActReading } from '@ledger/ledger/use-cases/record-act-command.js';
import type { Outcome } from '@ledger/ledger/engine/submission.js';
import { actIdOf, type StreamId } from '@ledger/ledger/kernel/ids.js';
import { fen } from '@ledger/ledger/kernel/money.js';
import { at, caseworker, day, recordCommand, member, reading } from '../support/acts.js';
import type { TestLedger } from '../support/ledger.js';
import * as naive from './late-naive.js';
import type { NaiveAct, NaiveLedger } from './late-naive.js';
import type { Facts, Recipe, RecipeChanges } from './late-recipes.js';

/** Instants with the month that each lies in, in Asia/Shanghai. At some of them the UTC date is a different day. */
const instants = [
  ['2026-01-10T02:00:00.000Z', '2026-01'],
  ['2026-01-31T15:59:59.999Z', '2026-01'],
  ['2026-01-31T16:00:00.000Z', '2026-02'],
  ['2026-04-01T00:00:00.000Z', '2026-04'],
  ['2026-12-31T15:59:59.999Z', '2026-12'],
  ['2026-12-31T16:00:00.000Z', '2027-01'],
] as const;
export const monthsOfRecording = [...new Set(instants.map(([, month]) => month))];

const paymentDay = '2026-01-09';
const ofSubsidies = { agree: 'ApproveSubsidy', pay: 'PaySubsidy', refuse: 'RefuseSubsidy' } as const;
const ofClaims = {
  agree: 'AssessMutualAidClaim',
  pay: 'PayMutualAidClaim',
  refuse: 'RefuseMutualAidClaim',
} as const;
const isSubsidy = (kind: string): boolean => kind === 'education-subsidy' || kind === 'hardship-relief';

const readingOf = (kind: string, facts: Facts, more: Partial<ActReading>): ActReading =>
  reading(kind, {
    district: facts.district,
    on: day(facts.on),
    headcount: facts.headcount,
    minutes: facts.minutes,
    items: facts.items,
    amountFen: facts.amount === null ? null : fen(facts.amount),
    sex: facts.sex,
    occupation: facts.occupation,
    employer: facts.employer,
    ...more,
  });

const personOf = (membership: string | null): ActReading['person'] =>
  membership === null ? null : member(membership);

const changesOf = ({ on, amount, ...rest }: RecipeChanges): ChangesRead => ({
  ...rest,
  ...(on === undefined ? {} : { on: day(on) }),
  ...(amount === undefined ? {} : { amountFen: amount === null ? null : fen(amount) }),
});

const oneOf = <T>(all: readonly T[], pick: number): T | undefined => all[pick % Math.max(all.length, 1)];

/** The facts about an act that the naive ledger cannot take from the act's reading. */
type Said = Pick<NaiveAct, 'role'> & Partial<Pick<NaiveAct, 'state' | 'gathering'>>;

const naiveAct = (act: ActReading, id: string): Omit<NaiveAct, 'role' | 'gathering'> => ({
  id,
  kind: act.kind.code,
  district: act.district,
  on: act.on,
  member: act.person?.by === 'membership' ? act.person.membership : null,
  headcount: act.headcount,
  sessions: act.sessions,
  minutes: act.minutes,
  items: act.items,
  amount: act.amountFen,
  sex: act.sex,
  occupation: act.occupation,
  employer: act.employer,
  state: 'counts',
  bears: 0,
});

/**
 * The details of a person in the register, without the name. An act that leaves one blank takes it from the register.
 */
type Registered = Pick<NaiveAct, 'sex' | 'occupation' | 'employer'>;

const stated = (first: Registered, then: Registered): Registered => ({
  sex: first.sex ?? then.sex,
  occupation: first.occupation ?? then.occupation,
  employer: first.employer ?? then.employer,
});

const wordFor = (order: string, outcome: Outcome): string =>
  `${order}: ${outcome.kind === 'refused' ? outcome.code : outcome.kind}`;

/** Submits commands to the ledger. The naive ledger then applies those that were acknowledged. */
export class LateClerk {
  readonly naive: NaiveLedger = naive.emptyLedger(instants[0][1]);
  private readonly streams = new Map<string, StreamId>();
  private readonly register = new Map<string, Registered>();
  private moment = 0;
  private orders = 0;

  constructor(private readonly ledger: TestLedger) {
    ledger.clock.set(instants[0][0]);
  }

  /** Submits one command and returns the result as text, for example `correct: NEEDS_MOVE`. */
  async order(recipe: Recipe): Promise<string> {
    this.orders += 1;
    switch (recipe.type) {
      case 'later':
        return this.later();
      case 'record':
        return this.record(readingOf(recipe.kind, recipe.facts, { person: personOf(recipe.member) }), {
          role: recipe.member === null ? 'held' : 'alone',
        });
      case 'hold':
        return this.record(
          readingOf(recipe.kind, recipe.facts, {
            reference: reference(`S${String(this.orders)}`),
            sessions: recipe.sessions,
          }),
          { role: 'held' },
        );
      case 'attend':
        return this.attend(recipe);
      case 'request': {
        const { kind, facts } = recipe;
        const asked = { ...facts, amount: facts.amount ?? 300 };
        return this.record(readingOf(kind, asked, { person: personOf(recipe.member) }), {
          role: 'alone',
          state: 'requested',
        });
      }
      case 'step':
        return this.step(recipe);
      case 'correct':
        return this.correct(recipe);
      case 'reverse':
        return this.reverse(recipe);
    }
  }

  private later(): string {
    this.moment = Math.min(this.moment + 1, instants.length - 1);
    const [instant, month] = instants[this.moment] ?? instants[0];
    this.ledger.clock.set(instant);
    this.naive.recorded = month;
    return 'later';
  }

  private async record(act: ActReading, said: Said): Promise<string> {
    const isRequest = said.state === 'requested';
    const submitted = recordCommand(act, `order ${String(this.orders)}`);
    const [outcome] = await this.ledger.write.recording.record([
      { ...submitted, as: isRequest ? 'request' : 'given' },
    ]);
    if (outcome === undefined) throw new Error('an order was not answered');
    if (outcome.kind === 'recorded') {
      this.streams.set(outcome.stream, outcome.stream);
      const id = actIdOf(outcome.stream, outcome.first);
      const gathering = said.role === 'held' ? outcome.stream : null;
      naive.record(this.naive, { ...this.registered(naiveAct(act, id)), gathering, ...said });
    }
    return wordFor(isRequest ? 'request' : said.role, outcome);
  }

  /** Fills the blank details of an act from the register, and the blank details of the register from the act. */
  private registered<A extends Registered & Pick<NaiveAct, 'member'>>(act: A): A {
    if (act.member === null) return act;
    const known = this.register.get(act.member) ?? { sex: null, occupation: null, employer: null };
    this.register.set(act.member, stated(known, act));
    return { ...act, ...stated(act, known) };
  }

  private attend(recipe: Extract<Recipe, { type: 'attend' }>): Promise<string> {
    const { pick, member: who } = recipe;
    const sessions = this.naive.acts.filter(({ role, sessions: held }) => role === 'held' && held > 0);
    const found = oneOf(sessions, pick);
    const gathering = found?.gathering ?? '';
    // Normally an attendance takes its kind and day from the session. One time in four it keeps its own, which mostly
    // do not fit.
    const held = found === undefined || pick % 4 === 0 ? { kind: recipe.kind, on: recipe.facts.on } : found;
    const { kind } = held;
    const facts = { ...recipe.facts, on: held.on };
    const isElsewhere = kind === 'legal-case' || (kind === 'recuperation' && who !== null);
    const session = at('S', this.streams.get(gathering) ?? null);
    return this.record(readingOf(kind, facts, { person: personOf(who), session }), {
      role: isElsewhere ? 'attends from elsewhere' : 'attends',
      gathering,
    });
  }

  private async amend(amendment: Amendment): Promise<Outcome> {
    const commandId = `order ${String(this.orders)}`;
    return this.ledger.write.amending.amend({ amendment, commandId, key: commandId, by: caseworker });
  }

  /** An act that waits for a step. Approved ones are rare by chance: three picks of four prefer one. */
  private waiting(pick: number): NaiveAct | undefined {
    const waiting = this.naive.acts.filter(({ state }) => state === 'requested' || state === 'agreed');
    const approved = waiting.filter(({ state }) => state === 'agreed');
    return oneOf(pick % 4 > 0 ? approved : [], pick) ?? oneOf(waiting, pick);
  }

  private async step({ pick, refuses, amount }: Extract<Recipe, { type: 'step' }>): Promise<string> {
    const act = this.waiting(pick);
    if (act === undefined) return 'nobody waits';
    const types = isSubsidy(act.kind) ? ofSubsidies : ofClaims;
    const said = { act: act.id, on: day(paymentDay) };
    if (refuses) {
      const outcome = await this.amend({ ...said, type: types.refuse, reason: '材料不齐' });
      if (outcome.kind === 'recorded') naive.refuse(this.naive, act);
      return wordFor('refuse', outcome);
    }
    if (act.state === 'agreed') {
      const outcome = await this.amend({ ...said, type: types.pay });
      if (outcome.kind === 'recorded') naive.pay(this.naive, act, paymentDay);
      return wordFor('pay', outcome);
    }
    const amountFen = amount === null ? null : fen(amount);
    const outcome = await this.amend({ ...said, type: types.agree, amountFen });
    if (outcome.kind === 'recorded') naive.agree(this.naive, act, amount);
    return wordFor('agree', outcome);
  }

  private async correct({ pick, changes: any }: Extract<Recipe, { type: 'correct' }>): Promise<string> {
    const act = oneOf(this.naive.acts, pick);
    if (act === undefined) return 'no act';
    // That a correction changes nothing is rare by chance.
    const changes = pick % 5 === 0 ? { district: act.district } : any;
    const correction = { type: 'CorrectAct', changes: changesOf(changes), reason: '更正' } as const;
    const outcome = await this.amend({ ...correction, act: act.id });
    if (outcome.kind === 'recorded') naive.correct(this.naive, act, changes);
    return wordFor('correct', outcome);
  }

  private async reverse({ pick }: Extract<Recipe, { type: 'reverse' }>): Promise<string> {
    // A session that somebody attends is rare by chance: half of the reversals choose one.
    const { acts } = this.naive;
    const attends = acts.filter(({ role, state }) => role !== 'held' && state === 'counts');
    const attended = acts.filter(
      ({ role, gathering }) => role === 'held' && attends.some((each) => each.gathering === gathering),
    );
    const act = oneOf(pick % 2 === 0 ? attended : [], pick) ?? oneOf(acts, pick);
    if (act === undefined) return 'no act';
    const outcome = await this.amend({ type: 'ReverseAct', act: act.id, reason: '登记错了' });
    if (outcome.kind === 'recorded') naive.reverse(this.naive, act);
    return wordFor('reverse', outcome);
  }
}
