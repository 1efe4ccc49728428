import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import { idPrintOf, type Chained, type Sha256 } from './digest-chain.js';
import { isPrintOf, type Prints } from './kept-prints.js';

/** Events that were recorded once and are not in the log: it was put back to an older copy, or has lost its end. */
export type LostEvents = Readonly<{
  /** How many events the log held once. */
  recorded: number;
  /** How many of them it holds: the first ones, where none was changed. */
  held: number;
}>;

/**
 * Digests of a past that the log has left, held to the log event by event. A log that was only put back holds the first
 * events of that past, and after them nothing of it. Where an event does not fit and the log goes on to hold events of
 * that past, the log was changed there. An event that was recorded after that past is none of it, even under an id that
 * is known: whoever repeats a command, or resumes an import, records it anew under the same id.
 */
export class LeftPast {
  /** Up to which event the log fits. */
  private fitting = 0;
  private firstMisfit: Chained | null = null;
  private holdsLaterOnes = false;
  /** From the first misfit on: ids that one side has and the other had not up to now. What both have is forgotten. */
  private readonly missing = new Set<string>();
  private readonly unknown = new Set<string>();

  constructor(
    private readonly sha256: Sha256,
    private readonly prints: Prints,
    /** When the last event of that past was recorded. */
    private readonly until: string,
  ) {}

  /** Takes the next event of the log. */
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

  /** The log has ended; takes what is left of that past. */
  async finish(): Promise<void> {
    for (let print = await this.prints.next(); print !== null; print = await this.prints.next())
      this.expect(print.id);
  }

  /** How many events of the log were held to that past, and fit. */
  get fits(): number {
    return this.fitting;
  }

  /** The first event of the log that was changed; null where none was. */
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
