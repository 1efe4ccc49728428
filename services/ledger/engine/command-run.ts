import type { StreamId } from '../kernel/ids.js';
import type { Appended, EventLog, Position } from '../ports/event-log.js';
import { allWritten, unsettledOf, type Unsettled } from './companions.js';
import type { Judgement } from './judge.js';
import type { Outcome, RefusedOutcome, Submission } from './submission.js';

/** A refused command and its outcome. */
export type RefusedCommand = Readonly<{ commandId: string; outcome: RefusedOutcome }>;

/**
 * Stores the refusals of a run, so that an import gives the same answers after a crash: an act that was judged after
 * a refusal is in the log only if that refusal is stored.
 */
export interface RefusalRecorder {
  /**
   * Stores refusals durably; resolves when they are written. Called before acts are appended, with the refusals that
   * precede them, even if there are none. Everything that such a refusal depends on is already written.
   */
  keep(refusals: readonly RefusedCommand[]): Promise<void>;
}

export type Judged = Readonly<{ submission: Submission; judgement: Judgement }>;

/** The result of a command, and the companions that are still to be written. */
export type CommandResult = Readonly<{
  /** Null if the streams must be read again and the command judged again. */
  outcome: Outcome | null;
  unsettled: Unsettled | null;
  /** Whether one of this command's own appends conflicted with another writer. */
  isConflict: boolean;
}>;

const nothingToWrite: Promise<readonly Appended[]> = Promise.resolve([]);

const lastPosition = (appended: readonly Appended[]): Position | null => {
  let last: Position | null = null;
  for (const each of appended) {
    if (each.kind === 'appended' && (last === null || each.position > last)) last = each.position;
  }
  return last;
};

const refusalOf = ({ judgement }: Judged): RefusedOutcome | null => {
  const outcome = judgement.answer(null, false);
  return outcome?.kind === 'refused' ? outcome : null;
};

/**
 * Commands that were judged on one reading of the log, each on the events that earlier ones are about to append.
 * Their appends are passed to the log together; the log writes none that depends on a missing event. If a refusal
 * keeper is given, the run is written in parts: a refusal that depends on acts of the same run waits until they are
 * written, and all later acts wait until the refusal is stored.
 */
export class CommandRun {
  /** The streams of all foreseen events that some command of this run depends on: usually none. */
  private readonly leantOn: ReadonlySet<StreamId>;
  /** The ids of the events that this run has written to the streams in `leantOn`. */
  private readonly written = new Set<string>();

  constructor(
    private readonly log: EventLog,
    private readonly judged: readonly Judged[],
    private readonly recorder: RefusalRecorder | null,
  ) {
    this.leantOn = new Set(judged.flatMap(({ judgement }) => judgement.restsOn.map(({ stream }) => stream)));
  }

  /** The results of the commands, in order. Commands without a result were not appended. */
  async write(): Promise<readonly CommandResult[]> {
    const results: CommandResult[] = [];
    for (let isWhole = true; isWhole && results.length < this.judged.length;) {
      const part = this.partFrom(results.length);
      const isLate = this.waits(part[0]);
      if (!isLate) await this.keep(part);
      const written = await this.append(part);
      results.push(...written);
      isWhole = written.every(({ outcome }) => outcome !== null);
      if (isLate && isWhole) await this.keep(part);
    }
    return results;
  }

  /** The next commands, from `start` on, whose appends can be passed to the log together. */
  private partFrom(start: number): readonly Judged[] {
    let end = start + 1;
    if (!this.waits(this.judged[start])) {
      while (end < this.judged.length && !this.waits(this.judged[end])) end += 1;
    }
    return this.judged.slice(start, end);
  }

  /**
   * Whether this is a refusal that may be stored only after something else is written: the events that it depends on,
   * or the releases of the command's reservations.
   */
  private waits(judged: Judged | undefined): boolean {
    if (this.recorder === null || judged === undefined || refusalOf(judged) === null) return false;
    return judged.judgement.essential > 0 || !this.isCertain(judged);
  }

  private isCertain({ judgement }: Judged): boolean {
    return judgement.restsOn.every(({ id }) => this.written.has(id));
  }

  private async keep(part: readonly Judged[]): Promise<void> {
    const refusals = part.flatMap((judged) => {
      const outcome = this.isCertain(judged) ? refusalOf(judged) : null;
      return outcome === null ? [] : [{ commandId: judged.submission.origin.commandId, outcome }];
    });
    await this.recorder?.keep(refusals);
  }

  /** Appends the events of the commands. Companions may still be missing afterwards. */
  private async append(part: readonly Judged[]): Promise<readonly CommandResult[]> {
    const all = await Promise.all(
      part.map(({ judgement: { chain } }) => (chain.length === 0 ? nothingToWrite : this.log.append(chain))),
    );
    if (this.leantOn.size > 0) this.note(part, all);
    return part.map((judged, index) => this.resultOf(judged, all[index] ?? []));
  }

  private note(part: readonly Judged[], all: readonly (readonly Appended[])[]): void {
    for (const [index, { judgement }] of part.entries()) {
      for (const [at, { kind }] of (all[index] ?? []).entries()) {
        const append = judgement.chain[at];
        if (kind !== 'appended' || append === undefined || !this.leantOn.has(append.stream)) continue;
        for (const { id } of append.events) this.written.add(id);
      }
    }
  }

  /** The outcome, if all appends of the command itself and all events that it depends on are written. */
  private resultOf(judged: Judged, appended: readonly Appended[]): CommandResult {
    const { submission, judgement } = judged;
    const isConflict = appended.some(({ kind }) => kind === 'conflict');
    const isWritten = allWritten(appended.slice(0, judgement.essential)) && this.isCertain(judged);
    const own = appended[judgement.essential - 1];
    const isNew = own?.kind === 'appended' && own.isNew;
    const outcome = isWritten ? judgement.answer(lastPosition(appended), isNew) : null;
    const unsettled = outcome === null ? null : unsettledOf(submission, judgement, appended);
    return { outcome, unsettled, isConflict };
  }
}
