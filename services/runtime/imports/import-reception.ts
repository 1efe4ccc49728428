import { sentenceOf } from '@ledger/ledger/kernel/refusals.js';
import { ImportStream } from '@ledger/ledger/imports/import-stream.js';
import { receivedData } from '@ledger/ledger/imports/received-sheet.js';
import { namedOffices, officeMissing } from '@ledger/ledger/use-cases/named-offices.js';
import { textBytesMax } from '@ledger/ledger/ports/sheet-source.js';
import { ImportFault } from '../faults/import-fault.js';
import { sheetKey, streamPorts, type ImportPorts } from './import-ports.js';
import { receivedCard, type KeptDryRuns } from './kept-dry-runs.js';
import { plainOptions, readAsOf, type SentSheet, type WaitingSheet } from './sheet-options.js';
import { WaitingRoom } from './waiting-room.js';

/** Takes in the bytes of sheets that are to be imported, and notes that they have come in. */
export class ImportReception {
  private readonly room: WaitingRoom;
  private readonly comingIn = new Set<Promise<WaitingSheet>>();
  /** The bytes of the sheets that were received and are not judged yet, by the id of their imports. */
  private readonly waiting = new Map<string, number>();

  constructor(
    private readonly ports: ImportPorts,
    private readonly dryRuns: KeptDryRuns,
  ) {
    this.room = new WaitingRoom(() => ({
      sheets: this.waiting.size,
      bytes: [...this.waiting.values()].reduce((sum, bytes) => sum + bytes, 0),
    }));
  }

  /** Counts a sheet among those that wait. */
  admit({ id, bytes }: Pick<WaitingSheet, 'id' | 'bytes'>): void {
    this.waiting.set(id, bytes);
  }

  /** The ids of these imports, in the order in which they came. */
  get waitingIds(): readonly string[] {
    return [...this.waiting.keys()];
  }

  /** Counts a sheet no more: it is judged. */
  leave(id: string): void {
    this.waiting.delete(id);
  }

  /**
   * The sheet once it is durable, and noted. Throws ImportFault where an office must be said and is not; whatever is
   * thrown leaves nothing behind.
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

  /** Resolves when no sheet is coming in any more: those that broke off have left nothing behind. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.comingIn);
  }

  private async take(sent: SentSheet, bytes: AsyncIterable<Uint8Array>): Promise<WaitingSheet> {
    const { file, office, by, options = plainOptions } = sent;
    if (office === null) await this.checkOffice();
    const id = this.ports.ids.fresh();
    const how = readAsOf(sent);
    return this.room.admit(bytes, async (admitted) => {
      const size = await this.keep(id, admitted);
      const sheet = { id, file, office, allOrNothing: options.allOrNothing, how, by, bytes: size };
      // The bytes first: whatever is noted without them could never be judged.
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

  /** Asked again when the sheet is judged: those that wait before it may be of an office with a code of its own. */
  private async checkOffice(): Promise<void> {
    const missing = officeMissing(await namedOffices(this.ports.log));
    if (missing !== null)
      throw new ImportFault('BAD_OFFICE', sentenceOf(missing.code, missing.because, 'en'), {
        facts: missing.because,
      });
  }
}
