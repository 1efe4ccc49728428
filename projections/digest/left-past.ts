import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import { idPrintOf, type Chained, type Sha256 } from './digest-chain.js';
import { isPrintOf, type Prints } from './kept-prints.js';

/**
 * Counts of events that were recorded but are missing in the log, because it was restored from an older copy or has
 * lost its end.
 */
export type LostEvents = Readonly<{
  /** The number of events that the log contained before. */
  recorded: number;
  /** The number of them that the log still contains. If no event was changed, these are the first ones. */
  held: number;
}>;

/**
 * Compares the log with digests of an earlier state that the log was restored from. If it was only restored, the log
 * contains the first events of that state and none of the later ones. If an event differs and later events of that
 * state follow, the log was changed there. Events that were recorded after that state are ignored even if their ids are
 * known, because a repeated command or a resumed import records the same id again.
 */
export class LeftPast {
  /** The number of events up to which the log matches. */
  private fitting = 0;
  private firstMisfit: Chained | null = null;
  private holdsLaterOnes = false;
  /**
   * Ids from the first difference on: those that only the old state has, and those that only the log has. An id that
   * both have is removed.
   */
  private readonly missing = new Set<string>();
  private readonly unknown = new Set<string>();

  constructor(
    private readonly sha256: Sha256,
    private readonly prints: Prints,
    /** When the last event of that earlier state was recorded (UTC). */
    private readonly until: string,
  ) {}

  /** Compares the next event of the log. */
  async compare(chained: Chained): Promise<void> {
    const print = await this.prints.next();
    if (this.firstMisfit === null) {
      if (print === null) return;
      if (isPrintOf(print, chained.digest)) {
        this.fitting += 1;
        return;
      }
      this.firstMisfit = chained;
    }
    if (print !== null) this.expect(print.id);
    this.find(chained.past);
  }

  /** Call at the end of the log: the remaining digests belong to missing events. */
  async finish(): Promise<void> {
    for (let print = await this.prints.next(); print !== null; print = await this.prints.next())
      this.expect(print.id);
  }

  /** The number of events at the start of the log that match the earlier state. */
  get fits(): number {
    return this.fitting;
  }

  /** The first event of the log that was changed; null if none was. */
  get changed(): Chained | null {
    return this.holdsLaterOnes ? this.firstMisfit : null;
  }

  get lost(): LostEvents {
    return { recorded: this.prints.taken, held: this.prints.taken - this.missing.size };
  }

  private expect(id: string): void {
    if (this.unknown.delete(id)) this.holdsLaterOnes = true;
    else this.missing.add(id);
  }

  private find(past: Recorded): void {
    if (past.origin.at > this.until) return;
    const id = idPrintOf(this.sha256, past);
    if (this.missing.delete(id)) this.holdsLaterOnes = true;
    else this.unknown.add(id);
  }
}
