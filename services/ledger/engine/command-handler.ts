import { refused } from '../kernel/decision.js';
import type { DomainEvent } from '../kernel/domain-event.js';
import type { StreamId } from '../kernel/ids.js';
import type { Clock } from '../ports/clock.js';
import type { Appended, EventLog, Origin, Position } from '../ports/event-log.js';
import type { IdGenerator } from '../ports/id-generator.js';
import { allWritten, attemptsMax, complete, unsettledOf, type Unsettled } from './companions.js';
import { History } from './histories.js';
import { judge, type Judgement } from './judge.js';
import { readFor } from './reservations.js';
import type { Outcome, RefusedOutcome, Stamp, Submission } from './submission.js';
import { noFindings, type BoundCommand } from './bound-decider.js';

/** A refused command of a batch. */
export type RefusedCommand = Readonly<{ commandId: string; outcome: RefusedOutcome }>;

/**
 * Keeps the refusals of a batch, for a hand-in that must answer the same after a crash: what was refused is kept in
 * front of whatever is accepted behind it.
 */
export interface RefusalKeeper {
  /** Called before the acts of the batch are handed to the log; must hand its own events over before it returns. */
  keep(refusals: readonly RefusedCommand[]): Promise<void>;
  /** Another writer was first: these commands, kept as refused, are about to be judged again. */
  withdraw(commandIds: readonly string[]): Promise<void>;
}

/** What one writer knows of a stream that nobody else writes: it is read once. */
export type HistoryHolder = { history: History | null };

type Ports = Readonly<{ log: EventLog; ids: IdGenerator; clock: Clock }>;

const lastPosition = (appended: readonly Appended[]): Position | null => {
  let last: Position | null = null;
  for (const each of appended) {
    if (each.kind === 'appended' && (last === null || each.position > last)) last = each.position;
  }
  return last;
};

/** The commands of a batch that were refused: their answer needs no append. */
const refusalsIn = (
  submissions: readonly Submission[],
  judgements: readonly Judgement[],
): readonly RefusedCommand[] =>
  judgements.flatMap((judgement, index) => {
    const outcome = judgement.answer(null);
    const commandId = submissions[index]?.origin.commandId;
    return outcome?.kind === 'refused' && commandId !== undefined ? [{ commandId, outcome }] : [];
  });

/**
 * The submissions in runs that can be judged together. An act that is at home elsewhere than its session would not
 * notice that the session, foreseen in the same batch, was refused after all: it waits for the next run.
 */
const runsOf = (submissions: readonly Submission[]): readonly (readonly Submission[])[] => {
  const runs: Submission[][] = [];
  let foreseen = new Set<StreamId>();
  for (const submission of submissions) {
    if (runs.length === 0 || submission.settled.some((stream) => foreseen.has(stream))) {
      runs.push([]);
      foreseen = new Set();
    }
    runs.at(-1)?.push(submission);
    foreseen.add(submission.command.stream);
  }
  return runs;
};

/** What became of a command, and what it left open. */
type Written = Readonly<{ outcome: Outcome | null; unsettled: Unsettled | null }>;

/** The answer, if everything that the command itself had to write is written. */
const answered = (judgement: Judgement, appended: readonly Appended[]): Outcome | null =>
  allWritten(appended.slice(0, judgement.essential)) ? judgement.answer(lastPosition(appended)) : null;

/**
 * The only place where commands are read for, decided and appended. A batch is judged on what its own commands are
 * about to write; where another writer was first, the rest of the batch is judged again one by one. Repeats are
 * harmless: event ids derive from the command id, and a command that finds its own events answers `repeated`.
 */
export class CommandHandler {
  constructor(private readonly ports: Ports) {}

  /** Judges commands in their order and writes what they decide; answers one outcome each, in that order. */
  async handle(
    submissions: readonly Submission[],
    keeper: RefusalKeeper | null = null,
  ): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const run of runsOf(submissions)) {
      const first = await this.together(run, keeper);
      for (const [index, submission] of run.entries()) {
        outcomes.push(first[index] ?? (await this.afterAll(submission, keeper)));
      }
    }
    return outcomes;
  }

  /**
   * Decides and appends until nobody was first, and answers what it appended; for commands never refused. What is `kept`
   * is not read again: then the append is handed to the log before this returns.
   */
  async settle(
    command: BoundCommand,
    origin: Omit<Origin, 'at'>,
    kept: HistoryHolder = { history: null },
  ): Promise<readonly DomainEvent[]> {
    const { log, clock } = this.ports;
    const { stream } = command;
    for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
      kept.history ??= new History(stream, (await log.readStreams([stream])).get(stream) ?? []);
      const { history } = kept;
      const decision = command.decide(history, noFindings);
      if (decision.kind === 'refused') throw new Error(`${stream} refused with ${decision.code}`);
      if (decision.events.length === 0) return [];
      const stamp = this.stamping(origin, clock.now());
      const append = history.extend(stamp(origin.commandId, stream, decision.events));
      const [appended] = await log.append([append]);
      if (appended?.kind === 'appended') return decision.events;
      kept.history = null;
    }
    throw new Error(`${stream}: too many writers at once`);
  }

  /** Judges all, then appends all at once; null from the first on that must be judged on a fresh read. */
  private async together(
    submissions: readonly Submission[],
    keeper: RefusalKeeper | null,
  ): Promise<readonly (Outcome | null)[]> {
    const histories = await readFor(this.ports.log, submissions);
    const at = this.ports.clock.now();
    const judgements: Judgement[] = [];
    for (const submission of submissions) {
      const judgement = judge(submission, histories, this.stamping(submission.origin, at));
      if (judgement.fences.length > 0) break;
      judgements.push(judgement);
    }
    const refusals = keeper === null ? [] : refusalsIn(submissions, judgements);
    const keeping = refusals.length === 0 ? null : keeper?.keep(refusals);
    const writing = submissions
      .slice(0, judgements.length)
      .map((submission, index) => this.write(submission, judgements[index]));
    const [written] = await Promise.all([Promise.all(writing), keeping]);
    const outcomes = await this.outcomesOf(written);
    const lost = outcomes.indexOf(null);
    if (lost < 0) return submissions.map((_, index) => outcomes[index] ?? null);
    const again = new Set(submissions.slice(lost).map(({ origin }) => origin.commandId));
    const withdrawn = refusals.map(({ commandId }) => commandId).filter((id) => again.has(id));
    if (withdrawn.length > 0) await keeper?.withdraw(withdrawn);
    return submissions.map((_, index) => (index >= lost ? null : (outcomes[index] ?? null)));
  }

  /** Judges a command again after its batch, and keeps its refusal before the next one is judged. */
  private async afterAll(submission: Submission, keeper: RefusalKeeper | null): Promise<Outcome> {
    const outcome = await this.alone(submission);
    const { commandId } = submission.origin;
    if (outcome.kind === 'refused') await keeper?.keep([{ commandId, outcome }]);
    return outcome;
  }

  private async alone(submission: Submission): Promise<Outcome> {
    const { log, clock } = this.ports;
    for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
      const histories = await readFor(log, [submission]);
      const judgement = judge(submission, histories, this.stamping(submission.origin, clock.now()));
      if (!(await this.fenced(judgement))) continue;
      const [outcome] = await this.outcomesOf([await this.write(submission, judgement)]);
      if (outcome != null) return outcome;
    }
    return { ...refused('CONTENDED'), existing: null };
  }

  private async fenced({ fences }: Judgement): Promise<boolean> {
    for (const fence of fences) {
      const [appended] = await this.ports.log.append([fence]);
      if (appended?.kind !== 'appended') return false;
    }
    return true;
  }

  /** Hands over what a command has to write; what follows in other streams may still be open. */
  private async write(submission: Submission, judgement: Judgement | undefined): Promise<Written> {
    if (judgement === undefined) return { outcome: null, unsettled: null };
    const appended = judgement.chain.length === 0 ? [] : await this.ports.log.append(judgement.chain);
    const outcome = answered(judgement, appended);
    return { outcome, unsettled: outcome === null ? null : unsettledOf(submission, judgement, appended) };
  }

  /** Nothing is answered before all of it is settled. */
  private async outcomesOf(written: readonly Written[]): Promise<readonly (Outcome | null)[]> {
    const { log, clock } = this.ports;
    const unsettled = written.map((each) => each.unsettled).filter((each) => each !== null);
    await complete(log, unsettled, ({ origin }) => this.stamping(origin, clock.now()));
    return written.map(({ outcome }) => outcome);
  }

  private stamping(unstamped: Omit<Origin, 'at'>, at: string): Stamp {
    const { ids } = this.ports;
    const { commandId: own, hash, actor, role, district, correlation, cause } = unstamped;
    const ownOrigin: Origin = { commandId: own, hash, actor, role, district, at, correlation, cause };
    return (commandId, stream, events) => {
      const origin = commandId === own ? ownOrigin : { ...ownOrigin, commandId };
      // The log knows ids only: other content under the same command id must not pass for this one.
      const stem = `${commandId}\n${hash}`;
      return events.map((event, index) => ({ id: ids.ofEvent(stem, stream, index), event, origin }));
    };
  }
}
