import type { StreamId } from '../kernel/ids.js';
import type { Appended, EventLog, Position } from '../ports/event-log.js';
import { allWritten, unsettledOf, type Unsettled } from './companions.js';
import type { Judgement } from './judge.js';
import type { Outcome, RefusedOutcome, Submission } from './submission.js';

/** A refused command of a run. */
export type RefusedCommand = Readonly<{ commandId: string; outcome: RefusedOutcome }>;

/**
 * Keeps the refusals of a run, for an import that must answer the same after a crash: an act that was judged after a
 * refusal stands in the log only if that refusal does.
 */
export interface RefusalKeeper {
  /**
   * Keeps refusals for good; resolves when they are written. Called before acts are handed to the log, with what was
   * refused before them, also where that is nothing. All that a refusal rests on is written by then.
   */
  keep(refusals: readonly RefusedCommand[]): Promise<void>;
}

export type Judged = Readonly<{ submission: Submission; judgement: Judgement }>;

/** What became of a command, and what it left open. */
export type Written = Readonly<{
  /** Null where the command must be judged on a fresh read. */
  outcome: Outcome | null;
  unsettled: Unsettled | null;
  /** Whether another writer was first where this very command was to write. */
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
  const outcome = judgement.answer(null);
  return outcome?.kind === 'refused' ? outcome : null;
};

/**
 * Commands that were judged on one reading, each on what those before it are about to write. They are handed to the log
 * together; it writes nothing that rests on an event which is not there. Where refusals are kept, the run is written in
 * parts: a refusal that rests on acts of its run waits for them, and all acts after it wait for the refusal.
 */
export class CommandRun {
  /** The streams in which something rests on what this run writes: mostly none. */
  private readonly leantOn: ReadonlySet<StreamId>;
  /** The ids of the events that this run has written there. */
  private readonly written = new Set<string>();

  constructor(
    private readonly log: EventLog,
    private readonly judged: readonly Judged[],
    private readonly keeper: RefusalKeeper | null,
  ) {
    this.leantOn = new Set(judged.flatMap(({ judgement }) => judgement.restsOn.map(({ stream }) => stream)));
  }

  /** What became of the commands in their order. Those after the last were not handed to the log. */
  async write(): Promise<readonly Written[]> {
    const results: Written[] = [];
    for (let isWhole = true; isWhole && results.length < this.judged.length;) {
      const part = await this.writePart(this.partFrom(results.length));
      results.push(...part);
      isWhole = part.every(({ outcome }) => outcome !== null);
    }
    return results;
  }

  /** The commands that can be handed over together from there on. */
  private partFrom(start: number): readonly Judged[] {
    let end = start + 1;
    if (!this.waits(this.judged[start])) {
      while (end < this.judged.length && !this.waits(this.judged[end])) end += 1;
    }
    return this.judged.slice(start, end);
  }

  /** Whether this is a refusal that can be kept only when something else is written: what it rests on, or a release. */
  private waits(judged: Judged | undefined): boolean {
    if (this.keeper === null || judged === undefined || refusalOf(judged) === null) return false;
    return judged.judgement.essential > 0 || !this.isCertain(judged);
  }

  private isCertain({ judgement }: Judged): boolean {
    return judgement.restsOn.every(({ id }) => this.written.has(id));
  }

  private async writePart(part: readonly Judged[]): Promise<readonly Written[]> {
    if (!this.waits(part[0])) {
      await this.keep(part);
      return this.append(part);
    }
    const results = await this.append(part);
    if (results.every(({ outcome }) => outcome !== null)) await this.keep(part);
    return results;
  }

  private async keep(part: readonly Judged[]): Promise<void> {
    const refusals = part.flatMap((judged) => {
      const outcome = this.isCertain(judged) ? refusalOf(judged) : null;
      return outcome === null ? [] : [{ commandId: judged.submission.origin.commandId, outcome }];
    });
    await this.keeper?.keep(refusals);
  }

  /** Hands over what the commands have to write; what follows in other streams may still be open. */
  private async append(part: readonly Judged[]): Promise<readonly Written[]> {
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

  /** The answer, if all that the command itself had to write is written, and all that it rests on. */
  private resultOf(judged: Judged, appended: readonly Appended[]): Written {
    const { submission, judgement } = judged;
    const isConflict = appended.some(({ kind }) => kind === 'conflict');
    const isWritten = allWritten(appended.slice(0, judgement.essential)) && this.isCertain(judged);
    const outcome = isWritten ? judgement.answer(lastPosition(appended)) : null;
    const unsettled = outcome === null ? null : unsettledOf(submission, judgement, appended);
    return { outcome, unsettled, isConflict };
  }
}
