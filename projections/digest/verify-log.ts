import { LogFault, type EventLog, type Recorded } from '@ledger/ledger/ports/event-log.js';
import { byKey, type DocumentStore, type Found, type Scalar } from '../ports/document-store.js';
import { beginning, digestBehind, printOf, type Sha256 } from './digest-chain.js';
import { countOf, digests, printLength, type DigestBlock } from './digest-document.js';

/** What comparing the log with the digests kept of it has found. */
export type LogVerdict = Readonly<{
  /** Events that the log holds, and up to which of them digests were kept. */
  events: number;
  covered: number;
  /** The digest behind the last event: whoever notes it down can hold the log to it. */
  digest: string;
  /** The first event that does not fit, and how, in a sentence; null where all fit. */
  misfit: string | null;
}>;

export type VerifyingLog = Readonly<{
  log: EventLog;
  /** The digests, as they were at one moment. */
  store: DocumentStore;
  sha256: Sha256;
  progress: (ordinal: number, of: number) => void;
}>;

const eventsPerRead = 2_000;
const blocksPerPage = 100;

/** What was kept of an event: the head of the digest behind it, and all of it at the end of a block. */
type KeptPrint = Readonly<{ print: string; digest: string | null }>;

/** What was kept of every event, in the order of the log. */
const kept = async function* (store: DocumentStore): AsyncGenerator<KeptPrint, undefined> {
  let after: readonly Scalar[] | null = null;
  for (;;) {
    const page: Readonly<{ items: readonly Found<DigestBlock>[]; more: boolean }> =
      await store.find<DigestBlock>(digests.name, {
        index: byKey,
        where: {},
        direction: 'ascending',
        after,
        limit: blocksPerPage,
      });
    for (const { doc } of page.items) {
      const count = countOf(doc);
      for (let index = 0; index < count; index += 1) {
        const print = doc.prints.slice(index * printLength, (index + 1) * printLength);
        yield { print, digest: index === count - 1 ? doc.digest : null };
      }
    }
    after = page.items.at(-1)?.cursor ?? null;
    if (!page.more || after === null) return undefined;
  }
};

const nameOf = (ordinal: number, { position, stream, revision, event }: Recorded): string =>
  `event ${String(ordinal)} at ${position} (${event.type}, ${stream}, revision ${String(revision)})`;

/** How an event differs from what was kept of it; null where it does not. */
const misfitOf = ({ print, digest }: KeptPrint, found: string, name: string): string | null => {
  if (print !== printOf(found)) return `${name} is not what was recorded there`;
  return digest === null || digest === found ? null : `the digest that was kept behind ${name} is another`;
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
class Comparison {
  events = 0;
  covered = 0;
  digest = beginning;
  misfit: string | null = null;
  private ahead: KeptPrint | null = null;

  constructor(
    private readonly sha256: Sha256,
    private readonly prints: AsyncIterator<KeptPrint, undefined>,
  ) {}

  async compare(past: Recorded): Promise<void> {
    this.events += 1;
    this.digest = digestBehind(this.sha256, this.digest, past);
    const print = await this.next();
    if (print === null) return;
    this.covered += 1;
    this.misfit ??= misfitOf(print, this.digest, nameOf(this.events, past));
  }

  private async next(): Promise<KeptPrint | null> {
    const print = this.ahead ?? (await this.prints.next()).value ?? null;
    this.ahead = null;
    return print;
  }

  /** Whether no digest is left. */
  async isCovered(): Promise<boolean> {
    this.ahead = await this.next();
    return this.ahead === null;
  }

  /** Digests of events that the log has no more. */
  async finish(): Promise<void> {
    while ((await this.next()) !== null) this.covered += 1;
    if (this.covered > this.events)
      this.misfit ??= `the log ends behind event ${String(this.events)}, but ${String(this.covered)} were recorded`;
  }
}

/** Computes the chain of digests anew and compares it, event by event, with what was kept. */
export const verifyLog = async ({ log, store, sha256, progress }: VerifyingLog): Promise<LogVerdict> => {
  const { ordinal: all } = await log.head();
  const comparison = new Comparison(sha256, kept(store));
  try {
    for await (const past of eventsOf(log, () => comparison.isCovered())) {
      await comparison.compare(past);
      if (comparison.events % eventsPerRead === 0) progress(comparison.events, all);
    }
    await comparison.finish();
  } catch (fault) {
    if (!(fault instanceof LogFault)) throw fault;
    comparison.misfit ??= `behind event ${String(comparison.events)}: ${fault.message}`;
  }
  const { events, covered, digest, misfit } = comparison;
  return { events, covered, digest, misfit };
};
