import type { ImportFault } from '../faults/import-fault.js';
import { importFault } from '../faults/import-problems.js';

/** How many sheets, and bytes of them, may wait to be judged: those that are still coming in count too. */
export const waitingMax = { sheets: 20, bytes: 1024 * 1024 * 1024 } as const;

/** Sheets that were received and are not judged yet. */
export type Waiting = Readonly<{ sheets: number; bytes: number }>;

const full = (): ImportFault =>
  importFault('manyWaiting', { sheets: waitingMax.sheets, mebibytes: waitingMax.bytes / 1024 / 1024 });

/** Lets sheets in as long as there is room for them. */
export class WaitingRoom {
  private sheets = 0;
  private bytes = 0;

  /** `received` answers what waits already, beside the sheets that are still coming in. */
  constructor(private readonly received: () => Waiting) {}

  /**
   * Lets a sheet come in; what `receive` does with its bytes decides. Throws ImportFault where there is no room for it,
   * or none any more while it comes in.
   */
  async admit<T>(
    bytes: AsyncIterable<Uint8Array>,
    receive: (bytes: AsyncIterable<Uint8Array>) => Promise<T>,
  ): Promise<T> {
    if (this.received().sheets + this.sheets >= waitingMax.sheets) throw full();
    const own = { bytes: 0 };
    this.sheets += 1;
    try {
      return await receive(this.counted(bytes, own));
    } finally {
      this.sheets -= 1;
      this.bytes -= own.bytes;
    }
  }

  private async *counted(
    bytes: AsyncIterable<Uint8Array>,
    own: { bytes: number },
  ): AsyncIterable<Uint8Array> {
    for await (const chunk of bytes) {
      own.bytes += chunk.length;
      this.bytes += chunk.length;
      if (this.received().bytes + this.bytes > waitingMax.bytes) throw full();
      yield chunk;
    }
  }
}
