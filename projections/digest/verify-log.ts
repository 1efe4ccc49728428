import type { RefusalDetails } from '@ledger/ledger/kernel/refusals.js';
import { LogFault, type EventLog, type Recorded } from '@ledger/ledger/ports/event-log.js';
import type { DocumentStore } from '../ports/document-store.js';
import { beginning, digestAfter, printOf, type Chained, type Sha256 } from './digest-chain.js';
import { isPrintOf, keptPrints, keptUntil, Prints, type KeptPrint } from './kept-prints.js';
import { misfitBy, type Misfit } from './log-misfits.js';
import { LeftPast, type LostEvents } from './left-past.js';

/** The result of comparing the log with its stored digests. */
export type LogVerification = Readonly<{
  /** The number of events in the log, and the number of them that were compared with a stored digest. */
  events: number;
  covered: number;
  /** The digest after the last event. An operator who writes it down can later check that the log was not changed. */
  digest: string;
  /** A sentence about the first event that differs; null if none does. */
  misfit: string | null;
  /** The facts of that sentence, so that it can be translated; missing if no event differs. */
  misfitFacts?: RefusalDetails;
  /**
   * Events that the log contained before and lacks now: one entry per restore of an older copy, until an operator
   * accepts the loss.
   */
  lost: readonly LostEvents[];
}>;

export type VerifyingLog = Readonly<{
  log: EventLog;
  /** The digests, from a snapshot of the store. */
  store: DocumentStore;
  /**
   * The collections of digests: the current one, and those of earlier states of the log, which were set aside when an
   * older copy was restored.
   */
  builds: Readonly<{ current: string | null; aside: readonly string[] }>;
  sha256: Sha256;
  progress: (ordinal: number, of: number) => void;
}>;

const eventsPerRead = 2_000;

const factsOf = ({ ordinal, past: { position, stream, revision, event } }: Chained): RefusalDetails => ({
  ...{ ordinal, at: position, event: event.type, stream, revision },
});

const changed = (chained: Chained): Misfit => misfitBy('changed', factsOf(chained));

/** How an event differs from its stored digest; null if it does not. */
const misfitOf = (kept: KeptPrint, chained: Chained): Misfit | null => {
  if (isPrintOf(kept, chained.digest)) return null;
  return kept.print === printOf(chained.digest)
    ? misfitBy('otherDigest', factsOf(chained))
    : changed(chained);
};

/**
 * The events of the log, in order. It ends before the end of the log if `isCovered` says that every stored digest has
 * been compared. Throws LogFault if an event cannot be read.
 */
const eventsOf = async function* (
  log: EventLog,
  isCovered: () => Promise<boolean>,
): AsyncGenerator<Recorded> {
  for (let after = log.start; ;) {
    const { events, reached, end } = await log.readAll(after, eventsPerRead);
    yield* events;
    // If more digests have been stored meanwhile, the log contains their events by now, so reading continues.
    if (end && (events.length === 0 || (await isCovered()))) return;
    after = reached;
  }
};

/** Compares the log with the stored digests in one pass. */
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

  /** Call at the end of the log: the remaining digests belong to events that the log lacks. */
  async finish(): Promise<void> {
    await this.prints.finish();
    const { taken } = this.prints;
    if (taken > this.events) this.misfit ??= misfitBy('cutShort', { events: this.events, recorded: taken });
    for (const each of this.left) {
      await each.finish();
      if (each.changed !== null) this.misfit ??= changed(each.changed);
    }
  }

  /** Records that the log cannot be read further. The events after that point do not count as missing. */
  breakOff({ message }: LogFault): void {
    this.misfit ??= misfitBy('unreadable', { events: this.events, why: message });
  }

  get covered(): number {
    return Math.max(Math.min(this.prints.taken, this.events), ...this.left.map(({ fits }) => fits));
  }
}

const nothing = async function* (): AsyncGenerator<KeptPrint, undefined> {
  // Yields nothing; used if there is no current build.
};

const leftPasts = async ({ store, builds, sha256 }: VerifyingLog): Promise<readonly LeftPast[]> => {
  const pasts: LeftPast[] = [];
  for (const name of builds.aside) {
    const until = await keptUntil(store, name);
    if (until !== null) pasts.push(new LeftPast(sha256, new Prints(keptPrints(store, name)), until));
  }
  return pasts;
};

/** Computes the chain of digests again from the log and compares it with the stored digests, event by event. */
export const verifyLog = async (verifying: VerifyingLog): Promise<LogVerification> => {
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
