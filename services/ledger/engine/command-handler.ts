import { refused } from '../kernel/decision.js';
import type { DomainEvent } from '../kernel/domain-event.js';
import type { Clock } from '../ports/clock.js';
import type { EventLog, Origin } from '../ports/event-log.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { Pause } from '../ports/pause.js';
import { noFindings, type BoundCommand } from './bound-decider.js';
import { CommandRun, type Judged, type RefusalKeeper, type Written } from './command-run.js';
import { attemptsMax, complete } from './companions.js';
import { Consultation, Histories, type History } from './histories.js';
import { judge, type Judgement } from './judge.js';
import { readFor } from './reservations.js';
import type { Outcome, RefusedOutcome, Stamp, Submission } from './submission.js';

/** What one writer knows of a stream that nobody else writes: it is read once. */
export type HistoryHolder = { history: History | null };

type Ports = Readonly<{ log: EventLog; ids: IdGenerator; clock: Clock; pause: Pause }>;

/** A command that is still to be answered, how often another writer appended before it, and how often it fenced one off. */
type Open = { readonly submission: Submission; outcome: Outcome | null; losses: number; fences: number };

/** A command waits for 2, 4, 8 … turns after it has fenced off somebody: in the end longer than most appends take. */
const doublingsMax = 10;

const contended: RefusedOutcome = { ...refused('CONTENDED'), existing: null };

/**
 * The commands to be judged next: all that are open. Where the first of them was lost more than once, each time half as
 * many: the more is read, the more time others have to be first again.
 */
const nextOf = (open: readonly Open[]): readonly Open[] => {
  const losses = open[0]?.losses ?? 0;
  return open.slice(0, Math.ceil(open.length / 2 ** Math.max(0, losses - 1)));
};

/**
 * The only place where commands are read for, decided and appended. A batch is judged on what its own commands are
 * about to write. Where another writer was first, what rests on the lost event is not written either, and all of it is
 * read and judged again together. Repeats are harmless: event ids derive from the command id, and a command that finds
 * its own events answers `repeated`.
 */
export class CommandHandler {
  constructor(private readonly ports: Ports) {}

  /** Judges commands in their order and writes what they decide; answers one outcome each, in that order. */
  async handle(
    submissions: readonly Submission[],
    keeper: RefusalKeeper | null = null,
  ): Promise<readonly Outcome[]> {
    const all = submissions.map((submission): Open => ({ submission, outcome: null, losses: 0, fences: 0 }));
    for (let open = all; open.length > 0; open = open.filter(({ outcome }) => outcome === null)) {
      const next = nextOf(open);
      await this.letOthersWrite(next);
      const results = await this.together(next, keeper);
      for (const [index, { outcome, isConflict }] of results.entries()) {
        const command = next[index];
        if (command === undefined) continue;
        command.outcome = outcome;
        if (isConflict) command.losses += 1;
      }
      await this.giveUp(next, keeper);
    }
    return all.map(({ outcome }) => {
      if (outcome === null) throw new Error('a command was handed in and not answered');
      return outcome;
    });
  }

  /**
   * Decides and appends until nobody was first, and answers what it appended; for commands never refused. What is kept
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
      const histories = new Histories();
      if (kept.history === null) await histories.read(log, [stream]);
      else histories.add(kept.history);
      const consultation = new Consultation(histories);
      const history = consultation.of(stream);
      kept.history = history;
      const decision = command.decide(history, noFindings);
      if (decision.kind === 'refused') throw new Error(`${stream} refused with ${decision.code}`);
      if (decision.events.length === 0) return [];
      const stamp = this.stamping(origin, clock.now());
      const append = history.extend(stamp(origin.commandId, stream, decision.events));
      const [appended] = await log.append(consultation.resting([append]));
      if (appended?.kind === 'appended') {
        history.acknowledge(appended.revision);
        return decision.events;
      }
      kept.history = null;
    }
    throw new Error(`${stream}: too many writers at once`);
  }

  /** Judges all that can be judged on one reading, and writes it; what is missing at the end is still to be judged. */
  private async together(
    commands: readonly Open[],
    keeper: RefusalKeeper | null,
  ): Promise<readonly Written[]> {
    const { log, clock } = this.ports;
    const submissions = commands.map(({ submission }) => submission);
    const histories = await readFor(log, submissions);
    const at = clock.now();
    const judged: Judged[] = [];
    for (const submission of submissions) {
      const judgement = judge(submission, histories, this.stamping(submission.origin, at));
      const isFenced = judgement.fences.length > 0;
      // Fences are written before anything else: whoever needs them is judged alone, by the next reading.
      if (!isFenced || judged.length === 0) judged.push({ submission, judgement });
      if (isFenced) break;
    }
    const [first] = judged;
    const [command] = commands;
    if (first !== undefined && command !== undefined && first.judgement.fences.length > 0) {
      command.fences += 1;
      if (!(await this.fenced(first.judgement)))
        return [{ outcome: null, unsettled: null, isConflict: true }];
    }
    const results = await new CommandRun(log, judged, keeper).write();
    await this.complete(results);
    return results;
  }

  /**
   * To take over a name that another command has reserved, a command first appends a fence: an event that makes the
   * other command's append fail, so that the other command retries. Writers that fence each other
   * at the same pace would never succeed. So a command that has appended a fence pauses before its next attempt, each
   * time twice as long, up to a limit.
   */
  private async letOthersWrite([first]: readonly Open[]): Promise<void> {
    if (first === undefined || first.fences === 0) return;
    for (let turns = 2 ** Math.min(first.fences, doublingsMax); turns > 0; turns -= 1)
      await this.ports.pause();
  }

  private async fenced({ fences }: Judgement): Promise<boolean> {
    for (const fence of fences) {
      const [appended] = await this.ports.log.append([fence]);
      if (appended?.kind !== 'appended') return false;
    }
    return true;
  }

  /** Nothing is answered before all of it is settled. */
  private async complete(written: readonly Written[]): Promise<void> {
    const { log, clock } = this.ports;
    const unsettled = written.map((each) => each.unsettled).filter((each) => each !== null);
    await complete(log, unsettled, ({ origin }) => this.stamping(origin, clock.now()));
  }

  /** Refuses the commands that others were faster than too often. */
  private async giveUp(commands: readonly Open[], keeper: RefusalKeeper | null): Promise<void> {
    const lost = commands.filter(({ outcome, losses }) => outcome === null && losses >= attemptsMax);
    for (const command of lost) command.outcome = contended;
    if (lost.length === 0) return;
    await keeper?.keep(
      lost.map(({ submission }) => ({ commandId: submission.origin.commandId, outcome: contended })),
    );
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
