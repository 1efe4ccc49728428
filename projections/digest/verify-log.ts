import type { Because } from '@ledger/ledger/kernel/refusals.js';
import { LogFault, type EventLog, type Recorded } from '@ledger/ledger/ports/event-log.js';
import type { DocumentStore } from '../ports/document-store.js';
import { beginning, digestAfter, printOf, type Chained, type Sha256 } from './digest-chain.js';
import { isPrintOf, keptPrints, keptUntil, Prints, type KeptPrint } from './kept-prints.js';
import { misfitBy, type Misfit } from './log-misfits.js';
import { LeftPast, type LostEvents } from './left-past.js';

/** What comparing the log with the digests kept of it has found. */
export type LogVerdict = Readonly<{
  /** Events that the log holds, and how many of them were held to a digest. */
  events: number;
  covered: number;
  /** The digest after the last event: whoever notes it down can hold the log to it. */
  digest: string;
  /** The first event that does not fit, and how, in a sentence; null where all fit. */
  misfit: string | null;
  /** The facts of that sentence; missing where all fit. */
  misfitFacts?: Because;
  /** What the log held once and does not hold: one entry for each time that it was put back, until it is accepted. */
  lost: readonly LostEvents[];
}>;

export type VerifyingLog = Readonly<{
  log: EventLog;
  /** The digests, as they were at one moment. */
  store: DocumentStore;
  /** The collections of digests: the one that is kept up to date, and those of a past that the log has left. */
  builds: Readonly<{ current: string | null; aside: readonly string[] }>;
  sha256: Sha256;
  progress: (ordinal: number, of: number) => void;
}>;

const eventsPerRead = 2_000;

const factsOf = ({ ordinal, past: { position, stream, revision, event } }: Chained): Because => ({
  ...{ ordinal, at: position, event: event.type, stream, revision },
});

const changed = (chained: Chained): Misfit => misfitBy('changed', factsOf(chained));

/** How an event differs from what was kept of it; null where it does not. */
const misfitOf = (kept: KeptPrint, chained: Chained): Misfit | null => {
  if (isPrintOf(kept, chained.digest)) return null;
  return kept.print === printOf(chained.digest)
    ? misfitBy('otherDigest', factsOf(chained))
    : changed(chained);
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

/** One pass over the log, beside what was kept of it. */
class LogComparison {
  events = 0;
  digest = beginning;
  misfit: Misfit | null = null;

  constructor(
    private readonly sha256: Sha256,
    private readonly prints: Prints,
    private readonly left: readonly LeftPast[],
  ) {}

  async compare(past: Recorded): Promise<void> {
    this.events += 1;
    this.digest = digestAfter(this.sha256, this.digest, past);
    const chained = { past, ordinal: this.events, digest: this.digest };
    for (const each of this.left) await each.compare(chained);
    const print = await this.prints.next();
    if (print !== null) this.misfit ??= misfitOf(print, chained);
  }

  /** The log has ended; what is left of the digests is of events that it does not hold. */
  async finish(): Promise<void> {
    await this.prints.finish();
    const { taken } = this.prints;
    if (taken > this.events) this.misfit ??= misfitBy('cutShort', { events: this.events, recorded: taken });
    for (const each of this.left) {
      await each.finish();
      if (each.changed !== null) this.misfit ??= changed(each.changed);
    }
  }

  /** The log cannot be read further: what comes after is not missing. */
  breakOff({ message }: LogFault): void {
    this.misfit ??= misfitBy('unreadable', { events: this.events, why: message });
  }

  get covered(): number {
    return Math.max(Math.min(this.prints.taken, this.events), ...this.left.map(({ fits }) => fits));
  }
}

const nothing = async function* (): AsyncGenerator<KeptPrint, undefined> {
  // No build is kept up to date.
};

const leftPasts = async ({ store, builds, sha256 }: VerifyingLog): Promise<readonly LeftPast[]> => {
  const pasts: LeftPast[] = [];
  for (const name of builds.aside) {
    const until = await keptUntil(store, name);
    if (until !== null) pasts.push(new LeftPast(sha256, new Prints(keptPrints(store, name)), until));
  }
  return pasts;
};

/** Computes the chain of digests anew and compares it, event by event, with what was kept. */
export const verifyLog = async (verifying: VerifyingLog): Promise<LogVerdict> => {
  const { log, store, builds, sha256, progress } = verifying;
  const { ordinal: all } = await log.head();
  const prints = new Prints(builds.current === null ? nothing() : keptPrints(store, builds.current));
  const left = await leftPasts(verifying);
  const comparison = new LogComparison(sha256, prints, left);
  let lost: readonly LostEvents[] = [];
  try {
    for await (const past of eventsOf(log, () => prints.areOver())) {
      await comparison.compare(past);
      if (comparison.events % eventsPerRead === 0) progress(comparison.events, all);
    }
    await comparison.finish();
    lost = left.map((each) => each.lost).filter(({ recorded, held }) => recorded > held);
  } catch (fault) {
    if (!(fault instanceof LogFault)) throw fault;
    comparison.breakOff(fault);
  }
  const { events, covered, digest, misfit } = comparison;
  return { events, covered, digest, ...(misfit ?? { misfit: null }), lost };
};
