import { sentenceOf } from '@ledger/ledger/kernel/refusals.js';
import { namedOffices, officeMissing } from '@ledger/ledger/use-cases/named-offices.js';
import { textBytesMax } from '@ledger/ledger/ports/sheet-source.js';
import { ImportFault } from '../faults/import-fault.js';
import { receivedNote, type Handed, type ImportNote, type Notes } from './import-notes.js';
import { sheetKey, type ImportPorts } from './import-ports.js';
import { WaitingRoom } from './waiting-room.js';

/** Takes in the bytes of sheets that are to be imported, and notes that they wait. */
export class ImportReception {
  private readonly room: WaitingRoom;
  private readonly comingIn = new Set<Promise<ImportNote>>();

  constructor(
    private readonly ports: Pick<ImportPorts, 'folder' | 'ids' | 'clock' | 'vault' | 'log'>,
    private readonly notes: Notes,
  ) {
    this.room = new WaitingRoom(() => notes.waiting);
  }

  /**
   * The note of a sheet once it is durable. Throws ImportFault where an office must be said and is not; whatever is
   * thrown leaves nothing behind.
   */
  async receive(handed: Handed, bytes: AsyncIterable<Uint8Array>): Promise<ImportNote> {
    const received = this.take(handed, bytes);
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

  private async take(handed: Handed, bytes: AsyncIterable<Uint8Array>): Promise<ImportNote> {
    const { folder, ids, clock } = this.ports;
    if (handed.office === null) await this.checkOffice();
    const id = ids.fresh();
    const key = await sheetKey(this.ports, id);
    const size = await this.room.admit(bytes, (admitted) =>
      folder.keep(id, admitted, { key, bytesMax: textBytesMax }),
    );
    const note = receivedNote(handed, { id, bytes: size, receivedAt: clock.now() });
    try {
      await this.notes.put(note);
      return note;
    } catch (error) {
      this.notes.forget(id);
      await folder.remove(id);
      throw error;
    }
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
