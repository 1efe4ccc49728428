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

/** Called before each single append of a writer. The writer waits until the promise resolves. */
export type Gate = (append: Append) => Promise<void>;

/**
 * Writes the appends of a chain one by one and waits at the gate before each, as a log without transactions would do.
 * Other writers can write in between.
 */
class SequentialLog implements EventLog {
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly log: EventLog,
    private readonly gate: Gate,
  ) {}

  get start(): Position {
    return this.log.start;
  }

  /** Chains are written in the order of the calls: each waits until the one before is written. */
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

/** Wraps a log so that this writer's appends are written one by one. Each writer needs a wrapper of its own. */
export const sequential = (log: EventLog, gate: Gate): EventLog => new SequentialLog(log, gate);

export type Sleeper = Readonly<{
  gate: Gate;
  /** Resolves when the writer has stopped at the gate. */
  asleep: Promise<void>;
  wake: () => void;
}>;

/** A gate that stops a writer once: before the first append that matches `here`. The writer continues after `wake`. */
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

/** Whether the append writes to a stream of this slice: `passbook`, `gathering`, `ref`, `key`, `worker` … */
export const toSlice =
  (slice: string) =>
  ({ stream }: Append): boolean =>
    stream.startsWith(`${slice}-`);
