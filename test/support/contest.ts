import type { Reference } from '@ledger/ledger/kernel/identifiers.js';
import { membership, reference as named } from './identifiers.js';
import type { RecordActCommand } from '@ledger/ledger/use-cases/record-act-command.js';
import type { ActReading } from '@ledger/ledger/use-cases/record-act-command.js';
import type { Outcome } from '@ledger/ledger/engine/submission.js';
import { actIdOf, idempotencyKeyOf, referenceOf, type ActId } from '@ledger/ledger/kernel/ids.js';
import type { Append, Recorded } from '@ledger/ledger/ports/event-log.js';
import type { ReservationState } from '@ledger/ledger/reservation/reservation-decider.js';
import { recordCommand, member, office, reading } from './acts.js';
import { eventsOf, type TestLedger } from './ledger.js';
import { sequential, sleeper, toSlice, type Gate } from './sequential.js';
import { actsUnder, holderOf, reversedUnder, type LoggedAct } from './acts-in-log.js';

/** The acts that competing writers may try to record under the same reference. */
export type Contents = Readonly<{
  first: ActReading;
  /** Different content, for the same stream as `first`. */
  neighbour: ActReading;
  /** Different content, about another person and therefore for another stream. */
  stranger: ActReading;
  /** An act without a person. Its stream is named after the command. */
  visit: ActReading;
  otherVisit: ActReading;
}>;
export type ContentName = keyof Contents;

/**
 * A test in which several writers compete for one reference. The reference and the persons are used by no other test.
 */
export interface Contest {
  readonly reference: Reference;
  readonly contents: Contents;
  submitted(content: ContentName, commandId: string, key?: string): RecordActCommand;
  /** A new writer submits this content. It awaits `gate` before each of its appends. */
  enters(gate: Gate, content: ContentName, commandId: string, key?: string): Promise<Outcome>;
  /**
   * A new writer submits this content and pauses before the append that `gap` names. It continues only when `wake` is
   * called. A writer that is never woken acts like a process that has crashed.
   */
  sleeps(gap: Gap, content: ContentName, commandId: string, key?: string): Promise<Sleeping>;
  /** The events that were appended since the contest began. */
  events(): Promise<readonly Recorded[]>;
  acts(): Promise<readonly LoggedAct[]>;
  /** The reversed act that still holds the reference. */
  reversed(): Promise<LoggedAct | undefined>;
  holder(): Promise<ReservationState>;
  /** The command that holds this idempotency key now. */
  keyHolder(key: string): Promise<ReservationState>;
}

export type Sleeping = Readonly<{ wake: () => Promise<Outcome> }>;

const isFence = ({ events }: Append): boolean => events[0]?.event.type === 'ReservationFenced';
const homes = ['passbook', 'gathering', 'case'].map(toSlice);

/**
 * The points at which a writer that reserves a key and a reference can pause. It pauses before the append that matches.
 */
export const gaps = {
  'before it reserves anything': toSlice('key'),
  'before its fence': isFence,
  'between its key and its reference': toSlice('ref'),
  'between its reservation and its act': (append: Append) =>
    homes.some((isHome) => isHome(append)) && !isFence(append),
  'between its act and the registration of its worker': toSlice('worker'),
} as const;
export type Gap = keyof typeof gaps;

/** The outcome of a single command. Throws if there is not exactly one. */
export const only = (outcomes: readonly Outcome[]): Outcome => {
  const [outcome, ...more] = outcomes;
  if (outcome === undefined || more.length > 0) throw new Error('one outcome was expected');
  return outcome;
};

/** A gate that never delays: the writer goes on at once with each append. */
export const open: Gate = () => Promise.resolve();

let contests = 0;

/**
 * Begins a contest for a new reference. The persons are given worker numbers first, so that no writer has to take a
 * block of numbers during the contest (this would be an additional append).
 */
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
  const submitted: Contest['submitted'] = (content, commandId, key) =>
    recordCommand(
      contents[content],
      `${commandId}@${reference}`,
      key === undefined ? null : `${key}@${reference}`,
    );
  const enters: Contest['enters'] = async (gate, content, commandId, key) => {
    const { recording } = ledger.writer((log) => sequential(log, gate));
    return only(await recording.record([submitted(content, commandId, key)]));
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
    submitted,
    enters,
    sleeps,
    events,
    acts: async () => actsUnder(await events(), office, reference),
    reversed: async () => reversedUnder(await events(), office, reference)[0],
    holder: async () => holderOf(await events(), referenceOf(office, reference)),
    keyHolder: async (key) => holderOf(await events(), idempotencyKeyOf(`${key}@${reference}`)),
  };
};

/** The outcome as one word: the refusal code, or the kind of outcome if the command was not refused. */
export const inAWord = (outcome: Outcome): string =>
  outcome.kind === 'refused' ? outcome.code : outcome.kind;

/**
 * The id of the act that an outcome names, whether this command recorded it or an earlier one; null if it was refused.
 */
export const actOf = (outcome: Outcome): ActId | null =>
  outcome.kind === 'recorded' || outcome.kind === 'repeated' ? actIdOf(outcome.stream, outcome.first) : null;
