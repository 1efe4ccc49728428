import { printWorkerNo } from '@ledger/ledger/kernel/ids.js';
import { finishErasures } from '@ledger/ledger/use-cases/unfinished-erasures.js';
import type { WriteSide } from '@ledger/ledger/use-cases/write-side.js';
import { traceOf } from '../faults/redacted-trace.js';

/** How long a reader of an older moment is left alone before the disk is looked at again. */
const pauseMs = 500;

type Ports = Parameters<typeof finishErasures>[0] & Readonly<{ complain: (sentence: string) => void }>;

/**
 * Goes on with erasures that broke off, and with those whose bytes a reader still keeps on the disk, until they are
 * gone. It asks again after a pause and holds nobody up meanwhile.
 */
export class ErasuresInProgress {
  private timer: NodeJS.Timeout | null = null;
  private working: Promise<void> = Promise.resolve();
  private hasStopped = false;

  constructor(private readonly ports: Ports) {}

  /** Goes on with what broke off before this start, and tells of what cannot go on. */
  async start(): Promise<void> {
    const { waiting, neverRequested } = await finishErasures(this.ports, true);
    for (const worker of neverRequested)
      this.ports.complain(
        `the erasing of person ${printWorkerNo(worker)} broke off before it was recorded: nothing was erased; order it again`,
      );
    if (waiting > 0) this.askLater();
  }

  /** The write side, with an erasing that is looked after here. */
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
      this.ports.complain(traceOf(error));
      this.askLater();
    }
  }
}
