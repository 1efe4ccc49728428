import { refusalText } from '@ledger/ledger/kernel/refusals.js';
import { ImportStream } from '@ledger/ledger/imports/import-stream.js';
import { receivedData } from '@ledger/ledger/imports/received-sheet.js';
import { namedOffices, officeMissing } from '@ledger/ledger/use-cases/named-offices.js';
import { textBytesMax } from '@ledger/ledger/ports/sheet-source.js';
import { ImportFault } from '../faults/import-fault.js';
import { sheetKey, streamPorts, type ImportPorts } from './import-ports.js';
import { receivedCard, type KeptDryRuns } from './kept-dry-runs.js';
import { plainOptions, readAsOf, type SentSheet, type WaitingSheet } from './sheet-options.js';
import { UploadLimit } from './upload-limit.js';

/** Receives uploaded sheets: stores their bytes and records the receipt. */
export class ImportReception {
  private readonly limit: UploadLimit;
  private readonly comingIn = new Set<Promise<WaitingSheet>>();
  /** Sizes in bytes of the received sheets that are not judged yet, by import id. */
  private readonly waiting = new Map<string, number>();

  constructor(
    private readonly ports: ImportPorts,
    private readonly dryRuns: KeptDryRuns,
  ) {
    this.limit = new UploadLimit(() => ({
      sheets: this.waiting.size,
      bytes: [...this.waiting.values()].reduce((sum, bytes) => sum + bytes, 0),
    }));
  }

  /** Counts a sheet as waiting to be judged. */
  admit({ id, bytes }: Pick<WaitingSheet, 'id' | 'bytes'>): void {
    this.waiting.set(id, bytes);
  }

  /** The ids of the waiting imports, in order of arrival. */
  get waitingIds(): readonly string[] {
    return [...this.waiting.keys()];
  }

  /** Stops counting a sheet as waiting, because it was judged. */
  leave(id: string): void {
    this.waiting.delete(id);
  }

  /**
   * Receives a sheet. Resolves when its bytes are durable and the receipt is recorded. Throws ImportFault if the sender
   * must name an office and did not. If it throws, nothing remains stored.
   */
  async receive(sent: SentSheet, bytes: AsyncIterable<Uint8Array>): Promise<WaitingSheet> {
    const received = this.take(sent, bytes);
    this.comingIn.add(received);
    try {
      return await received;
    } finally {
      this.comingIn.delete(received);
    }
  }

  /** Resolves when no upload is in progress any more and the files of broken uploads are removed. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.comingIn);
  }

  private async take(sent: SentSheet, bytes: AsyncIterable<Uint8Array>): Promise<WaitingSheet> {
    const { file, office, by, options = plainOptions } = sent;
    // Corrections record nothing new: their acts have offices already.
    if (office === null && options.corrections === null) await this.checkOffice();
    const id = this.ports.ids.fresh();
    const how = readAsOf(sent);
    return this.limit.admit(bytes, async (admitted) => {
      const size = await this.keep(id, admitted);
      const sheet = { id, file, office, allOrNothing: options.allOrNothing, how, by, bytes: size };
      // Store the bytes first: a recorded import without bytes could never be judged.
      await (sent.dryRun ? this.noteDry(sheet) : this.note(sheet)).catch(async (error: unknown) => {
        await this.ports.folder.remove(id);
        throw error;
      });
      this.admit(sheet);
      return sheet;
    });
  }

  private async keep(id: string, bytes: AsyncIterable<Uint8Array>): Promise<number> {
    const key = await sheetKey(this.ports, id);
    return this.ports.folder.keep(id, bytes, { key, bytesMax: textBytesMax });
  }

  private async noteDry(sheet: WaitingSheet): Promise<void> {
    try {
      await this.dryRuns.put(receivedCard(sheet, this.ports.clock.now()));
    } catch (error) {
      this.dryRuns.forget(sheet.id);
      throw error;
    }
  }

  private async note({ id, by, bytes, ...sheet }: WaitingSheet): Promise<void> {
    const own = await ImportStream.open(streamPorts(this.ports), { id, by });
    const kept = { bytes, place: this.ports.place };
    await own.note('received', (seal) => ({
      type: 'ReceiveImport',
      stream: own.name,
      data: receivedData({ ...sheet, kept }, seal),
    }));
  }

  /**
   * Checks whether the sender must name an office. Checked again when the sheet is judged, because a sheet that waits
   * before it may record acts for an office with a code of its own.
   */
  private async checkOffice(): Promise<void> {
    const missing = officeMissing(await namedOffices(this.ports.log));
    if (missing !== null)
      throw new ImportFault('BAD_OFFICE', refusalText(missing.code, missing.because, 'en'), {
        facts: missing.because,
      });
  }
}
