import { refused } from '../kernel/decision.js';
import type { DomainEvent } from '../kernel/event.js';
import type { StreamId } from '../kernel/ids.js';
import type { Clock } from '../ports/clock.js';
import type { Appended, EventLog, Origin, Position } from '../ports/event-log.js';
import type { Identifiers } from '../ports/identifiers.js';
import { following, type Following, type Stamp } from './chaining.js';
import { reservedFor } from './claims.js';
import { Histories } from './history.js';
import { judge, type Judgement } from './judging.js';
import type { Acted, Outcome, Submission } from './submission.js';
import { nothingElse, type Work } from './work.js';

/** How often a command is judged anew when others wrote first. */
export const attemptsMax = 16;

export interface Handling {
  /** Judges commands in their order and writes what they decide; answers one outcome each, in that order. */
  handle(submissions: readonly Submission[]): Promise<readonly Outcome[]>;
  /** Decides and appends until nobody was first, and answers what it appended; for works never refused. */
  settle(work: Work, origin: Omit<Origin, 'at'>): Promise<readonly DomainEvent[]>;
}

type Ports = Readonly<{ log: EventLog; ids: Identifiers; clock: Clock }>;

const streamsOf = ({ claims, work, session, alongside }: Submission): readonly StreamId[] => [
  work.stream,
  ...claims.map(({ stream }) => stream),
  ...alongside,
  ...(session?.stream == null ? [] : [session.stream]),
];

/**
 * The submissions in runs that can be judged together. An act that is at home elsewhere than its session would not
 * notice that the session, foreseen in the same batch, was refused after all: it waits for the next run.
 */
const runsOf = (submissions: readonly Submission[]): readonly (readonly Submission[])[] => {
  const runs: Submission[][] = [];
  let foreseen = new Set<StreamId>();
  for (const submission of submissions) {
    const session = submission.session?.stream ?? null;
    if (runs.length === 0 || (session !== null && foreseen.has(session))) {
      runs.push([]);
      foreseen = new Set();
    }
    runs.at(-1)?.push(submission);
    foreseen.add(submission.work.stream);
  }
  return runs;
};

/** Reads whatever the submissions will be judged by: in one call, and where reservations point, in a second. */
const read = async (log: EventLog, submissions: readonly Submission[]): Promise<Histories> => {
  const histories = new Histories();
  histories.add(await log.readStreams([...new Set(submissions.flatMap(streamsOf))]));
  const targets = new Set<StreamId>();
  for (const claim of submissions.flatMap(({ claims }) => claims)) {
    const target = reservedFor(claim, histories);
    if (target !== null && !histories.has(target)) targets.add(target);
  }
  if (targets.size > 0) histories.add(await log.readStreams([...targets]));
  return histories;
};

const lastPosition = (appended: readonly Appended[]): Position | null => {
  let last: Position | null = null;
  for (const each of appended) {
    if (each.kind === 'appended' && (last === null || each.position > last)) last = each.position;
  }
  return last;
};

const allWritten = (appended: readonly Appended[]): boolean =>
  appended.every(({ kind }) => kind === 'appended');

/** The answer, if everything that the command itself had to write is written. */
const answered = (judgement: Judgement, appended: readonly Appended[]): Outcome | null =>
  allWritten(appended.slice(0, judgement.essential)) ? judgement.answer(lastPosition(appended)) : null;

/**
 * The only place where commands are read for, decided and appended. A batch is judged on what its own commands are
 * about to write; where another writer was first, the rest of the batch is judged again one by one. Repeats are
 * harmless: event ids derive from the command id, and a command that finds its own events answers `repeated`.
 */
class LedgerHandling implements Handling {
  constructor(private readonly ports: Ports) {}

  async handle(submissions: readonly Submission[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const run of runsOf(submissions)) {
      const first = await this.together(run);
      for (const [index, submission] of run.entries()) {
        outcomes.push(first[index] ?? (await this.alone(submission)));
      }
    }
    return outcomes;
  }

  async settle(work: Work, origin: Omit<Origin, 'at'>): Promise<readonly DomainEvent[]> {
    const { log, clock } = this.ports;
    for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
      const histories = new Histories();
      histories.add(await log.readStreams([work.stream]));
      const history = histories.of(work.stream);
      const decision = work.decide(history, nothingElse);
      if (decision.kind === 'refused') throw new Error(`${work.stream} refused with ${decision.code}`);
      if (decision.events.length === 0) return [];
      const stamp = this.stamping(origin, clock.now());
      const append = history.extend(stamp(origin.commandId, work.stream, decision.events));
      const [appended] = await log.append([append]);
      if (appended?.kind === 'appended') return decision.events;
    }
    throw new Error(`${work.stream}: too many writers at once`);
  }

  /** Judges all, then appends all at once; null from the first on that must be judged on a fresh read. */
  private async together(submissions: readonly Submission[]): Promise<readonly (Outcome | null)[]> {
    const histories = await read(this.ports.log, submissions);
    const at = this.ports.clock.now();
    const writing: Promise<Outcome | null>[] = [];
    for (const submission of submissions) {
      const judgement = judge(submission, histories, this.stamping(submission.origin, at));
      if (judgement.fences.length > 0) break;
      writing.push(this.append(submission, judgement));
    }
    const outcomes = await Promise.all(writing);
    const lost = outcomes.indexOf(null);
    return submissions.map((_, index) => (lost >= 0 && index >= lost ? null : (outcomes[index] ?? null)));
  }

  private async alone(submission: Submission): Promise<Outcome> {
    const { log, clock } = this.ports;
    for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
      const histories = await read(log, [submission]);
      const judgement = judge(submission, histories, this.stamping(submission.origin, clock.now()));
      if (!(await this.fenced(judgement))) continue;
      const outcome = await this.append(submission, judgement);
      if (outcome !== null) return outcome;
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

  private async append(submission: Submission, judgement: Judgement): Promise<Outcome | null> {
    const appended = judgement.chain.length === 0 ? [] : await this.ports.log.append(judgement.chain);
    const outcome = answered(judgement, appended);
    if (outcome !== null) await this.complete(submission, judgement, appended);
    return outcome;
  }

  /**
   * Settles what the chain left open: companions that lost a race, whose streams had not been read, or that depend
   * on what others have done to the act meanwhile. Over when nothing follows any more.
   */
  private async complete(
    submission: Submission,
    { acted, isSettled }: Judgement,
    appended: readonly Appended[],
  ): Promise<void> {
    if (acted === null || (isSettled && allWritten(appended))) return;
    for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
      const { chain } = await this.followingNow(submission, acted);
      if (chain.length === 0) return;
      await this.ports.log.append(chain);
    }
    throw new Error(`${acted.history.stream}: too many writers at once`);
  }

  /**
   * What still follows from a command. Its own stream is read last: whoever changes the act afterwards reads what
   * this command has written, and brings it up to date.
   */
  private async followingNow(submission: Submission, { history, events }: Acted): Promise<Following> {
    const { log, clock } = this.ports;
    const { stream } = history;
    const histories = new Histories();
    const companions = submission.companions({ history, events });
    histories.add(await log.readStreams([...new Set(companions.map((work) => work.stream))]));
    histories.add(await log.readStreams([stream]));
    const stamp = this.stamping(submission.origin, clock.now());
    return following({ submission, histories, stamp }, { history: histories.of(stream), events });
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

export const handling = (ports: Ports): Handling => new LedgerHandling(ports);
