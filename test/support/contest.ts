import type { Reference } from '@ledger/ledger/kernel/identifiers.js';
import { membership, reference as named } from './identifiers.js';
import type { Handed } from '@ledger/ledger/use-cases/record-act-command.js';
import type { ActReading } from '@ledger/ledger/use-cases/record-act-command.js';
import type { Outcome } from '@ledger/ledger/engine/submission.js';
import { actIdOf, idempotencyKeyOf, referenceOf, type ActId } from '@ledger/ledger/kernel/ids.js';
import type { Append, Recorded } from '@ledger/ledger/ports/event-log.js';
import type { ReservationState } from '@ledger/ledger/reservation/reservation-decider.js';
import { handIn, member, office, reading } from './acts.js';
import { eventsOf, type TestLedger } from './ledger.js';
import { sequential, sleeper, toSlice, type Gate } from './sequential.js';
import { actsUnder, holderOf, reversedUnder, type LoggedAct } from './acts-in-log.js';

/** What may be handed in under one reference in a contest. */
export type Contents = Readonly<{
  first: ActReading;
  /** Other content for the same stream. */
  neighbour: ActReading;
  /** Other content for another stream. */
  stranger: ActReading;
  /** An act without a person: its stream is named after the command. */
  visit: ActReading;
  otherVisit: ActReading;
}>;
export type ContentName = keyof Contents;

/** One reference that several writers want, among persons of its own. */
export interface Contest {
  readonly reference: Reference;
  readonly contents: Contents;
  handed(content: ContentName, commandId: string, key?: string): Handed;
  /** A writer of its own, which waits at the gate, hands something in. */
  enters(gate: Gate, content: ContentName, commandId: string, key?: string): Promise<Outcome>;
  /** A writer hands something in and falls asleep in a gap, for ever unless it is woken. */
  sleeps(gap: Gap, content: ContentName, commandId: string, key?: string): Promise<Sleeping>;
  /** What was written since the contest began. */
  events(): Promise<readonly Recorded[]>;
  acts(): Promise<readonly LoggedAct[]>;
  /** The act that was reversed and keeps the reference. */
  reversed(): Promise<LoggedAct | undefined>;
  holder(): Promise<ReservationState>;
  /** Who holds an idempotency key now. */
  keyHolder(key: string): Promise<ReservationState>;
}

export type Sleeping = Readonly<{ wake: () => Promise<Outcome> }>;

const isFence = ({ events }: Append): boolean => events[0]?.event.type === 'ReservationFenced';
const homes = ['passbook', 'gathering', 'case'].map(toSlice);

/** Where a writer that must hold a key and a reference can fall asleep: before these appends. */
export const gaps = {
  'before it reserves anything': toSlice('key'),
  'before its fence': isFence,
  'between its key and its reference': toSlice('ref'),
  'between its reservation and its act': (append: Append) =>
    homes.some((isHome) => isHome(append)) && !isFence(append),
  'between its act and the registration of its worker': toSlice('worker'),
} as const;
export type Gap = keyof typeof gaps;

/** The one outcome of one command. */
export const only = (outcomes: readonly Outcome[]): Outcome => {
  const [outcome, ...more] = outcomes;
  if (outcome === undefined || more.length > 0) throw new Error('one outcome was expected');
  return outcome;
};

/** Lets every append through. */
export const open: Gate = () => Promise.resolve();

let contests = 0;

/** Begins a contest for a fresh reference. The persons have numbers already, so that no block is taken in it. */
export const contest = async (ledger: TestLedger): Promise<Contest> => {
  contests += 1;
  const reference = named(`R-${String(contests)}`);
  const [insider, outsider] = [`M-${String(contests)}`, `N-${String(contests)}`];
  const by = { actor: 'li', role: 'caseworker', district: null, correlation: 'contest', cause: null };
  const lookUps = [insider, outsider].map(
    (value) => ({ by: 'membership', office, value: membership(value) }) as const,
  );
  await ledger.write.people.numbersFor(lookUps, by);
  const { position } = await ledger.log.head();
  const contents: Contents = {
    first: reading('certificate', { reference, person: member(insider), place: '柯桥' }),
    neighbour: reading('certificate', { reference, person: member(insider), place: '上虞' }),
    stranger: reading('certificate', { reference, person: member(outsider), place: '柯桥' }),
    visit: reading('station-visit', { reference, place: '柯桥' }),
    otherVisit: reading('station-visit', { reference, place: '上虞' }),
  };
  const handed: Contest['handed'] = (content, commandId, key) =>
    handIn(contents[content], `${commandId}@${reference}`, key === undefined ? null : `${key}@${reference}`);
  const enters: Contest['enters'] = async (gate, content, commandId, key) => {
    const { recording } = ledger.writer((log) => sequential(log, gate));
    return only(await recording.record([handed(content, commandId, key)]));
  };
  const sleeps: Contest['sleeps'] = async (gap, content, commandId, key) => {
    const { gate, asleep, wake } = sleeper(gaps[gap]);
    const outcome = enters(gate, content, commandId, key);
    await asleep;
    return {
      wake: () => {
        wake();
        return outcome;
      },
    };
  };
  const events = (): Promise<readonly Recorded[]> => eventsOf(ledger.log, position);
  return {
    reference,
    contents,
    handed,
    enters,
    sleeps,
    events,
    acts: async () => actsUnder(await events(), office, reference),
    reversed: async () => reversedUnder(await events(), office, reference)[0],
    holder: async () => holderOf(await events(), referenceOf(office, reference)),
    keyHolder: async (key) => holderOf(await events(), idempotencyKeyOf(`${key}@${reference}`)),
  };
};

/** An outcome in one word: what became of the command, or why it was refused. */
export const inAWord = (outcome: Outcome): string =>
  outcome.kind === 'refused' ? outcome.code : outcome.kind;

/** The act that an outcome names, whether it was recorded just now or before; null where it was refused. */
export const actOf = (outcome: Outcome): ActId | null =>
  outcome.kind === 'recorded' || outcome.kind === 'repeated' ? actIdOf(outcome.stream, outcome.first) : null;
