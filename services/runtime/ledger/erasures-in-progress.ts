import { printWorkerNo } from '@ledger/ledger/kernel/ids.js';
import { finishErasures } from '@ledger/ledger/use-cases/unfinished-erasures.js';
import type { WriteSide } from '@ledger/ledger/use-cases/write-side.js';
import { traceOf } from '../faults/redacted-trace.js';

/**
 * Pause in milliseconds before the files are checked again, because an open reader can keep erased bytes on the disk.
 */
const pauseMs = 500;

type Ports = Parameters<typeof finishErasures>[0] & Readonly<{ logError: (sentence: string) => void }>;

/**
 * Completes the erasures of workers that were interrupted, or whose erased bytes are still on the disk because of an
 * open reader. Checks again after a pause, without delaying other work.
 */
export class ErasuresInProgress {
  private timer: NodeJS.Timeout | null = null;
  private working: Promise<void> = Promise.resolve();
  private hasStopped = false;

  constructor(private readonly ports: Ports) {}

  /** Continues erasures that were interrupted before this start, and reports those that cannot be continued. */
  async start(): Promise<void> {
    const { waiting, neverRequested } = await finishErasures(this.ports, true);
    for (const worker of neverRequested)
      this.ports.logError(
        `the erasing of person ${printWorkerNo(worker)} broke off before it was recorded: nothing was erased; order it again`,
      );
    if (waiting > 0) this.askLater();
  }

  /** The write side, with erasures that are checked here until they are complete. */
  watching(write: WriteSide): WriteSide {
    const { registering } = write;
    return {
      ...write,
      registering: {
        ...registering,
        erase: async (...given) => {
          try {
            return await registering.erase(...given);
          } finally {
            this.askLater();
          }
        },
      },
    };
  }

  async stop(): Promise<void> {
    this.hasStopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.working;
  }

  private askLater(): void {
    if (this.timer !== null || this.hasStopped) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.working = this.ask();
    }, pauseMs);
    this.timer.unref();
  }

  private async ask(): Promise<void> {
    try {
      if ((await finishErasures(this.ports, false)).waiting > 0) this.askLater();
    } catch (error) {
      this.ports.logError(traceOf(error));
      this.askLater();
    }
  }
}
