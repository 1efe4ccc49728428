import type { StreamId } from '@ledger/ledger/kernel/ids.js';
import type {
  Append,
  Appended,
  EventLog,
  Head,
  Position,
  ReadAll,
  Recorded,
} from '@ledger/ledger/ports/event-log.js';

/** Asked before each single append: a writer sleeps for as long as there is no answer. */
export type Gate = (append: Append) => Promise<void>;

/** Executes chains one append at a time, each with a gate in front, as a log across a network would. */
class SequentialLog implements EventLog {
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly log: EventLog,
    private readonly gate: Gate,
  ) {}

  get start(): Position {
    return this.log.start;
  }

  /** Chains are written in the order in which they were handed in: the next one waits for the one before. */
  append(chain: readonly Append[]): Promise<readonly Appended[]> {
    const written = this.turn.then(() => this.write(chain));
    this.turn = written.catch(() => undefined);
    return written;
  }

  private async write(chain: readonly Append[]): Promise<readonly Appended[]> {
    const results: Appended[] = [];
    for (const append of chain) {
      if (results.some(({ kind }) => kind !== 'appended')) {
        results.push({ kind: 'skipped' });
        continue;
      }
      await this.gate(append);
      results.push(...(await this.log.append([append])));
    }
    return results;
  }

  readStreams(streams: readonly StreamId[]): Promise<ReadonlyMap<StreamId, readonly Recorded[]>> {
    return this.log.readStreams(streams);
  }

  readAll(after: Position, limit: number): Promise<ReadAll> {
    return this.log.readAll(after, limit);
  }

  idAt(position: Position): Promise<string | null> {
    return this.log.idAt(position);
  }

  head(): Promise<Head> {
    return this.log.head();
  }

  changed(after: Position, signal: AbortSignal): Promise<void> {
    return this.log.changed(after, signal);
  }

  close(): Promise<void> {
    return this.log.close();
  }
}

/** The log as one writer far away sees it. Each writer has one of its own, over the same log. */
export const sequential = (log: EventLog, gate: Gate): EventLog => new SequentialLog(log, gate);

export type Sleeper = Readonly<{
  gate: Gate;
  /** Resolves when the writer has fallen asleep. */
  asleep: Promise<void>;
  wake: () => void;
}>;

/** A gate that falls asleep once, before the first append of which `here` holds. */
export const sleeper = (here: (append: Append, before: number) => boolean): Sleeper => {
  let fallAsleep = (): void => undefined;
  let wake = (): void => undefined;
  const asleep = new Promise<void>((resolve) => (fallAsleep = resolve));
  const awake = new Promise<void>((resolve) => (wake = resolve));
  let before = 0;
  let hasSlept = false;
  const gate: Gate = async (append) => {
    const isHere = !hasSlept && here(append, before);
    before += 1;
    if (!isHere) return;
    hasSlept = true;
    fallAsleep();
    await awake;
  };
  return {
    gate,
    asleep,
    wake: () => {
      wake();
    },
  };
};

/** Whether the append is for a stream of that slice: `passbook`, `gathering`, `ref`, `key`, `worker` … */
export const toSlice =
  (slice: string) =>
  ({ stream }: Append): boolean =>
    stream.startsWith(`${slice}-`);
