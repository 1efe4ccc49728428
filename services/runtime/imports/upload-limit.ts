import type { ImportFault } from '../faults/import-fault.js';
import { importFault } from '../faults/import-problems.js';

/** Maximum number of sheets, and of their bytes, that may wait to be judged. Uploads in progress count too. */
export const waitingMax = { sheets: 20, bytes: 1024 * 1024 * 1024 } as const;

/** The sheets that were received and are not judged yet: their number and their total size in bytes. */
export type Waiting = Readonly<{ sheets: number; bytes: number }>;

const full = (): ImportFault =>
  importFault('manyWaiting', { sheets: waitingMax.sheets, mebibytes: waitingMax.bytes / 1024 / 1024 });

/** Limits the number and the total size of the sheets that wait to be judged or are being uploaded. */
export class UploadLimit {
  private sheets = 0;
  private bytes = 0;

  /** `received` returns the count and size of the waiting sheets, without uploads in progress. */
  constructor(private readonly received: () => Waiting) {}

  /**
   * Receives one upload: `receive` consumes its bytes. Throws ImportFault if too many sheets wait already, or if the
   * bytes exceed the limit during the upload.
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
