import { LogFault, type EventLog, type Recorded } from '@ledger/ledger/ports/event-log.js';
import type { DocumentStore } from '../ports/document-store.js';
import { beginning, digestBehind, printOf, type Sha256 } from './digest-chain.js';
import { isPrintOf, keptPrints, type KeptPrint } from './kept-prints.js';

/** Events that were recorded once and are not in the log: it was put back to an older copy, or has lost its end. */
export type LostEvents = Readonly<{
  /** How many events the log held once. */
  recorded: number;
  /** How many of them, from the first on, it holds. */
  held: number;
}>;

/** What comparing the log with the digests kept of it has found. */
export type LogVerdict = Readonly<{
  /** Events that the log holds, and up to which of them digests were kept. */
  events: number;
  covered: number;
  /** The digest behind the last event: whoever notes it down can hold the log to it. */
  digest: string;
  /** The first event that does not fit, and how, in a sentence; null where all fit. */
  misfit: string | null;
  /** What the log held once and does not hold: one entry for each time that it was put back, until it is accepted. */
  lost: readonly LostEvents[];
}>;

export type VerifyingLog = Readonly<{
  log: EventLog;
  /** The digests, as they were at one moment. */
  store: DocumentStore;
  /** The collections of digests: the one that is kept up to date, and those that were set aside. */
  builds: Readonly<{ current: string | null; aside: readonly string[] }>;
  sha256: Sha256;
  progress: (ordinal: number, of: number) => void;
}>;

const eventsPerRead = 2_000;

const nameOf = (ordinal: number, { position, stream, revision, event }: Recorded): string =>
  `event ${String(ordinal)} at ${position} (${event.type}, ${stream}, revision ${String(revision)})`;

/** How an event differs from what was kept of it; null where it does not. */
const misfitOf = (kept: KeptPrint, found: string, name: string): string | null => {
  if (isPrintOf(kept, found)) return null;
  return kept.print === printOf(found)
    ? `the digest that was kept behind ${name} is another`
    : `${name} is not what was recorded there`;
};

/** Every event of the log, up to its end or as far as there are digests; a LogFault where one cannot be read. */
const eventsOf = async function* (
  log: EventLog,
  isCovered: () => Promise<boolean>,
): AsyncGenerator<Recorded> {
  for (let after = log.start; ;) {
    const { events, reached, end } = await log.readAll(after, eventsPerRead);
    yield* events;
    // Digests that were kept meanwhile are of events that the log has by now: it is read on.
    if (end && (events.length === 0 || (await isCovered()))) return;
    after = reached;
  }
};

/** The digests of one build, taken event by event. */
class Prints {
  taken = 0;
  private ahead: KeptPrint | null = null;

  constructor(private readonly prints: AsyncIterator<KeptPrint, undefined>) {}

  async next(): Promise<KeptPrint | null> {
    const print = this.ahead ?? (await this.prints.next()).value ?? null;
    this.ahead = null;
    if (print !== null) this.taken += 1;
    return print;
  }

  async areOver(): Promise<boolean> {
    this.ahead ??= (await this.prints.next()).value ?? null;
    return this.ahead === null;
  }

  /** Takes what is left. */
  async finish(): Promise<void> {
    while ((await this.next()) !== null);
  }
}

/** Digests of a past that the log has left: how far it is that past still. */
class LeftPast {
  private held = 0;
  private fits = true;

  constructor(private readonly prints: Prints) {}

  async compare(digest: string): Promise<void> {
    if (!this.fits) return;
    const print = await this.prints.next();
    this.fits = print !== null && isPrintOf(print, digest);
    if (this.fits) this.held += 1;
  }

  async lost(): Promise<LostEvents> {
    await this.prints.finish();
    return { recorded: this.prints.taken, held: this.held };
  }
}

/** One pass over the log, beside what was kept of it. */
class Comparison {
  events = 0;
  digest = beginning;
  misfit: string | null = null;

  constructor(
    private readonly sha256: Sha256,
    private readonly prints: Prints,
    private readonly left: readonly LeftPast[],
  ) {}

  async compare(past: Recorded): Promise<void> {
    this.events += 1;
    this.digest = digestBehind(this.sha256, this.digest, past);
    for (const each of this.left) await each.compare(this.digest);
    const print = await this.prints.next();
    if (print !== null) this.misfit ??= misfitOf(print, this.digest, nameOf(this.events, past));
  }

  /** Digests of events that the log has no more. */
  async finish(): Promise<readonly LostEvents[]> {
    await this.prints.finish();
    const { taken } = this.prints;
    if (taken > this.events)
      this.misfit ??= `the log ends behind event ${String(this.events)}, but ${String(taken)} were recorded`;
    const lost: LostEvents[] = [];
    for (const each of this.left) lost.push(await each.lost());
    return lost.filter(({ recorded, held }) => recorded > held);
  }
}

const nothing = async function* (): AsyncGenerator<KeptPrint, undefined> {
  // No build is kept up to date.
};

/** Computes the chain of digests anew and compares it, event by event, with what was kept. */
export const verifyLog = async (verifying: VerifyingLog): Promise<LogVerdict> => {
  const { log, store, builds, sha256, progress } = verifying;
  const { ordinal: all } = await log.head();
  const prints = new Prints(builds.current === null ? nothing() : keptPrints(store, builds.current));
  const left = builds.aside.map((name) => new LeftPast(new Prints(keptPrints(store, name))));
  const comparison = new Comparison(sha256, prints, left);
  let lost: readonly LostEvents[] = [];
  try {
    for await (const past of eventsOf(log, () => prints.areOver())) {
      await comparison.compare(past);
      if (comparison.events % eventsPerRead === 0) progress(comparison.events, all);
    }
    lost = await comparison.finish();
  } catch (fault) {
    if (!(fault instanceof LogFault)) throw fault;
    comparison.misfit ??= `behind event ${String(comparison.events)}: ${fault.message}`;
  }
  const { events, digest, misfit } = comparison;
  return { events, covered: prints.taken, digest, misfit, lost };
};
