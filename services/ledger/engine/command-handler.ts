import { refused } from '../kernel/decision.js';
import type { DomainEvent } from '../kernel/domain-event.js';
import type { Clock } from '../ports/clock.js';
import type { EventLog, Origin } from '../ports/event-log.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { Pause } from '../ports/pause.js';
import { noFindings, type BoundCommand } from './bound-decider.js';
import { CommandRun, type Judged, type RefusalRecorder, type CommandResult } from './command-run.js';
import { attemptsMax, complete } from './companions.js';
import { Consultation, Histories, type History } from './histories.js';
import { judge, type Judgement } from './judge.js';
import { readFor } from './reservations.js';
import type { Outcome, RefusedOutcome, Stamp, Submission } from './submission.js';

/** Caches the history of a stream that only one writer appends to, so that it is read once. */
export type HistoryHolder = { history: History | null };

type Ports = Readonly<{ log: EventLog; ids: IdGenerator; clock: Clock; pause: Pause }>;

/**
 * A command without an outcome yet. `losses`: how often another writer appended first; `fences`: how often this
 * command appended a fence against another one.
 */
type Open = { readonly submission: Submission; outcome: Outcome | null; losses: number; fences: number };

/**
 * After appending fences, a command pauses for 2, 4, 8 … turns of the event loop, up to 2^10: longer than most
 * appends take.
 */
const doublingsMax = 10;

const contended: RefusedOutcome = { ...refused('CONTENDED'), existing: null };

/**
 * The commands to judge in the next round: all open ones, until the first has lost to another writer twice. Then half
 * of them, a quarter, and so on: the fewer streams are read, the less time other writers have to append first again.
 */
const nextOf = (open: readonly Open[]): readonly Open[] => {
  const losses = open[0]?.losses ?? 0;
  return open.slice(0, Math.ceil(open.length / 2 ** Math.max(0, losses - 1)));
};

/**
 * The only place that reads streams for commands, decides the commands and appends their events. A command is judged
 * on the log plus the events that earlier commands of its batch are about to append. If another writer appends first,
 * everything that depends on the lost event is not written either; those commands are read and judged again together.
 * A repeat does no harm: event ids derive from the command id, and a command that finds its own events in the log is
 * answered `repeated`.
 */
export class CommandHandler {
  constructor(private readonly ports: Ports) {}

  /** Judges commands in order and appends their events. Returns one outcome per command, in the same order. */
  async handle(
    submissions: readonly Submission[],
    recorder: RefusalRecorder | null = null,
  ): Promise<readonly Outcome[]> {
    const all = submissions.map((submission): Open => ({ submission, outcome: null, losses: 0, fences: 0 }));
    for (let open = all; open.length > 0; open = open.filter(({ outcome }) => outcome === null)) {
      const next = nextOf(open);
      await this.letOthersWrite(next);
      const results = await this.together(next, recorder);
      for (const [index, { outcome, isConflict }] of results.entries()) {
        const command = next[index];
        if (command === undefined) continue;
        command.outcome = outcome;
        if (isConflict) command.losses += 1;
      }
      await this.giveUp(next, recorder);
    }
    return all.map(({ outcome }) => {
      if (outcome === null) throw new Error('a command was submitted and not answered');
      return outcome;
    });
  }

  /**
   * Decides and appends until no other writer appends first, and returns the appended events. For commands that are
   * never refused: a refusal throws. If `kept` has a history, nothing is read, and the append is passed to the log
   * synchronously, before this function returns its promise.
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

  /**
   * Reads once, judges the commands on that, and appends their events. May return fewer results than commands: the
   * rest is judged in the next round.
   */
  private async together(
    commands: readonly Open[],
    recorder: RefusalRecorder | null,
  ): Promise<readonly CommandResult[]> {
    const { log, clock } = this.ports;
    const submissions = commands.map(({ submission }) => submission);
    const histories = await readFor(log, submissions);
    const at = clock.now();
    const judged: Judged[] = [];
    for (const submission of submissions) {
      const judgement = judge(submission, histories, this.stamping(submission.origin, at));
      const isFenced = judgement.fences.length > 0;
      // Fences are appended before anything else. So a command that needs fences is judged only as the first of a
      // round.
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
    const results = await new CommandRun(log, judged, recorder).write();
    await this.complete(results);
    return results;
  }

  /**
   * To take over a reference or an idempotency key that another command has reserved, a command first appends a
   * fence: an event that makes the other command's append fail, so that the other command retries. Writers that fence
   * each other at the same pace would never succeed. So a command that has appended a fence pauses before its next
   * attempt, each time twice as long, up to a limit.
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

  /** Appends the companions of the written commands; nothing is answered before they are written. */
  private async complete(written: readonly CommandResult[]): Promise<void> {
    const { log, clock } = this.ports;
    const unsettled = written.map((each) => each.unsettled).filter((each) => each !== null);
    await complete(log, unsettled, ({ origin }) => this.stamping(origin, clock.now()));
  }

  /** Refuses, with CONTENDED, the commands that lost to other writers too often. */
  private async giveUp(commands: readonly Open[], recorder: RefusalRecorder | null): Promise<void> {
    const lost = commands.filter(({ outcome, losses }) => outcome === null && losses >= attemptsMax);
    for (const command of lost) command.outcome = contended;
    if (lost.length === 0) return;
    await recorder?.keep(
      lost.map(({ submission }) => ({ commandId: submission.origin.commandId, outcome: contended })),
    );
  }

  private stamping(unstamped: Omit<Origin, 'at'>, at: string): Stamp {
    const { ids } = this.ports;
    const { commandId: own, hash, actor, role, district, correlation, cause } = unstamped;
    const ownOrigin: Origin = { commandId: own, hash, actor, role, district, at, correlation, cause };
    return (commandId, stream, events) => {
      const origin = commandId === own ? ownOrigin : { ...ownOrigin, commandId };
      // The hash is part of the event id: otherwise the log would take other content with the same command id for a
      // repeat.
      const stem = `${commandId}\n${hash}`;
      return events.map((event, index) => ({ id: ids.ofEvent(stem, stream, index), event, origin }));
    };
  }
}
